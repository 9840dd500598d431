"""What each file of the seeds may hold: the fields of an actor, a group, a source, an event and the rest, declared once."""

from __future__ import annotations

from positions import schema
from positions.curate.seeds import reader, shape
from positions.curate.seeds.problem import unknown
from positions.curate.seeds.shape import Field, Reading, Shape

_ACTOR = shape.name(schema.ACTOR, "an actor id: ISO 3166-1 alpha-3 such as LTU, or an own code such as EU-EP")
_SLUG = shape.name(schema.SLUG, "an id: lower-case words and numbers joined by hyphens")
_SOURCE = shape.name(schema.SLUG, "a source id: lower-case words and numbers joined by hyphens")

CODE = Shape(
    "a code",
    Field("code", shape.text), Field("label", shape.text), Field("definition", shape.text),
    Field("parent", shape.text, required=False),
)  # fmt: skip
SECTION = Shape("a section", Field("title", shape.text), Field("text", shape.listed(shape.text, "paragraphs")))
LIST = Shape(
    "a code list",
    Field("definition", shape.text), Field("parent", shape.text, required=False), Field("codes", shape.listed(CODE, "codes")),
)  # fmt: skip
ISSUE = Shape("an issue", Field("id", shape.text), Field("label", shape.text), Field("definition", shape.text))
TOPIC = Shape(
    "a topic",
    Field("id", shape.name(schema.TOPICS["topic_id"].pattern or "", "a topic id")),
    *(Field(name, shape.text) for name in ("label", "question", "for_pole", "against_pole", "definition")),
    Field("issues", shape.listed(ISSUE, "issues")),
)
NAMES = Shape(
    "the names of an actor",
    *(Field(kind, shape.listed(shape.text, "names"), False) for kind in ("alias", "adjective", "demonym", "capital")),
)
ACTOR = Shape(
    "an actor",
    Field("id", _ACTOR), Field("name", shape.text), Field("common_name", shape.text), Field("kind", shape.code("actor_kind")),
    Field("iso2", shape.name("[A-Z]{2}", "an ISO 3166-1 alpha-2 code"), False),
    Field("m49", shape.name("[0-9]{3}", "an M49 number of three digits"), False),
    Field("region", shape.text, False), Field("subregion", shape.text, False),
    Field("parent", shape.reference("actors"), False),
    Field("wikidata", shape.name("Q[0-9]+", "a Wikidata item such as Q37"), False),
    Field("names", NAMES, False),
)  # fmt: skip
MEMBER = Shape(
    "a membership",
    Field("actor", shape.reference("actors")), Field("since", shape.day), Field("until", shape.day, False),
    Field("source", shape.reference("sources"), False),
)  # fmt: skip
GROUP = Shape(
    "a group",
    Field("id", shape.name(schema.GROUPS["group_id"].pattern or "", "a group id in capitals")),
    Field("name", shape.text), Field("kind", shape.code("group_kind")), Field("definition", shape.text, False),
    Field("corroborated_by", shape.listed(shape.reference("sources"), "source ids"), False),
    Field("members", shape.listed(MEMBER, "memberships")),
)  # fmt: skip
CUSTOM = Shape(
    "custom",
    Field("kind", shape.code("source_kind")), Field("title_supplied", shape.flag, False),
    Field("issued_inferred", shape.flag, False), Field("note", shape.text, False),
)  # fmt: skip
# Types of the Citation Style Language 1.0.2.
CSL_TYPES = frozenset((
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
))  # fmt: skip


def _csl_type(node: reader.Node, where: str, reading: Reading) -> str | None:
    value = shape.text(node, where, reading)
    if value is not None and value not in CSL_TYPES:
        reading.problems.append(
            unknown(node.place, where, "unknown-code", value, CSL_TYPES, "a type of the Citation Style Language")
        )
    return value


PERSON = Shape("a person", *(Field(part, shape.text, False) for part in ("family", "given", "literal")))


def _authors(node: reader.Node, where: str, reading: Reading) -> str | None:
    """Authors as the Citation Style Language has them, or as one text."""
    if isinstance(node, reader.Text):
        return shape.text(node, where, reading)
    people = shape.listed(PERSON, "people")(node, where, reading)
    return "; ".join(
        person["literal"] or " ".join(filter(None, [person["given"], person["family"]])) for person in people
    )


SOURCE = Shape(
    "a source",
    Field("id", _SOURCE), Field("type", _csl_type), Field("title", shape.text), Field("author", _authors, False),
    Field("publisher", shape.text, False), Field("issued", shape.date, False), Field("URL", shape.address, False),
    Field("language", shape.name("[a-z]{2,3}", "an ISO 639 code of a language, such as en"), False),
    Field("accessed", shape.day, False), Field("custom", CUSTOM),
)  # fmt: skip
BIBLIOGRAPHY = Shape("a file of sources", Field("references", shape.listed(SOURCE, "sources")))
POSITION = Shape(
    "a position",
    Field("actors", shape.listed(shape.reference("actors"), "actor ids")), Field("key", _SLUG, False),
    Field("date", shape.date), Field("direction", shape.code("direction")), Field("commitment", shape.code("commitment")),
    Field("instrument", shape.code("instrument")), Field("organ", shape.code("organ")),
    Field("speaker", shape.text, False), Field("speaker_role", shape.text, False),
    Field("attribution", shape.code("attribution")), Field("confidence", shape.code("confidence")),
    Field("status", shape.code("status"), False),
    Field("disputed_by", shape.listed(shape.reference("sources"), "source ids"), False),
    Field("announced_by", shape.listed(shape.reference("sources"), "source ids"), False),
    Field("summary", shape.text), Field("note", shape.text, False), Field("sources", shape.citations),
)  # fmt: skip
TALLY = Shape("a tally", *(Field(side, shape.number) for side in ("for", "against", "neutral")))
LEFT_OUT = Shape(
    "a claim not coded",
    Field("actor", shape.text), Field("claim", shape.text), Field("reason", shape.text),
    Field("source", shape.reference("sources"), False), Field("find", shape.passage, False),
)  # fmt: skip
EVENT = Shape(
    "an event",
    Field("id", _SLUG), Field("title", shape.text), Field("date", shape.date), Field("topic", shape.reference("topics")),
    Field("issue", shape.code("issue")), Field("question", shape.text), Field("context", shape.text),
    Field("body", shape.reference("groups"), False), Field("tally", TALLY, False),
    Field("target", shape.reference("actors"), False), Field("beneficiaries", shape.text, False),
    Field("sources", shape.citations), Field("positions", shape.listed(POSITION, "positions")),
    Field("not_coded", shape.listed(LEFT_OUT, "claims"), False),
    Field("checked", shape.text, False), Field("doubts", shape.text, False),
)  # fmt: skip
JUDGEMENT = Shape(
    "a coding",
    Field("direction", shape.code("direction")), Field("commitment", shape.code("commitment")), Field("doubt", shape.text, False),
)  # fmt: skip
CODING = Shape(
    "a double coding",
    Field("unit", shape.text), Field("positions", shape.listed(shape.reference("positions"), "position ids")),
    Field("first", JUDGEMENT), Field("second", JUDGEMENT),
)  # fmt: skip
RETIREMENT = Shape(
    "a retired id",
    Field("id", shape.text), Field("became", shape.text, False), Field("reason", shape.text), Field("version", shape.text),
)  # fmt: skip
CHECKED = Shape("a checked passage", Field("source", shape.reference("sources")), Field("find", shape.passage))
CREATOR = Shape("a creator", Field("name", shape.text))
DATASET = Shape(
    "the dataset",
    Field("name", shape.name(r"[a-z0-9][a-z0-9._-]{0,99}", "a name of lower-case letters, digits, '.', '_' and '-'")),
    *(Field(name, shape.text) for name in ("title", "description")),
    Field("version", shape.name(r"\d{4}\.\d+", "a version of the form YYYY.N")),
    Field("released", shape.day),
    Field("creators", shape.listed(CREATOR, "creators")),
    Field("licence", shape.text), Field("licence_title", shape.text), Field("licence_url", shape.address), Field("code_licence", shape.text),
    Field("keywords", shape.listed(shape.text, "keywords")),
)  # fmt: skip
