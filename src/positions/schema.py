"""The tables, each column declared once: what it holds, its type, its code list, and what it refers to.

Arrow schemas, pandas dtypes, metadata in every format, the basic expectations and the data dictionary
are derived from these declarations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from positions.errors import UnknownName

if TYPE_CHECKING:
    import pyarrow as pa


class Kind(StrEnum):
    """What the values of a column are."""

    ID = "id"
    TEXT = "text"
    CODE = "code"
    DATE = "date"
    NUMBER = "number"
    FLAG = "flag"
    URL = "url"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    required
        Whether every row has a value.
    codes
        The code list that the values are taken from.
    references
        The table whose key the values are taken from.
    pattern
        A regular expression that every value matches as a whole.
    """

    name: str
    kind: Kind
    description: str
    required: bool = True
    codes: str | None = None
    references: str | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class Table:
    """A table: what one row is, the key, the columns.

    Attributes
    ----------
    ordered
        Whether the order of the rows is meant, rather than by key.
    """

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownName(f"column of {self.name}", name, self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _id(name: str, description: str, references: str | None = None, **more: object) -> Column:
    return Column(name, Kind.ID, description, references=references, **more)  # type: ignore[arg-type]


def _text(name: str, description: str, required: bool = True) -> Column:
    return Column(name, Kind.TEXT, description, required)


def _code(name: str, description: str, codes: str | None = None, required: bool = True) -> Column:
    return Column(name, Kind.CODE, description, required, codes=codes or name)


def _date(name: str, description: str, required: bool = True) -> Column:
    return Column(name, Kind.DATE, description, required)


def _span(what: str, required: bool = True, prefix: str = "date") -> tuple[Column, ...]:
    return (
        _date(prefix, f"{what}: the first day that it may be.", required),
        _date(
            f"{prefix}_end", f"{what}: the last day that it may be; equals {prefix} where the day is known.", required
        ),
        _code(f"{prefix}_precision", f"{what}: how precisely it is known.", "date_precision", required),
    )


SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
ACTOR = r"[A-Z]{2,4}(-[A-Z]+)?"

POSITIONS = Table(
    "positions",
    "One position: one actor takes one side on one question, through one organ, on one date.",
    ("position_id",),
    (
        _id(
            "position_id",
            "event_id:ACTOR, or event_id:ACTOR:key where the actor has several in the event. Never reused.",
            pattern=rf"{SLUG}:{ACTOR}(:{SLUG})?",
        ),
        _id("event_id", "The question that the position answers.", "events"),
        _id("actor_id", "Who took the position.", "actors"),
        _id("topic_id", "The topic of the event.", "topics"),
        *_span("The date on which the position was taken"),
        _code("direction", "The side taken on the question as worded; for is the protective or the pressing side."),
        _code("commitment", "Whether it is a word (declared) or a deed (enacted)."),
        Column(
            "stance",
            Kind.NUMBER,
            "Direction times commitment: -2 acts against, -1 speaks against, 0 undecided, 1 speaks for, 2 acts for.",
            codes="stance",
        ),
        _code("instrument", "How the position was taken."),
        _code("organ", "Who spoke or acted for the actor; its branch is the parent of the code."),
        _text("speaker", "The official who spoke or acted, as told.", required=False),
        _text("speaker_role", "The office of the speaker.", required=False),
        _code("attribution", "How the position is known."),
        _code("confidence", "How sure the coder is of direction and commitment, given the sources."),
        _code("status", "Whether the account stands or is contested by another source."),
        _text("summary", "What was said or done, in the coders' words."),
        _text("note", "Doubts of the coder, and how a list or a date was derived.", required=False),
    ),
)

EVENTS = Table(
    "events",
    "One question put to several actors at about the same time.",
    ("event_id",),
    (
        _id("event_id", "Name of the event in lower case, ending in its year. Never reused.", pattern=SLUG),
        _text("title", "A title."),
        *_span("The span of the event, which holds every position on it"),
        _id("topic_id", "The topic.", "topics"),
        _code("issue", "The second level below the topic."),
        _text("question", "The question, worded so that yes is the protective or the pressing side."),
        _text("context", "What a reader must know to understand the question."),
        _id("body_id", "The closed body whose members were all asked, if one was.", "groups", required=False),
        Column(
            "tally_for", Kind.NUMBER, "Votes on the side for, as the recorded list gives them after any flip.", False
        ),
        Column("tally_neutral", Kind.NUMBER, "Abstentions, as the recorded list gives them.", False),
        Column(
            "tally_against",
            Kind.NUMBER,
            "Votes on the side against, as the recorded list gives them after any flip.",
            False,
        ),
        _id("target_id", "The state that is pressed, if one is.", "actors", required=False),
        _text("beneficiaries", "Whom a yes would protect, in words.", required=False),
        _text("checked", "What of the event was checked, and against what.", required=False),
        _text("doubts", "What stays open.", required=False),
    ),
)

ACTORS = Table(
    "actors",
    "One state, territory or institution.",
    ("actor_id",),
    (
        _id(
            "actor_id",
            "ISO 3166-1 alpha-3 for states, an own code for institutions and territories. Says nothing about status.",
            pattern=ACTOR,
        ),
        _text("name", "The short name in English as ISO 3166-1 and M49 have it; for institutions the official name."),
        _text("common_name", "The everyday name in English."),
        _code("kind", "What the actor is.", "actor_kind"),
        _id("iso2", "ISO 3166-1 alpha-2; NA is Namibia.", required=False, pattern="[A-Z]{2}"),
        _id("m49", "The three digits of the United Nations' M49 standard.", required=False, pattern=r"\d{3}"),
        _text("region", "Region of the M49 geoscheme.", required=False),
        _text("subregion", "Sub-region of the M49 geoscheme.", required=False),
        _id("parent_id", "The actor that this one is a part of.", "actors", required=False),
        _id("wikidata", "Wikidata item.", required=False, pattern=r"Q\d+"),
    ),
)

NAMES = Table(
    "names",
    "One further name by which texts call an actor.",
    ("actor_id", "kind", "name"),
    (
        _id("actor_id", "The actor.", "actors"),
        _code("kind", "What sort of name it is.", "name_kind"),
        _text("name", "The name, as English text has it."),
    ),
)

GROUPS = Table(
    "groups",
    "One group of actors.",
    ("group_id",),
    (
        _id("group_id", "Short name of the group.", pattern=r"[A-Z][A-Z0-9-]*"),
        _text("name", "The name in English."),
        _code("kind", "What the group is.", "group_kind"),
        _text("definition", "What membership means here and which dates were chosen.", required=False),
    ),
)

MEMBERSHIPS = Table(
    "memberships",
    "One spell of membership of one actor in one group.",
    ("group_id", "actor_id", "since"),
    (
        _id("group_id", "The group.", "groups"),
        _id("actor_id", "The member.", "actors"),
        _date("since", "First day of membership."),
        _date("until", "Last day of membership; empty while it lasts.", required=False),
        _id("source_id", "Where the dates were taken from.", "sources", required=False),
    ),
)

TOPICS = Table(
    "topics",
    "One topic.",
    ("topic_id",),
    (
        _id("topic_id", "Short name of the topic.", pattern="[a-z]+(_[a-z]+)*"),
        _text("label", "Its label."),
        _text("question", "What the topic asks of each actor."),
        _text("for_pole", "What the side for does."),
        _text("against_pole", "What the side against does."),
        _text("definition", "What belongs to it."),
    ),
)

SOURCES = Table(
    "sources",
    "One cited document.",
    ("source_id",),
    (
        _id("source_id", "Key of the source in citations.", pattern=r"[a-z0-9]+(-[a-z0-9]+)*"),
        _text("type", "Its type in the Citation Style Language."),
        _code("kind", "What it is as evidence.", "source_kind"),
        _text("title", "Title, in the language of the source."),
        Column("title_supplied", Kind.FLAG, "Whether the title is descriptive, supplied by the coders."),
        _text("author", "Author, where one was told.", required=False),
        _text("publisher", "Who published it.", required=False),
        *_span("Date of publication", required=False, prefix="issued"),
        Column("issued_inferred", Kind.FLAG, "Whether the date of publication was inferred by the coders."),
        Column("url", Kind.URL, "Address.", False),
        _text("language", "Language, ISO 639-1.", required=False),
        _date("accessed", "When it was read, where that was kept.", required=False),
        _text("note", "Remarks.", required=False),
    ),
)

EVIDENCE = Table(
    "evidence",
    "One position told, or disputed, by one source.",
    ("position_id", "source_id"),
    (
        _id("position_id", "The position.", "positions"),
        _id("source_id", "The source.", "sources"),
        _code("relation", "Whether the source tells of the position or disputes the account."),
        _text("find_start", "First words of the passage, or words found on the page.", required=False),
        _text("find_end", "Last words of the passage.", required=False),
        Column("link", Kind.URL, "Address that opens the page at the passage (a URL text fragment).", False),
        Column("checked", Kind.FLAG, "Whether the passage was found once in a copy of the text."),
    ),
)

BACKGROUND = Table(
    "background",
    "One source on an event as a whole: its text, its totals, its setting; it tells of no single position.",
    ("event_id", "source_id"),
    (
        _id("event_id", "The event.", "events"),
        _id("source_id", "The source.", "sources"),
        _text("find_start", "First words of the passage, or words found on the page.", required=False),
        _text("find_end", "Last words of the passage.", required=False),
        Column("link", Kind.URL, "Address that opens the page at the passage (a URL text fragment).", False),
    ),
)

NOT_CODED = Table(
    "not_coded",
    "One claim of a source that was considered and left out.",
    ("event_id", "n"),
    (
        _id("event_id", "The event that it stood nearest to.", "events"),
        Column("n", Kind.NUMBER, "Its number in the event, from 1."),
        _text("actor", "Whom the claim is about, as told; not always an actor of the dataset."),
        _text("claim", "The claim, in the coders' words."),
        _text("reason", "Why it became no position."),
        _id("source_id", "The source, where it was kept.", "sources", required=False),
        _text("find_start", "First words of the passage.", required=False),
        _text("find_end", "Last words of the passage.", required=False),
    ),
)

CODINGS = Table(
    "codings",
    "One coder's independent judgement of one position, as made, before any correction.",
    ("position_id", "unit", "coder"),
    (
        _id("position_id", "The position as published.", "positions"),
        _id("unit", "What the coder judged at once: an entry of the research file, which may cover several actors."),
        _id("coder", "Which coding it is: first or second.", pattern="first|second"),
        _code("direction", "The direction that this coder gave."),
        _code("commitment", "The commitment that this coder gave."),
        _text("doubt", "The doubt that this coder noted.", required=False),
    ),
)

RETIRED = Table(
    "retired",
    "One id that was published once and is no longer in use.",
    ("retired_id",),
    (
        _id("retired_id", "The position or event id that was given up."),
        _id("became", "The id that stands in its place, if one does.", required=False),
        _text("reason", "Why it was given up."),
        _text("version", "The first version without it."),
    ),
)

CODES = Table(
    "codes",
    "One code of a code list.",
    ("list", "code"),
    (
        _id("list", "The code list."),
        _id("code", "The code."),
        Column("rank", Kind.NUMBER, "Place in the list, from 0; the order of ordered lists."),
        _text("label", "Its label."),
        _text("definition", "What it means."),
        _id(
            "parent",
            "The code of another list that it belongs to: the branch of an organ, the topic of an issue, the usual commitment of an instrument.",
            required=False,
        ),
    ),
)

CHANGES = Table(
    "changes",
    "One change of one field of one row from one version to the next.",
    ("version", "table", "row_id", "field"),
    (
        _text("version", "The version that brought the change."),
        _text("table", "The table."),
        _text("row_id", "The key of the row, its parts joined by a blank."),
        _text("field", "The column that changed; * where the whole row was added or removed."),
        _text("change", "added, removed or recoded."),
        _text("old", "The value before.", required=False),
        _text("new", "The value after.", required=False),
        _text("reason", "The reason told in the changelog.", required=False),
    ),
)

TABLES = {
    table.name: table
    for table in (
        POSITIONS, EVENTS, ACTORS, NAMES, GROUPS, MEMBERSHIPS, TOPICS, SOURCES, EVIDENCE, BACKGROUND,
        NOT_CODED, CODINGS, RETIRED, CODES, CHANGES,
    )
}  # fmt: skip


def table(name: str) -> Table:
    """The declaration of a table.

    Raises
    ------
    UnknownName
        If there is no such table.
    """
    if name not in TABLES:
        raise UnknownName("table", name, TABLES)
    return TABLES[name]


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type of a column's values."""
    import pyarrow as pa

    if column.kind is Kind.NUMBER:
        return pa.int8() if column.codes else pa.int16()
    return {
        Kind.DATE: pa.date32(),
        Kind.FLAG: pa.bool_(),
        Kind.CODE: pa.dictionary(pa.int8(), pa.string()),
    }.get(column.kind, pa.string())


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table, with the descriptions in its metadata."""
    import pyarrow as pa

    fields = [
        pa.field(
            column.name, arrow_type(column), nullable=not column.required, metadata={"description": column.description}
        )
        for column in table
    ]
    return pa.schema(fields, metadata={"table": table.name, "description": table.row})
