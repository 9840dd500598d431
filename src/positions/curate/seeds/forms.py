"""What each file of the seeds may hold: the fields of an actor, a group, a source, an event and the rest, declared once."""

from __future__ import annotations

from positions import schema
from positions.curate.seeds import reader, values
from positions.curate.seeds.problem import unknown
from positions.curate.seeds.shape import Field, Reading, Shape

_ACTOR = values.name(schema.ACTOR, "an actor id: ISO 3166-1 alpha-3 such as LTU, or an own code such as EU-EP")
_SLUG = values.name(schema.SLUG, "an id: lower-case words and numbers joined by hyphens")
_SOURCE = values.name(schema.SLUG, "a source id: lower-case words and numbers joined by hyphens")

CODE = Shape(
    "a code",
    Field("code", values.text), Field("label", values.text), Field("definition", values.text),
    Field("parent", values.text, required=False),
)  # fmt: skip
SECTION = Shape("a section", Field("title", values.text), Field("text", values.listed(values.text, "paragraphs")))
LIST = Shape(
    "a code list",
    Field("definition", values.text), Field("parent", values.text, required=False), Field("codes", values.listed(CODE, "codes")),
)  # fmt: skip
ISSUE = Shape("an issue", Field("id", values.text), Field("label", values.text), Field("definition", values.text))
TOPIC = Shape(
    "a topic",
    Field("id", values.name(schema.TOPICS["topic_id"].pattern or "", "a topic id")),
    *(Field(name, values.text) for name in ("label", "question", "for_pole", "against_pole", "definition")),
    Field("issues", values.listed(ISSUE, "issues")),
)
NAMES = Shape(
    "the names of an actor",
    *(Field(kind, values.listed(values.text, "names"), False) for kind in ("alias", "adjective", "demonym", "capital")),
)
ACTOR = Shape(
    "an actor",
    Field("id", _ACTOR), Field("name", values.text), Field("common_name", values.text), Field("kind", values.code("actor_kind")),
    Field("iso2", values.name("[A-Z]{2}", "an ISO 3166-1 alpha-2 code"), False),
    Field("m49", values.name("[0-9]{3}", "an M49 number of three digits"), False),
    Field("region", values.text, False), Field("subregion", values.text, False),
    Field("parent", values.reference("actors"), False),
    Field("wikidata", values.name("Q[0-9]+", "a Wikidata item such as Q37"), False),
    Field("names", NAMES, False),
)  # fmt: skip
MEMBER = Shape(
    "a membership",
    Field("actor", values.reference("actors")), Field("since", values.day), Field("until", values.day, False),
    Field("source", values.reference("sources"), False),
)  # fmt: skip
GROUP = Shape(
    "a group",
    Field("id", values.name(schema.GROUPS["group_id"].pattern or "", "a group id in capitals")),
    Field("name", values.text), Field("kind", values.code("group_kind")), Field("definition", values.text, False),
    Field("corroborated_by", values.listed(values.reference("sources"), "source ids"), False),
    Field("members", values.listed(MEMBER, "memberships")),
)  # fmt: skip
CUSTOM = Shape(
    "custom",
    Field("kind", values.code("source_kind")), Field("title_supplied", values.flag, False),
    Field("issued_inferred", values.flag, False), Field("note", values.text, False),
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
    value = values.text(node, where, reading)
    if value is not None and value not in CSL_TYPES:
        reading.problems.append(
            unknown(node.place, where, "unknown-code", value, CSL_TYPES, "a type of the Citation Style Language")
        )
    return value


PERSON = Shape("a person", *(Field(part, values.text, False) for part in ("family", "given", "literal")))


def _authors(node: reader.Node, where: str, reading: Reading) -> str | None:
    """Authors as the Citation Style Language has them, or as one text."""
    if isinstance(node, reader.Text):
        return values.text(node, where, reading)
    people = values.listed(PERSON, "people")(node, where, reading)
    return "; ".join(
        person["literal"] or " ".join(filter(None, [person["given"], person["family"]])) for person in people
    )


SOURCE = Shape(
    "a source",
    Field("id", _SOURCE), Field("type", _csl_type), Field("title", values.text), Field("author", _authors, False),
    Field("publisher", values.text, False), Field("issued", values.date, False), Field("URL", values.address, False),
    Field("language", values.name("[a-z]{2,3}", "an ISO 639 code of a language, such as en"), False),
    Field("accessed", values.day, False), Field("custom", CUSTOM),
)  # fmt: skip
BIBLIOGRAPHY = Shape("a file of sources", Field("references", values.listed(SOURCE, "sources")))
POSITION = Shape(
    "a position",
    Field("actors", values.listed(values.reference("actors"), "actor ids")), Field("key", _SLUG, False),
    Field("date", values.date), Field("direction", values.code("direction")), Field("commitment", values.code("commitment")),
    Field("instrument", values.code("instrument")), Field("organ", values.code("organ")),
    Field("speaker", values.text, False), Field("speaker_role", values.text, False),
    Field("attribution", values.code("attribution")), Field("confidence", values.code("confidence")),
    Field("status", values.code("status"), False),
    Field("disputed_by", values.listed(values.reference("sources"), "source ids"), False),
    Field("announced_by", values.listed(values.reference("sources"), "source ids"), False),
    Field("summary", values.text), Field("note", values.text, False), Field("sources", values.citations),
)  # fmt: skip
TALLY = Shape("a tally", *(Field(side, values.number) for side in ("for", "against", "neutral")))
LEFT_OUT = Shape(
    "a claim not coded",
    Field("actor", values.text), Field("claim", values.text), Field("reason", values.text),
    Field("source", values.reference("sources"), False), Field("find", values.passage, False),
)  # fmt: skip
EVENT = Shape(
    "an event",
    Field("id", _SLUG), Field("title", values.text), Field("date", values.date), Field("topic", values.reference("topics")),
    Field("issue", values.code("issue")), Field("question", values.text), Field("context", values.text),
    Field("body", values.reference("groups"), False), Field("tally", TALLY, False),
    Field("target", values.reference("actors"), False), Field("beneficiaries", values.text, False),
    Field("sources", values.citations), Field("positions", values.listed(POSITION, "positions")),
    Field("not_coded", values.listed(LEFT_OUT, "claims"), False),
    Field("checked", values.text, False), Field("doubts", values.text, False),
)  # fmt: skip
JUDGEMENT = Shape(
    "a coding",
    Field("direction", values.code("direction")), Field("commitment", values.code("commitment")), Field("doubt", values.text, False),
)  # fmt: skip
CODING = Shape(
    "a double coding",
    Field("unit", values.text), Field("positions", values.listed(values.reference("positions"), "position ids")),
    Field("first", JUDGEMENT), Field("second", JUDGEMENT),
)  # fmt: skip
RETIREMENT = Shape(
    "a retired id",
    Field("id", values.text), Field("became", values.text, False), Field("reason", values.text), Field("version", values.text),
)  # fmt: skip
CHECKED = Shape("a checked passage", Field("source", values.reference("sources")), Field("find", values.passage))
CREATOR = Shape("a creator", Field("name", values.text))
DATASET = Shape(
    "the dataset",
    Field("name", values.name(r"[a-z0-9][a-z0-9._-]{0,99}", "a name of lower-case letters, digits, '.', '_' and '-'")),
    *(Field(name, values.text) for name in ("title", "description")),
    Field("version", values.name(r"\d{4}\.\d+", "a version of the form YYYY.N")),
    Field("released", values.day),
    Field("creators", values.listed(CREATOR, "creators")),
    Field("licence", values.text), Field("licence_title", values.text), Field("licence_url", values.address), Field("code_licence", values.text),
    Field("keywords", values.listed(values.text, "keywords")),
)  # fmt: skip
