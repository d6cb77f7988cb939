"""What a message takes for granted, held against the table: `since both end in 2031, ...`, `why do both end in 2031?`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answered
from dealdesk.engine.single import Single
from dealdesk.engine.turn import Turn
from dealdesk.kinds.particulars import Lookup, corrected
from dealdesk.language.function_word import AUXILIARIES, SUPPOSING
from dealdesk.language.lexicon import DEAL_NOUNS
from dealdesk.language.polarity import declares
from dealdesk.query.condition import Party
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading

_DETAILS = frozenset({"ends", "value", "term"})
_GRANTING = re.compile(
    r"(?:since|as|because|given(?: that)?|considering(?: that)?|seeing(?: that| as)?|now that|assuming(?: that)?) ", re.IGNORECASE
)


class Premises(Struct, frozen=True):
    """Finds what is wrong in statements, over one context."""

    context: Context

    def confirmed(self, reading: Reading, before: Turn | None) -> Turn | None:
        """Whether a statement, `all of them are over 5 billion`, holds; None where that cannot be told."""
        if not declares(reading):
            return None
        turn, covered = Single(self.context).best(self.context.reader.read(f"{reading.text.rstrip(' .!?')}, right?"), before)
        told = covered and isinstance(turn.answer, Answered) and (turn.answer.verdict or turn.answer.correction)
        return replace(turn, question=reading.text) if told else None

    def granted(self, clause: Reading) -> Turn | None:
        """What is wrong in `since both end in 2031, ...`, which takes for granted what is not so; None where nothing is."""
        opening = _GRANTING.match(clause.text)
        if opening is None:
            return None
        turn, covered = Single(self.context).best(self.context.reader.read(f"{clause.text[opening.end() :]}, right?"), None)
        return turn if covered and isinstance(turn.answer, Answered) and turn.answer.verdict == "No" else None

    def of_why(self, reading: Reading, before: Turn | None) -> Turn | None:
        """What is wrong in `why do both end in 2031?`, where no source gives a reason because it is not so."""
        first = [token.norm for token in reading.tokens[:2]]
        if first[:1] != ["why"] or first[1:] == [] or first[1] not in AUXILIARIES:
            return None
        turn, covered = Single(self.context).best(self.context.reader.read(reading.text[reading.tokens[1].start :]), before)
        fallen = any(deal.status == "cancelled" for deal in self.context.knowledge.deals if deal.id in turn.deals)
        claims = fallen or getattr(turn.query, "claim", None) or getattr(turn.query, "counted", None)  # and not only that there is a deal
        denied = covered and claims and isinstance(turn.answer, Answered) and turn.answer.verdict == "No"
        return replace(turn, question=reading.text) if denied else None

    def broken(self, reading: Reading) -> list[Turn]:
        """What is wrong in a sentence that asks nothing but takes something for granted; nothing where all is right."""
        if reading.norms[:1] and reading.norms[0] in SUPPOSING:
            return []
        traded = reading.has("noun", "contract_verb", *DEAL_NOUNS)
        return self._amiss(reading, _DETAILS | {"announced"} if traded else _DETAILS)

    def misstated(self, reading: Reading, before: Turn | None) -> Turn | None:
        """What is wrong in a question that nothing answers: the amount, the term or the end of a deal; a date may be of something else."""
        reckons = reading.has("operation", "share", "percent", "difference", "ratio")  # over an amount that is no deal's
        found = self._amiss(reading, _DETAILS) if before is None and not reckons else []
        return found[0] if found else None

    def _amiss(self, reading: Reading, topics: frozenset[str]) -> list[Turn]:
        scope = scope_of(reading, self.context)
        said = [c for c in scope.selection.named if c.topic in topics]
        named = any(isinstance(c, Party) for c in scope.selection.named)
        if not said or not named or scope.foreign or self.context.rows(scope.selection):
            return []
        query = Lookup((("value",),), scope.selection)
        answer = corrected(query, self.context)
        return [Turn(reading.text, answer, str(query), query, "lookup", scope.selection)] if isinstance(answer, Answered) else []
