"""The server: the tools and two pages, offered to a client over stdin and stdout or on a port of this machine.

The SDK of the protocol is spoken to here alone.
"""

from __future__ import annotations

import json
from typing import Any

from positions.analyse.dataset import Dataset
from positions.errors import MissingExtra, PositionsError, UnknownName
from positions.share.mcp import guide
from positions.share.mcp.tools import TOOLS, Tool

try:
    import anyio
    import anyio.to_thread
    from mcp import MCPError, types
    from mcp.server import Server
    from mcp.server.stdio import stdio_server
except ImportError as error:
    raise MissingExtra("mcp 2", "mcp", "serving assistants") from error

PAGES = {
    "positions://guide": ("guide", "What the dataset is and how to answer from it", guide.guide),
    "positions://codebook": ("codebook", "Every table, column and code with its meaning", guide.codes),
}


def server(dataset: Dataset) -> Server[Any]:
    """A server of one dataset; it reads, and changes nothing."""
    one_at_a_time = anyio.CapacityLimiter(1)

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool, dataset) for tool in TOOLS.values()])

    async def call_tool(_: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        # Reading takes a while and tables are kept once read: off the loop, and one call after the other.
        return await anyio.to_thread.run_sync(
            _called, dataset, asked.name, asked.arguments or {}, limiter=one_at_a_time
        )

    async def list_resources(_: Any, __: Any) -> types.ListResourcesResult:
        pages = [
            types.Resource(uri=uri, name=name, description=says, mime_type="text/markdown")
            for uri, (name, says, _) in PAGES.items()
        ]
        return types.ListResourcesResult(resources=pages)

    async def read_resource(_: Any, asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        return _page(dataset, str(asked.uri))

    return Server(
        "positions",
        version=dataset.version,
        title="positions",
        instructions=guide.INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


def _described(tool: Tool, dataset: Dataset) -> types.Tool:
    reads = types.ToolAnnotations(
        title=tool.title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return types.Tool(
        name=tool.name, title=tool.title, description=tool.says, input_schema=tool.schema(dataset), annotations=reads
    )


def _called(dataset: Dataset, name: str, given: dict[str, Any]) -> types.CallToolResult:
    """The answer of a tool, or in words what would be right to ask."""
    try:
        if name not in TOOLS:
            raise UnknownName("tool", name, TOOLS)
        answer, failed = TOOLS[name].call(dataset, given), False
    except PositionsError as error:
        near = error.nearest if isinstance(error, UnknownName) else []
        answer, failed = {"error": str(error), "nearest": near}, True
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)], structured_content=answer, is_error=failed
    )


def _page(dataset: Dataset, uri: str) -> types.ReadResourceResult:
    if uri not in PAGES:
        raise MCPError(types.INVALID_PARAMS, f"no resource {uri!r}; there are {', '.join(PAGES)}")
    text = PAGES[uri][2](dataset)
    return types.ReadResourceResult(
        contents=[types.TextResourceContents(uri=uri, mime_type="text/markdown", text=text)]
    )


def serve(dataset: Dataset, port: int | None = None) -> None:
    """Serve until the client goes away; on a port of this machine alone, if one is named."""
    # A folder without data is told at once, not in the middle of a conversation.
    made = server(dataset)
    if port is None:
        anyio.run(_over_stdio, made)
        return
    import uvicorn

    uvicorn.run(
        made.streamable_http_app(json_response=True, stateless_http=True),
        host="127.0.0.1",
        port=port,
        log_level="warning",
    )


async def _over_stdio(made: Server[Any]) -> None:
    async with stdio_server() as (incoming, outgoing):
        await made.run(incoming, outgoing, made.create_initialization_options())
