"""The codebook as the seeds write it: the topics with their issues, and the code lists, each code once."""

from __future__ import annotations

from positions import schema
from positions.codebook import Code, Codebook, CodeList, Section
from positions.curate.seeds import forms, values
from positions.curate.seeds.problem import Place, unknown
from positions.curate.seeds.reader import Fields, Node
from positions.curate.seeds.shape import Entry, Field, Reading, Shape


def of(node: Node, reading: Reading) -> tuple[Codebook, list[Entry]]:
    """The codebook of a tree, and its topics, whose issues are its code list ``issue``."""
    entry = _FORM(node, "", reading)
    if entry is None:
        return Codebook({}), []
    topics: list[Entry] = entry["topics"] or []
    lists: dict[str, Entry] = entry["lists"] or {}
    made = {"issue": _issues(topics)}
    for name, declared in lists.items():
        made[name] = CodeList(name, declared["definition"], _codes(name, declared, lists, reading), declared["parent"])
    wanted = {column.codes for table in schema.TABLES.values() for column in table if column.codes}
    for missing in sorted(wanted - set(made)):
        reading.tell(
            entry.at("lists"), "lists", "missing-key", f"the code list {missing!r} is used by a column and not defined"
        )
    sections = [Section(section["title"], tuple(section["text"] or ())) for section in entry["sections"] or ()]
    return Codebook(made, sections), topics


def _issues(topics: list[Entry]) -> CodeList:
    issues = [(issue, topic["id"]) for topic in topics for issue in topic["issues"] or ()]
    codes = tuple(
        Code(issue["id"], issue["label"], issue["definition"], rank, topic)
        for rank, (issue, topic) in enumerate(issues)
        if issue["id"]
    )
    return CodeList("issue", "The second level below the topic.", codes, "topic")


def _codes(name: str, declared: Entry, lists: dict[str, Entry], reading: Reading) -> tuple[Code, ...]:
    seen: dict[str, Place] = {}
    # A code or a list of them that is not there has a problem of its own.
    above = lists[declared["parent"]]["codes"] or () if declared["parent"] in lists else ()
    parents = {code["code"] for code in above if code["code"]}
    codes = [code for code in declared["codes"] or () if code["code"]]
    for code in codes:
        if code["code"] in seen:
            reading.tell(
                code.place,
                code.where,
                "duplicate-id",
                f"the code {code['code']!r} stands here again; first on line {seen[code['code']].line}",
            )
        if declared["parent"] and code["parent"] not in parents:
            what = f"a code of the list {declared['parent']!r}"
            reading.problems.append(
                unknown(code.at("parent"), code.path("parent"), "unknown-code", str(code["parent"]), parents, what)
            )
        seen[code["code"]] = code.place
    return tuple(Code(c["code"], c["label"], c["definition"], rank, c["parent"]) for rank, c in enumerate(codes))


def _lists(node: Node, where: str, reading: Reading) -> dict[str, Entry]:
    if not isinstance(node, Fields):
        reading.tell(node.place, where, "shape", "a mapping of code lists by name belongs here")
        return {}
    made = {name: forms.LIST(inner, f"{where}.{name}", reading) for name, inner in node}
    return {name: entry for name, entry in made.items() if entry is not None}


_FORM = Shape(
    "the codebook",
    Field("topics", values.listed(forms.TOPIC, "topics")),
    Field("lists", _lists),
    Field("sections", values.listed(forms.SECTION, "sections"), required=False),
)
