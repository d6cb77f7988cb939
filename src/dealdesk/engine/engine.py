"""Question and the turn before to an answer: the only place that knows the order of the steps.

text -> reading -> candidate queries of every kind -> the one that explains most -> its answer, or `unknown`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answered, Clarify, Unknown
from dealdesk.engine.apposition import apposition_in, set_right
from dealdesk.engine.asking import asking_among, only_points
from dealdesk.engine.conversation import leans, resets
from dealdesk.engine.instruction import unmoved
from dealdesk.engine.joining import after_chat, is_lost, joined, lower, remark
from dealdesk.engine.parts import Parts
from dealdesk.engine.portion import asks_for_part, asks_of_what, is_whole_share, undivided
from dealdesk.engine.premise import Premises
from dealdesk.engine.search import Search
from dealdesk.engine.single import Single
from dealdesk.engine.turn import Turn
from dealdesk.kinds.chat import topic_of
from dealdesk.kinds.kind import records_of
from dealdesk.language.function_word import SUPPOSING
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned
from dealdesk.language.message import split_clauses, split_sentences, without_announcement
from dealdesk.language.token import plain_text
from dealdesk.scope.operand import operands_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

MAX_QUESTIONS = 6
LONGEST = 8000  # characters of a question that are read
_CONFIRMING = frozenset({"confirm", "please", "can", "could", "you", "yes", "or", "no", "this", "that", "it", "deny"})


class Engine(Struct, frozen=True):
    """Answers questions over one context."""

    context: Context

    def answer(self, question: str, before: Turn | None = None) -> Turn:
        """The turn that answers `question`; any text gets one, and nothing is ever raised for it."""
        lines = " ; ".join(line.strip() for line in question[:LONGEST].splitlines() if line.strip())
        sentences = split_sentences(without_announcement(plain_text(lines)))[-MAX_QUESTIONS * 3 :]
        if not sentences:
            return Turn(question, Clarify(self.context.wording.templates.empty), "nothing asked")
        readings = self._with_tags([self._requested(self.context.reader.read(sentence)) for sentence in sentences])
        turn = joined(self._turns(readings, before), before)
        asked = isinstance(turn.answer, Answered) or (isinstance(turn.answer, Unknown) and turn.query is not None)
        stated = None if asked else unmoved(readings, self.context)
        return stated or after_chat(turn, before)

    def _turns(self, readings: list[Reading], before: Turn | None) -> list[Turn]:
        """The turns of the sentences that ask, and what is wrong in those that do not; each leans on what was told before it."""
        turns: list[Turn] = []
        asking = asking_among(readings)[:MAX_QUESTIONS]
        leaned = before
        for index, reading in enumerate(readings):
            leaned = None if resets(reading) else before if leaned is None and not reading.of(Named) and leans(reading) else leaned
            if index in asking:
                turn = Premises(self.context).confirmed(reading, leaned) or self._sentence(reading, leaned)
                turns.append(turn)
                told = (turn.names or turn.deals) and not is_lost(turn)
                leaned = turn if told else remark(reading, leaned, self.context)
            elif len(readings) > 1 and topic_of(reading) in {"", "instruct"}:
                turns += Premises(self.context).broken(reading)
                leaned = remark(reading, leaned, self.context)
        return turns

    def candidates(self, reading: Reading, before: Turn | None = None) -> tuple[Candidate, ...]:
        """Every answered candidate of one question, best first."""
        return Search(self.context).candidates(reading, before)

    def _requested(self, reading: Reading) -> Reading:
        """Only what follows `all I need to know is`, where a sentence says so."""
        said = reading.words(CARRIER, "request")
        return self.context.reader.read(reading.text[reading.tokens[said[-1].end - 1].end :]) if said else reading

    def _with_tags(self, readings: list[Reading]) -> list[Reading]:
        """A sentence that only asks whether the one before is right, or `what is it?`, is part of it; `oops, wrong month.` of the next."""
        joined: list[Reading] = []
        for reading in readings:
            tag = {i for m in reading.words("modifier", "affirmed", "denied") for i in m.span}
            if joined and "confirm" in reading.norms and {t.norm for t in reading.tokens if t.is_word} <= _CONFIRMING:
                joined[-1] = self.context.reader.read(f"{joined[-1].text.rstrip(' .!?')}, right?")
                continue
            if joined and (_only_corrects(joined[-1]) or _only_supposes(joined[-1])):
                joined[-1] = self.context.reader.read(f"{joined[-1].text.rstrip('.!')}, {lower(reading.text)}")
            elif joined and ((tag and reading.content <= tag and not reading.has("ask")) or only_points(reading)):
                joined[-1] = self.context.reader.read(f"{joined[-1].text.rstrip('.')}, {lower(reading.text)}")
            else:
                joined.append(reading)
        return joined

    def _sentence(self, reading: Reading, before: Turn | None) -> Turn:
        """The turn of one sentence, set right where it gives a name a part that is another's."""
        turn = self._told(reading, before)
        said = apposition_in(reading, self.context)
        if said is None or (isinstance(turn.answer, Answered) and (turn.answer.correction or turn.answer.verdict == "No")):
            return turn
        if not said.wrong and turn.records != (said.fact.id,):
            return turn  # where it is right, and not all that was told
        right = set_right(self._told(self.context.reader.read(said.rest), before), said, self.context)
        return replace(right, question=reading.text) if isinstance(right.answer, Answered) else turn

    def _told(self, reading: Reading, before: Turn | None) -> Turn:
        """The turn of one sentence: as a whole where one query explains it, else clause by clause, else item by item."""
        whole, covered = Single(self.context).best(reading, before)
        part = asks_for_part(reading) and operands_of(reading, self.context) is None
        if asks_of_what(reading) or (part and not (covered and is_whole_share(whole.query, reading, self.context))):
            return undivided(reading, before, self.context)
        return self._in_parts(reading, whole, before, covered=covered) or whole

    def _in_parts(self, reading: Reading, whole: Turn, before: Turn | None, *, covered: bool) -> Turn | None:
        """The turn of a sentence part by part, where that tells more than `whole`; None where it does not."""
        parts, premises = Parts(self.context), Premises(self.context)
        clauses = split_clauses(reading.text)
        ordered = topic_of(reading) == "instruct"
        if len(clauses) > 1 and premises.granted(self.context.reader.read(clauses[0])):
            return parts.clauses(clauses, before)
        apart = parts.stand_alone(clauses)
        if covered and not _is_joint(whole) and apart:
            return parts.clauses(clauses, before, apart=True)
        if covered and not _lacks(reading, whole) and not ordered:
            unstated = isinstance(whole.answer, Unknown) and bool(records_of(whole.query))
            return (parts.clauses(clauses, before) if unstated else None) or parts.each_asked(clauses, whole, before)
        told = parts.clauses(clauses, before, apart=apart)
        if told is not None and not ordered:
            return told
        found = parts.items(reading, before) or told
        return found or (None if covered else premises.of_why(reading, before) or premises.misstated(reading, before))


def _is_joint(turn: Turn) -> bool:
    """True where one query states a record for each of several names."""
    return len(records_of(turn.query)) > 1


def _lacks(reading: Reading, turn: Turn) -> bool:
    """True where more is asked than one answer says: distinct questions of which some kinds take only one."""
    asks = {m.name for m in reading.words("ask")} - {"how"}
    return len(asks) > 1 and bool(records_of(turn.query))


def _only_supposes(reading: Reading) -> bool:
    """`Suppose Acme uses its option.`: in which case the question that follows is asked."""
    opens = reading.norms[:1] != () and reading.norms[0] in SUPPOSING
    return opens and reading.has("attribute", "option") and reading.text.rstrip().endswith((".", "!"))


def _only_corrects(reading: Reading) -> bool:
    """`Oops, wrong month.`: says that something was wrong, and not yet what is right."""
    return reading.has("modifier", "correction") and reading.content <= spanned(reading.words("modifier", "correction"))
