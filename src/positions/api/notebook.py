"""What a notebook offers within the quotes of an argument, once ``%load_ext positions`` was said.

Names of arguments, attributes and keys are completed by IPython itself; what a text can be, it does not know.
"""

from __future__ import annotations

import re
from typing import Any

from positions.api.choices import CHOICES
from positions.api.opening import opened

# Arguments that are given without their names, by function; of several alike the last stands for all that follow.
PLACED = {
    "why": ("row", "column"),
    "codes": ("code_list",),
    "inventory": ("what",),
    "profile": ("actor",),
    "peers": ("actor",),
    "drift": ("actor",),
    "compare": ("actor",),
    "timeline": ("row",),
}
_CALL = re.compile(r"\bpositions\.(\w+)\(")
_TEXT = r"""(?:"[^"\n]*"|'[^'\n]*')"""
# An argument by name, or a list of texts, up to the quote that is still open.
_NAMED = re.compile(rf"""(\w+)\s*=\s*(?:\[\s*(?:{_TEXT}\s*,\s*)*)?["']([^"'\n]*)$""")
_FIRST = re.compile(rf"""\(\s*((?:{_TEXT}\s*,\s*)*)["']([^"'\n]*)$""")


def words(code: str) -> tuple[str, list[str]] | None:
    """What was typed of a text, and the texts that it can become; None outside of the quotes of a known argument.

    Parameters
    ----------
    code
        What stands before the cursor.

    Examples
    --------
    >>> words('positions.matrix(rows="gr')
    ('gr', ['group'])
    >>> words('positions.why("Lith')
    ('Lith', ['Lithuania'])
    """
    calls = list(_CALL.finditer(code))
    if not calls:
        return None
    argument, typed = _argument(calls[-1][1], code[calls[-1].end() - 1 :])
    if argument is None or argument not in CHOICES:
        return None
    known = list(dict.fromkeys(CHOICES[argument](opened())))
    exact = [word for word in known if word.startswith(typed)]
    return typed, exact or [word for word in known if word.casefold().startswith(typed.casefold())]


def _argument(function: str, given: str) -> tuple[str | None, str]:
    """The argument whose text is open at the end of a call, and what there is of the text."""
    if named := _NAMED.search(given):
        return named[1], named[2]
    if (first := _FIRST.search(given)) and function in PLACED:
        before = len(re.findall(_TEXT, first[1]))
        places = PLACED[function]
        if before < len(places) or function == "compare":
            return places[min(before, len(places) - 1)], first[2]
    return None, ""


def matcher(context: Any) -> dict[str, Any]:
    """The answer to IPython: what can stand in the quotes, and nothing else beside it."""
    from IPython.core.completer import SimpleCompletion

    lines = context.full_text.split("\n")
    code = "\n".join([*lines[: context.cursor_line], lines[context.cursor_line][: context.cursor_position]])
    found = words(code)
    if found is None:
        return {"completions": []}
    typed, offered = found
    return {
        "completions": [SimpleCompletion(text=word, type="text") for word in offered],
        "matched_fragment": typed,
        "suppress": True,
        "ordered": True,
    }


def load(shell: Any) -> None:
    """Let the completer of a shell of IPython ask here."""
    from IPython.core.completer import context_matcher

    if not any(getattr(each, "matcher_identifier", "") == "positions" for each in shell.Completer.custom_matchers):
        shell.Completer.custom_matchers.append(context_matcher(identifier="positions")(matcher))
