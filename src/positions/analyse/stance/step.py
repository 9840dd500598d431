"""The steps of an explanation: the answers on each event, the stance that they make, and the value of all steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from positions.analyse.account import Account, Passage


@dataclass(frozen=True)
class Answer:
    """What one actor answered on one event.

    Attributes
    ----------
    speaking
        The positions that its stance is the mean of: the deeds, or the words where there is no deed.
    silent
        Words beside deeds: counted, but not in the stance.
    """

    actor: str
    speaking: tuple[Account, ...]
    silent: tuple[Account, ...]

    @classmethod
    def of(cls, actor: str, accounts: Sequence[Account]) -> Answer:
        """The answer that an actor's positions on an event make: deeds speak before words."""
        deeds = tuple(account for account in accounts if account.commitment == "enacted")
        words = tuple(account for account in accounts if account.commitment != "enacted")
        return cls(actor, deeds or words, words if deeds else ())

    @property
    def by(self) -> str:
        """``deeds`` or ``words``: which of them spoke."""
        return "deeds" if self.speaking[0].commitment == "enacted" else "words"

    @property
    def stance(self) -> float:
        """The mean stance of the positions that speak."""
        return sum(account.stance for account in self.speaking) / len(self.speaking)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every position that counts, those that speak first."""
        return (*self.speaking, *self.silent)


@dataclass(frozen=True)
class Step:
    """One event of a cell: the answers on it, its weight in the mean, and the sources on the event as a whole."""

    event_id: str
    title: str
    question: str
    answers: tuple[Answer, ...]
    weight: float = 1.0
    background: tuple[Passage, ...] = ()

    @property
    def stance(self) -> float:
        """The mean of the answers: of one for an actor, of every member's for a group."""
        return sum(answer.stance for answer in self.answers) / len(self.answers)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every position of the event that counts."""
        return tuple(account for answer in self.answers for account in answer.accounts)

    @property
    def newest(self) -> dt.date:
        """The newest day of its positions."""
        return max(account.day for account in self.accounts)


def _mean(steps: Sequence[Step]) -> float | None:
    return _weighted(steps, [step.stance for step in steps])


def _weighted(steps: Sequence[Step], values: Iterable[float]) -> float | None:
    total = sum(step.weight for step in steps)
    summed = sum(step.weight * value for step, value in zip(steps, values, strict=True))
    return summed / total if total else None


def _newest(steps: Sequence[Step]) -> float:
    last = max(step.newest for step in steps)
    newest = [step.stance for step in steps if step.newest == last]
    return sum(newest) / len(newest)


def _sides(steps: Sequence[Step]) -> set[str]:
    return {account.direction for step in steps for account in step.accounts}


# How each value of a matrix follows from the steps of a cell.
FROM_STEPS: Mapping[str, Callable[[Sequence[Step]], float | None]] = {
    "stance": _mean,
    "deeds": _mean,
    "words": _mean,
    "newest": _newest,
    "share": lambda steps: _weighted(steps, [float(step.stance > 0) for step in steps]),
    "n": lambda steps: float(sum(len(step.accounts) for step in steps)),
    "events": lambda steps: float(len(steps)),
    "mixed": lambda steps: float({"for", "against"} <= _sides(steps)),
}
