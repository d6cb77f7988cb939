"""The candidates of a question that stands alone: what every kind makes of it, answered, with the words left over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.engine.coverage import LENIENT, uncovered
from dealdesk.engine.mismatch import mismatched
from dealdesk.engine.near_passage import past_passage
from dealdesk.engine.tolerance import left_aside
from dealdesk.kinds import KINDS
from dealdesk.kinds.kind import Candidate
from dealdesk.scope.question import Asked
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Kind
    from dealdesk.language.reading import Reading

NAMED = {kind.name: kind for kind in KINDS}


class Standing(Struct, frozen=True):
    """Asks every kind, over one context."""

    context: Context

    def of(self, reading: Reading) -> Iterator[Candidate]:
        """The candidates of a question that stands alone."""
        yield from self.asked(Asked(reading, scope_of(reading, self.context), self.context))

    def asked(self, asked: Asked) -> Iterator[Candidate]:
        """The candidates of every kind, strictest first; passages only where nothing else explains the question."""
        explained = bool(asked.shown)
        for kind in KINDS:
            if explained and kind.name == LENIENT:
                return
            for claimed in kind.recognise(asked):
                candidate = self.answered(asked.reading, kind, claimed.query, claimed.used, claimed.strength)
                explained = explained or not candidate.uncovered
                yield candidate

    def answered(self, reading: Reading, kind: Kind[Any], query: Any, used: frozenset[int], strength: float = 0) -> Candidate:  # noqa: ANN401 - any kind's
        """The candidate of one query: its answer, and the words that nothing explains."""
        candidate = Candidate(kind, query, used, kind.answer(query, self.context), strength=strength)
        passage = kind.name == LENIENT  # which says no more than its sentences
        never = past_passage(reading, self.context) if passage else mismatched(candidate, reading, self.context)
        left = uncovered(candidate, reading, self.context) | never
        aside = frozenset() if never else left_aside(candidate, reading, left, self.context)
        return replace(candidate, uncovered=left - aside, aside=aside)
