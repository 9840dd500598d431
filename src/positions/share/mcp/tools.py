"""The tools: for each its name, what it is for, its parameters, and the function that answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from positions.analyse.dataset import Dataset
from positions.share.mcp import answers
from positions.share.mcp.parameter import (
    CITED_AS,
    CODE_LIST,
    COLUMNS_ARE,
    FILTERS,
    HOW,
    LISTED,
    MEASURE,
    ROWS_ARE,
    SEARCHED,
    VALUE,
    WHEN,
    Parameter,
    checked,
    limited,
)


@dataclass(frozen=True)
class Tool:
    """One tool.

    Attributes
    ----------
    says
        What it answers and when to use it, for the assistant that chooses.
    answer
        Called with the dataset and the arguments by name.
    """

    name: str
    title: str
    says: str
    parameters: tuple[Parameter, ...]
    answer: Callable[..., dict[str, Any]]

    def schema(self, dataset: Dataset) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return {
            "type": "object",
            "properties": {each.name: each.schema(dataset) for each in self.parameters},
            "required": [each.name for each in self.parameters if each.required],
            "additionalProperties": False,
        }

    def call(self, dataset: Dataset, given: Mapping[str, Any]) -> dict[str, Any]:
        """Its answer to some arguments.

        Raises
        ------
        PositionsError
            With a text that says what would be right.
        """
        return self.answer(dataset, **checked(self.parameters, given))


_INTERVAL = Parameter("interval", "Level of intervals from resampling events, such as 0.95.", "number")
_ALL = (
    Tool(
        "matrix",
        "Who stands where",
        "Stances of actors or groups by topic, issue, event, year, instrument or beneficiaries: the mean over events from -2 "
        "(acts against) to +2 (acts for), with counts, dates and position ids. An empty cell says why it is empty; it is never 0. "
        "Start here for questions about several actors, then use `why` for the evidence of a cell.",
        (*FILTERS, ROWS_ARE, COLUMNS_ARE, VALUE, _INTERVAL, *limited(40, 100, "rows")),
        answers.matrix,
    ),
    Tool(
        "why",
        "The evidence behind a cell",
        "How one cell of the matrix comes about: each event, each position with speaker, summary and sources with links to the "
        "passage, what was left out and why, or why there is nothing. Use it before stating what an actor did or said.",
        (
            Parameter("row", "One actor or group: LTU, Lithuania, EU.", required=True),
            Parameter("column", "A topic, an issue or an event, by id or label.", required=True),
            *WHEN,
            *HOW,
            VALUE,
            *limited(20, 40, "positions"),
        ),
        answers.why,
    ),
    Tool(
        "agreement",
        "Who agrees with whom",
        "How far two actors agree over the events on which both have a stance, pair by pair, the highest first. A pair without a "
        "value says why (too few shared events, none, no variation). Agreement over these events is not agreement in general.",
        (
            *FILTERS,
            ROWS_ARE,
            MEASURE,
            Parameter("with_actor", "One actor, for its pairs with all others alone."),
            Parameter("least_n", "Shared events below which a pair has no value; 5 by default.", "count"),
            _INTERVAL,
            Parameter("lowest", "Tell the pairs that agree least first.", "flag"),
            *limited(40, 200, "pairs"),
        ),
        answers.agreement,
    ),
    Tool(
        "coverage",
        "Why there is nothing",
        "What was looked at and found, or found empty: for each cell the positions, the events put to the actor, and whether it "
        "was absent, never asked, not found or left out. Use it before saying that an actor has no position.",
        (*FILTERS, ROWS_ARE, COLUMNS_ARE, *limited(40, 100, "rows")),
        answers.coverage,
    ),
    Tool(
        "search",
        "Find events, positions, actors, sources",
        "Whatever holds every word given, or a word that begins so, the likeliest first. Use it to find the ids of events and positions.",
        (Parameter("text", "Words, or beginnings of words.", required=True), SEARCHED, limited(20, 100, "hits")[0]),
        answers.search,
    ),
    Tool(
        "position",
        "Positions in full",
        "Positions by id, each with its event, judgement, summary and every source with the link that opens it at the passage.",
        (Parameter("position_id", "Ids such as chechnya-visas-2017:LTU.", "texts", required=True),),
        answers.position,
    ),
    Tool(
        "list",
        "What there is",
        "Topics, issues, actors, groups, events, sources, tables or code lists with their ids and counts; with filters, only what the "
        "positions stand on that the filters keep.",
        (LISTED, *FILTERS, *limited(50, 100, "rows")),
        answers.listing,
    ),
    Tool(
        "codebook",
        "What a code means",
        "A code list with the definition of each code: direction, commitment, instrument, organ, attribution, confidence, missing ...",
        (CODE_LIST,),
        answers.codebook,
    ),
    Tool(
        "cite",
        "How to cite",
        "The citation of this version of the dataset; with filters also the sources behind exactly the positions that a matrix "
        "with the same filters counts.",
        (*FILTERS, CITED_AS, *limited(40, 100, "sources")),
        answers.cite,
    ),
)
TOOLS: Mapping[str, Tool] = MappingProxyType({tool.name: tool for tool in _ALL})
