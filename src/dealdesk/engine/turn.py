"""A question answered, as the next question may lean on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from dealdesk.domain.answer import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """One question answered.

    Attributes:
        question: the question as it was read, in full.
        query: what was run; None where nothing was.
        kind: the name of its kind.
        selection: the deals that it was about.
        previous: the deals that the turn before was about.
        deals: ids of the deals that the answer showed, in its order.
        focus: those of them that `it` means: the larger one of a comparison, else all.
        earlier: ids of the deals that the answer before showed.
        records: ids of the figures and facts that the answer stated.
        past: ids of the figures and facts that the answer before stated.
        names: what pronouns may stand for: people, then companies and things.
        people: those of them that are people.
    """

    question: str
    answer: Answer
    interpretation: str
    query: Any = None
    kind: str = ""
    selection: Selection = Selection()  # noqa: RUF009 - frozen
    previous: Selection = Selection()  # noqa: RUF009 - frozen
    deals: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def is_remark(self) -> bool:
        """True for a sentence that asked nothing and only told what the next one is about."""
        return self.interpretation == REMARK


REMARK = "remark"
