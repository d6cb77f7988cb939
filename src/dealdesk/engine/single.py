"""The turn that answers one question: the query that explains it whole, or what has no place in it and what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answered, Clarify, Statement, Unknown
from dealdesk.domain.period import MONTHS
from dealdesk.domain.quantity import Quantity
from dealdesk.engine.completing import completed
from dealdesk.engine.conversation import leans
from dealdesk.engine.search import Search
from dealdesk.engine.telling import Teller, quoted
from dealdesk.engine.turn import Turn
from dealdesk.kinds.chat import topic_of
from dealdesk.kinds.kind import is_claim
from dealdesk.kinds.row import row, unknown
from dealdesk.language.calendar import stretches
from dealdesk.language.function_word import POINTING
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import OfKind
from dealdesk.query.selection import IDENTIFYING, Selection
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Answer
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

_BARE = 3  # tokens: `how much?`
_FEW = 3
_CHOICES = 8


class Single(Struct, frozen=True):
    """Answers single questions over one context."""

    context: Context

    @property
    def teller(self) -> Teller:
        """Tells candidates as turns."""
        return Teller(self.context)

    def best(self, reading: Reading, before: Turn | None) -> tuple[Turn, bool]:
        """The turn that answers one question, and whether its query explains the question whole."""
        candidates = Search(self.context).candidates(reading, before)
        best = candidates[0] if candidates else None
        if before is None and not topic_of(reading) and self._points_nowhere(reading):
            return Turn(reading.text, self._which(), "nothing to follow on"), True
        if best is not None and not best.uncovered:
            best = replace(best, answer=self._counted_back(completed(best, reading, self.context), reading))
            return self.teller.turn(reading, best, before), True
        bare = reading.has("ask") and len(reading.tokens) <= _BARE
        if before is None and (leans(reading) or bare) and not reading.content and not topic_of(reading):
            asked_back = Clarify("Which one do you mean? I don't know what it follows on.")
            return Turn(reading.text, asked_back, "nothing to follow on"), True
        return self._unplaced(reading, best), False

    def _which(self) -> Clarify:
        """Asks which deal is meant, with all contracts to choose from where they are few."""
        contracts = self.context.rows(Selection((OfKind(frozenset({"compute contract"}), "contract"),)))
        return Clarify("Which one do you mean?", tuple(row(self.context, deal) for deal in contracts) if len(contracts) <= _CHOICES else ())

    def _counted_back(self, answer: Answer, reading: Reading) -> Answer:
        """The answer with the day from which `the past year` was counted back."""
        newest = self.context.knowledge.newest if any(stretches(reading.norms)) else None
        if newest is None or not isinstance(answer, Answered) or not any(isinstance(s.value, Quantity) for s in answer.statements):
            return answer
        said = f"Counted back from {MONTHS[newest.month - 1]} {newest.year}, the newest date that my sources give."
        return replace(answer, caveats=(*answer.caveats, said))

    def _points_nowhere(self, reading: Reading) -> bool:
        """True for a question about `its` or `them` that names nothing which those could be."""
        scope = scope_of(reading, self.context)
        names = (
            reading.of(Named)
            or scope.is_specific
            or reading.has("noun", "contract", "notes", "senior", "convertible", "loan", "financing", "company")
        )
        pointing = [m for m in reading.words("modifier", "it", "them") if reading.tokens[m.start].norm in POINTING]
        bound = reading.norms[:1] == ("which",) and 1 in reading.content  # `which client has its own fleet?`
        return bool(pointing) and not (names or bound) and reading.has("attribute") and not reading.has("topic")

    def _unplaced(self, reading: Reading, best: Candidate | None) -> Turn:
        """Nothing explains the question whole: name what has no place, and offer what is near."""
        foreign = self.context.wording.templates.foreign
        strangers = self._strangers(reading)
        if strangers is not None:
            return replace(Turn(reading.text, strangers, "no such deal"), names=self.teller.names(reading))
        near = self._near(reading) or self._claimed_near(reading, best)
        if best is None:
            return Turn(reading.text, Unknown(foreign, near), "not understood")
        words = [reading.tokens[i].text for i in sorted(best.uncovered)][:4]
        named = bool(reading.of(Named))
        text = f"My sources say nothing that would answer this: I cannot place {quoted(words)}." if named else foreign
        told = Unknown(text, near, () if near else self.teller.examples(2))
        return replace(Turn(reading.text, told, f"not understood: {', '.join(words)}"), names=self.teller.names(reading))

    def _strangers(self, reading: Reading) -> Unknown | None:
        """That two companies have no deal with each other, whatever else is asked of it; None where they have, or are not two."""
        scope = scope_of(reading, self.context)
        parties = Selection(scope.selection.parties)
        trades = reading.has("noun", "contract", "contract_verb", "buying", "selling", "taking", "loan", "notes")
        if len(parties.named) < 2 or not trades or self.context.rows(parties):  # noqa: PLR2004 - each other
            return None
        return unknown(self.context, parties)

    def _near(self, reading: Reading) -> tuple[Statement, ...]:
        """The few deals that a question names by more than a party, to offer where it cannot be answered."""
        scope = scope_of(reading, self.context)
        kinds = [c for c in scope.selection.conditions if isinstance(c, OfKind) and not c.is_plain]
        told = [c for c in scope.selection.named if c.topic in IDENTIFYING] or kinds or scope.selection.pick
        found = self.context.rows(scope.selection) if told and not scope.foreign else ()
        return tuple(row(self.context, deal, ("value", "term", "ends")) for deal in found) if len(found) <= _FEW else ()

    def _claimed_near(self, reading: Reading, best: Candidate | None) -> tuple[Statement, ...]:
        """What a fact does state of all the names in a claim that it does not decide."""
        named = spanned(m for m, _ in reading.of(Named))
        told = best is not None and is_polar(reading) and is_claim(best) and named and named <= best.used
        return best.answer.statements[:1] if best and told and isinstance(best.answer, Answered) else ()
