"""``docs/commands.md``: every command with its options, the codes that these allow, and its example as it answers."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner
from docs.generate.markdown import anchor, plain, table

from positions import codebook
from positions.cli import options
from positions.cli.completion import Known
from positions.cli.main import HEADINGS, main
from positions.cli.parameter import CodeChoice

ROOT = Path(__file__).parents[2]
# Options that many commands share are told once, under a heading of their own.
SHARED = {
    "Whom": options.who,
    "What": options.what,
    "When": options.when,
    "Which positions count": options.how,
    "Which tables": options.where_from,
    "A table of your own": options.own_table,
    "Where the answer goes": options.output,
}
# Examples that need what is not here (copies of sources, a release, an assistant), or that tell of the machine.
NOT_RUN = ("evidence", "audit", "download", "mcp", "doctor")
# What takes longer than a look at the page may: its example is taken from the page as it stands when that is checked.
SLOW = ("build", "validate", "release", "site", "report", "export", "verify", "changes", "structure map")
PAGE = ROOT / "docs" / "commands.md"
LINES, WIDTH = 16, 100
Words = tuple[str, ...]

INTRODUCTION = """\
# Commands

<!-- Written by `python -m docs.generate commands`; do not edit. -->
What a command prints goes to stdout, what it has to say beside goes to stderr. It exits with 0 when all is well, 1 when the
data fall short, 2 when it was called wrongly. `positions COMMAND --help` tells what stands here. Names and codes are
completed in the shell once `positions` is told which shell it is: `eval "$(_POSITIONS_COMPLETE=bash_source positions)"`, or `zsh_source`, or
`_POSITIONS_COMPLETE=fish_source positions | source`.

Under each command stands its example with the beginning of what it prints.
"""


def page(quick: bool = False) -> str:
    """The page as the commands stand; a quick one keeps what it says of the slow ones."""
    lines = [INTRODUCTION]
    for heading, known in HEADINGS.items():
        names = [name for name in known if name in _top()]
        rows = [[f"[`positions {name}`](#positions-{name})", plain(known[name])] for name in names]
        lines += [f"## {heading}", "", *table(["command", ""], rows), ""]
    for heading, decorate in SHARED.items():
        lines += [f"## {heading}", "", *_options(_parameters(decorate)), ""]
    with tempfile.TemporaryDirectory() as folder, _checkout(Path(folder)):
        for words, command in every_command():
            lines += _section(words, command, quick)
    return "\n".join(lines).rstrip("\n") + "\n"


@cache
def _top() -> dict[str, click.Command]:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}  # type: ignore[attr-defined]
    return {name: command for name, command in found.items() if command is not None}


def every_command() -> Iterator[tuple[Words, click.Command]]:
    """Every command and the commands within it, each with the words that call it."""
    for name, command in _top().items():
        yield (name,), command
        if isinstance(command, click.Group):
            yield from (((name, part), inner) for part, inner in command.commands.items())


@contextlib.contextmanager
def _checkout(folder: Path) -> Iterator[None]:
    """A folder to run in that looks like a checkout, so that what an example writes is thrown away."""
    for name in ("seeds", "data", "expectations"):
        shutil.copytree(ROOT / name, folder / name)
    with contextlib.chdir(folder):
        yield


def _section(words: Words, command: click.Command, quick: bool) -> list[str]:
    name = "positions " + " ".join(words)
    told, example = _help(command)
    own, shared = _apart(command)
    usage = " ".join([name, *command.collect_usage_pieces(click.Context(command, info_name=name))])
    lines = [f"## {name}", "", *told, f"```text\n{usage}\n```", ""]
    if isinstance(command, click.Group):
        # A group shows the example of a command within it, which stands there.
        within = [[f"[`{name} {part}`](#{anchor(f'{name} {part}')})", plain(inner.get_short_help_str(200))] for part, inner in command.commands.items()]  # fmt: skip
        return [*lines, *table(["command", ""], within), ""]
    lines += [*_options(own), ""] if own else []
    if shared:
        lines += ["Further options: " + ", ".join(f"[{part.lower()}](#{anchor(part)})" for part in shared) + ".", ""]
    return [*lines, *_example(words, example, quick), ""]


def _help(command: click.Command) -> tuple[list[str], str]:
    """What the help of a command says, a paragraph a line, and its example."""
    told, _, example = (command.help or "").strip().rpartition("Example: ")
    return [line for text in re.split(r"\n\s*\n", told.strip()) for line in (plain(text), "")], example.strip()


def _parameters(decorate: options.Decorator) -> list[click.Parameter]:
    return click.command()(decorate(lambda **_: None)).params


def _apart(command: click.Command) -> tuple[list[click.Parameter], list[str]]:
    """The parameters of a command alone, and the headings of those that it shares."""
    mine = {tuple(parameter.opts): parameter for parameter in command.params}
    shared = []
    for heading, decorate in SHARED.items():
        theirs = {tuple(parameter.opts): parameter for parameter in _parameters(decorate)}
        if all(opts in mine and _told(mine[opts]) == _told(theirs[opts]) for opts in theirs):
            shared.append(heading)
            mine = {opts: parameter for opts, parameter in mine.items() if opts not in theirs}
    return list(mine.values()), shared


def _options(parameters: list[click.Parameter]) -> list[str]:
    return table(["option", "value", ""], [[_names(each), _values(each), _told(each)] for each in parameters])


def _names(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Argument):
        return f"`{parameter.human_readable_name}`"
    return ", ".join(f"`{opt}`" for opt in sorted(parameter.opts, key=len, reverse=True))


def _told(parameter: click.Parameter) -> str:
    """The help of a parameter, with its default."""
    told = plain(getattr(parameter, "help", None) or "")
    shown = getattr(parameter, "show_default", None) and not getattr(parameter, "is_flag", False)
    return f"{told} Default: `{parameter.default}`.".strip() if shown else told


def _values(parameter: click.Parameter) -> str:
    """What may be given: codes where there is a list of them, else the word that stands for it."""
    kind: Any = parameter.type
    if getattr(parameter, "is_flag", False):
        return ""
    if isinstance(kind, CodeChoice):
        names = codebook.load()[kind.codes].names
        shown = ", ".join(f"`{name}`" for name in names[:6])
        more = f" and {len(names) - 6} more" if len(names) > 6 else ""
        return f"{shown}{more}: {_where(kind.codes)}"
    if isinstance(kind, Known):
        return "an id or name of " + ", ".join(_where(table) for table in kind.tables)
    if isinstance(kind, click.Choice):
        return ", ".join(f"`{choice}`" for choice in kind.choices)
    if isinstance(parameter, click.Argument):
        return ""
    return f"`{parameter.make_metavar(click.Context(main))}`"


def _where(noun: str) -> str:
    """A table or code list, with a link to the heading of the codebook that tells of it."""
    heading = {"issues": "issue", "lists": "code-lists"}.get(noun, noun)
    return f"[{noun}](codebook.md#{anchor(heading)})"


def _example(words: Words, example: str, quick: bool) -> list[str]:
    if words[0] in NOT_RUN:
        return ["```sh", example, "```"]
    if quick and " ".join(words) in SLOW:
        found = re.search(
            rf"^```text\n\$ {re.escape(example)}\n.*?^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
        return found.group().splitlines() if found else []
    return ["```text", f"$ {example}", *_printed(example), "```"]


def _printed(example: str) -> list[str]:
    """The beginning of what an example prints, in a terminal of 100 columns."""
    runner = CliRunner(env={"COLUMNS": f"{WIDTH}", "NO_COLOR": "1"})
    done = runner.invoke(main, shlex.split(example)[1:], prog_name="positions")
    if done.exit_code:
        raise RuntimeError(f"{example}: exits with {done.exit_code}: {done.output or done.exception}")
    lines = [line.rstrip() for line in done.output.replace(str(ROOT), "...").rstrip("\n").splitlines()]
    shown = [line if len(line) <= WIDTH + 20 else line[: WIDTH + 19] + "…" for line in lines[:LINES]]
    return [*shown, "..."] if len(lines) > LINES else shown
