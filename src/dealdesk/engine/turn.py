"""A question answered, as the next question may lean on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from dealdesk.domain.answer import Answer


class Turn(Struct, frozen=True):
    """One question answered.

    Attributes:
        question: the question as it was read, in full.
        query: what was run; None where nothing was.
        kind: the name of its kind.
        selection: the deals that it was about.
        previous: the deals that the last turn about other ones was about.
        deals: ids of the deals that the answer showed, in its order.
        focus: those of them that `it` means: the larger one of a comparison, else all.
        earlier: ids of the deals that the last answer about other ones showed.
        row: ids of the deals that this answer and those right before it showed, where each of them showed one.
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
    selection: Selection = Selection()
    previous: Selection = Selection()
    deals: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    row: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def shown_before(self, deals: tuple[str, ...]) -> tuple[str, ...]:
        """What was shown before an answer with `deals` that follows this turn: its own deals, or those before, where these are the same."""
        return self.earlier if deals and set(deals) == set(self.deals) else self.deals

    def row_with(self, deals: tuple[str, ...]) -> tuple[str, ...]:
        """The row that goes on with an answer that shows `deals`: one deal a turn, each once, or a few that none of it showed."""
        goes_on = len(deals) == 1 or (bool(self.row) and 0 < len(deals) <= _FEW and not set(deals) & set(self.row))
        return tuple(dict.fromkeys((*self.row, *deals))) if goes_on else ()

    @property
    def is_remark(self) -> bool:
        """True for a sentence that asked nothing and only told what the next one is about."""
        return self.interpretation == REMARK


_FEW = 2
REMARK = "remark"
