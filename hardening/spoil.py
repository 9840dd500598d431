"""Content spoiled by chance: pieces put in, cut out and doubled, bits flipped, values of another kind."""

from __future__ import annotations

import json
import random
from typing import Any

# Pieces that mean something to one reader or another, so that chance finds corners sooner.
PIECES = (
    "\n", "  ", "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!python/object:os.system ", "|", ">", "'", '"', "~", "#", "?", "\t", "---\n", "...",
    "<<", "\x00", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "NaN", "inf", "-1", "1e400",
    "9999-12-31", "0000-00-00", "2017-02-29", "٢٠١٧", "../../etc/passwd", "=1+1", "<script>", "%s", "{0}", "null", "true", "," , "=", "/", "\\", "²",
)  # fmt: skip


def spoiled(rng: random.Random, content: bytes) -> bytes:
    """Content with a few random changes: pieces put in, cut out, doubled, bits flipped."""
    made = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        at = rng.randrange(len(made) + 1)
        match rng.randrange(6):
            case 0:
                made[at:at] = rng.choice(PIECES).encode("utf-8", "surrogatepass")
            case 1:
                del made[at : at + rng.choice((1, 2, 10, 200))]
            case 2:
                made[at:at] = made[max(0, at - rng.randrange(1, 60)) : at] * rng.choice((1, 2, 30))
            case 3 if made:
                made[min(at, len(made) - 1)] ^= 1 << rng.randrange(8)
            case 4:
                made[at : at + 4] = rng.choice((b"\xff\xff\xff\x7f", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x80"))
            case _:
                made[at:at] = rng.randbytes(rng.choice((1, 3, 50)))
    return bytes(made)


def odd_text(rng: random.Random) -> str:
    """A short text made of pieces."""
    return "".join(
        rng.choice(PIECES) if rng.random() < 0.7 else chr(rng.randrange(32, 0xD7FF)) for _ in range(rng.randrange(8))
    )


def spoiled_json(rng: random.Random, content: bytes) -> bytes:
    """JSON in which a value somewhere is of another kind."""
    whole = json.loads(content)
    here: Any = whole
    for _ in range(rng.randrange(1, 7)):
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            break
        key = rng.choice(keys)
        if isinstance(here[key], (dict, list)) and rng.random() < 0.7:
            here = here[key]
            continue
        if rng.random() < 0.2:
            del here[key]
        else:
            here[key] = rng.choice(
                (None, [], {}, -1, 10**30, 1e308, "", "../../x", "\x1b[2J", True, ["x"], {"a": {}}, "x" * 9999)
            )
        break
    return json.dumps(whole).encode()
