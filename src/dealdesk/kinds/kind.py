"""What a kind of question is, and what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Answer
    from dealdesk.scope.question import Asked

Q = TypeVar("Q")


class Claimed(Struct, Generic[Q], frozen=True):
    """A query that a kind proposes, and the tokens that it explains; `strength` only breaks ties within the kind."""

    query: Q
    used: frozenset[int]
    strength: float = 0


class Kind(Struct, Generic[Q], frozen=True):
    """One kind of question: adding one is a module with such a record, and its line in `KINDS`.

    Attributes:
        examples: questions of this kind, with {customer} and {provider} filled from the corpus; they are help, completion and tests.
        recognise: the queries that the question may mean; all kinds are tried and what explains most words wins.
        answer: what the corpus says to such a query.
    """

    name: str
    examples: tuple[str, ...]
    recognise: Callable[[Asked], Iterable[Claimed[Q]]]
    answer: Callable[[Q, Context], Answer]


class Query(Protocol):
    """Any query; `str` is its canonical text. One with a method `about(selection)` can be asked again of other deals.

    One with a method `shown(context)` names the deals that its answer shows, where these are not those of its selection.
    """

    def __str__(self) -> str: ...


def records_of(query: object) -> tuple[str, ...]:
    """The ids of the figures and facts that a query states, as its attribute `records`; none of one about deals."""
    found: tuple[str, ...] = getattr(query, "records", ())
    return found


class Candidate(Struct, frozen=True):
    """A kind's proposal, answered.

    Attributes:
        uncovered: the tokens that it leaves unexplained.
        aside: tokens that it leaves aside, and says so.
        leaning: it takes the turn before into account.
        again: it goes on with what was asked before, and comes first.
        text: the question in full, where it was rewritten.
    """

    kind: Kind[Any]
    query: Any
    used: frozenset[int]
    answer: Answer
    uncovered: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()
    leaning: bool = False
    again: bool = False
    strength: float = 0
    text: str = ""


def is_claim(candidate: Candidate) -> bool:
    """True for a query about figures and facts, false for one about the deal table."""
    return bool(records_of(candidate.query)) or isinstance(getattr(candidate.query, "left", None), str)
