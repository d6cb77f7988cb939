"""Question and the turn before to an answer: the only place that knows the order of the steps.

text -> reading -> candidate queries of every kind -> the one that explains most -> its answer, or `unknown`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answer, Answered, Chat, Clarify, Statement, Unknown
from dealdesk.domain.quantity import Range
from dealdesk.engine.asking import asks, asks_for_part, asks_of_what, is_marked, only_claims, only_points, stands
from dealdesk.engine.completing import completed
from dealdesk.engine.conversation import leans, resets
from dealdesk.engine.instruction import unmoved
from dealdesk.engine.search import Search
from dealdesk.engine.telling import Teller, quoted
from dealdesk.engine.turn import REMARK, Turn
from dealdesk.kinds.chat import topic_of
from dealdesk.kinds.kind import is_claim, records_of
from dealdesk.kinds.lookup import Lookup, about, corrected
from dealdesk.kinds.row import row, unknown
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.message import split_clauses, split_items, split_sentences, without_announcement
from dealdesk.language.polarity import declares, is_polar
from dealdesk.language.token import plain_text
from dealdesk.query.condition import Among, OfKind
from dealdesk.query.selection import IDENTIFYING, Selection
from dealdesk.scope.operand import operands_of
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

MAX_QUESTIONS = 6
_FEW = 3
_WH = frozenset({"what", "which", "who", "whose", "when", "where", "how", "why"})
_AUXILIARIES = frozenset({"is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would"})
_BRIEF = 5  # tokens
_BARE = 3  # tokens: `how much?`
_OPENING = ("sum", "percent", "average", "median", "group", "monthly", "yearly")  # `in total, ...`, `by month, ...`
_GRANTING = re.compile(
    r"(?:since|as|because|given(?: that)?|considering(?: that)?|seeing(?: that| as)?|now that|assuming(?: that)?) ", re.IGNORECASE
)
_SUBORDINATORS = frozenset({"before", "after", "when", "once", "until", "if"})
_CONFIRMING = frozenset({"confirm", "please", "can", "could", "you", "yes", "or", "no", "this", "that", "it", "deny"})
_ASKER = frozenset({"i", "we", "you"})
_POINTING = frozenset({"its", "their", "it", "they", "them"})
_WHOLE = (
    "sum",
    "average",
    "median",
    "spread",
    "percent",
    "growth",
    "ratio",
    "difference",
    "share",
    "rank",
    "group",
    "compare",
)  # one for all


class Engine(Struct, frozen=True):
    """Answers questions over one context."""

    context: Context

    @property
    def teller(self) -> Teller:
        """Tells candidates as turns."""
        return Teller(self.context)

    def answer(self, question: str, before: Turn | None = None) -> Turn:
        """The turn that answers `question`; any text gets one, and nothing is ever raised for it."""
        lines = " ; ".join(line.strip() for line in question[:8000].splitlines() if line.strip())
        sentences = split_sentences(without_announcement(plain_text(lines)))[-MAX_QUESTIONS * 3 :]
        if not sentences:
            return self._said(question, Clarify(self.context.wording.templates.empty), "nothing asked")
        readings = self._with_tags([self._requested(self.context.reader.read(sentence)) for sentence in sentences])
        asking = [i for i, reading in enumerate(readings) if asks(reading) and not only_claims(reading)]
        marked = [i for i in asking if is_marked(readings[i])]
        asking = marked or asking or [i for i, reading in enumerate(readings) if asks(reading)]
        if not asking:
            courteous = [i for i, reading in enumerate(readings) if topic_of(reading) in {"thanks", "bye"}]
            telling = any(m for reading in readings for m in reading.mentions if isinstance(m.sense, (Named, Range, When)))
            asking = (
                (courteous[-1:] if not telling else [])
                or [i for i, reading in enumerate(readings) if not topic_of(reading)]
                or [len(readings) - 1]
            )
        turns: list[Turn] = []
        leaned = before
        for index, reading in enumerate(readings):
            leaned = None if resets(reading) else before if leaned is None and not reading.of(Named) and leans(reading) else leaned
            if index in asking[:MAX_QUESTIONS]:
                turn = self._confirmed(reading, leaned) or self._sentence(reading, leaned)
                turns.append(turn)
                told = (turn.names or turn.deals) and not _is_lost(turn)
                leaned = turn if told else self._remark(reading, leaned)
            elif len(readings) > 1 and topic_of(reading) in {"", "instruct"}:
                turns += self._premise(reading)
                leaned = self._remark(reading, leaned)
        turn = self._joined(turns, before)
        asked = isinstance(turn.answer, Answered) or (isinstance(turn.answer, Unknown) and turn.query is not None)
        stated = None if asked else unmoved(readings, self.context)
        return stated or _after_chat(turn, before)

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
            if joined and _only_corrects(joined[-1]):
                joined[-1] = self.context.reader.read(f"{joined[-1].text.rstrip('.!')}, {_lower(reading.text)}")
            elif joined and ((tag and reading.content <= tag and not reading.has("ask")) or only_points(reading)):
                joined[-1] = self.context.reader.read(f"{joined[-1].text.rstrip('.')}, {_lower(reading.text)}")
            else:
                joined.append(reading)
        return joined

    def candidates(self, reading: Reading, before: Turn | None = None) -> tuple[Candidate, ...]:
        """Every answered candidate of one question, best first."""
        return Search(self.context).candidates(reading, before)

    def _sentence(self, reading: Reading, before: Turn | None) -> Turn:
        """The turn of one sentence: as a whole where one query explains it, else clause by clause, else item by item."""
        whole, covered = self._best(reading, before)
        part = asks_for_part(reading) and operands_of(reading, self.context) is None
        if asks_of_what(reading) or (part and not (covered and self._is_part(whole.query, reading))):
            return self._part_of_amount(reading, before)
        ordered = topic_of(reading) == "instruct"
        parts = split_clauses(reading.text)
        if len(parts) > 1 and self._granted(self.context.reader.read(parts[0])):
            return self._clauses(parts, before) or whole
        apart = self._stand_alone(parts)
        if covered and not _is_joint(whole) and apart:
            return self._clauses(parts, before, apart=True) or whole
        if covered and not _lacks(reading, whole) and not ordered:
            told = (
                self._clauses(parts, before) if isinstance(whole.answer, Unknown) and records_of(whole.query) and len(parts) > 1 else None
            )
            return told or self._each_asked(parts, whole, before)
        clauses = self._clauses(parts, before, apart=apart)
        if clauses is not None and not ordered:
            return clauses
        return self._items(reading, before) or clauses or (None if covered else self._premise_of_why(reading, before)) or whole

    def _confirmed(self, reading: Reading, before: Turn | None) -> Turn | None:
        """Whether a statement, `all of them are over 5 billion`, holds; None where that cannot be told."""
        if not declares(reading):
            return None
        turn, covered = self._best(self.context.reader.read(f"{reading.text.rstrip(' .!?')}, right?"), before)
        told = covered and isinstance(turn.answer, Answered) and (turn.answer.verdict or turn.answer.correction)
        return replace(turn, question=reading.text) if told else None

    def _granted(self, clause: Reading) -> Turn | None:
        """What is wrong in `since both end in 2031, ...`, which takes for granted what is not so; None where nothing is."""
        opening = _GRANTING.match(clause.text)
        if opening is None:
            return None
        turn, covered = self._best(self.context.reader.read(f"{clause.text[opening.end() :]}, right?"), None)
        return turn if covered and isinstance(turn.answer, Answered) and turn.answer.verdict == "No" else None

    def _premise_of_why(self, reading: Reading, before: Turn | None) -> Turn | None:
        """What is wrong in `why do both end in 2031?`, where no source gives a reason because it is not so."""
        first = [token.norm for token in reading.tokens[:2]]
        if first[:1] != ["why"] or first[1:] == [] or first[1] not in _AUXILIARIES:
            return None
        turn, covered = self._best(self.context.reader.read(reading.text[reading.tokens[1].start :]), before)
        fallen = any(deal.status == "cancelled" for deal in self.context.knowledge.deals if deal.id in turn.deals)
        claims = fallen or getattr(turn.query, "claim", None) or getattr(turn.query, "counted", None)  # and not only that there is a deal
        denied = covered and claims and isinstance(turn.answer, Answered) and turn.answer.verdict == "No"
        return replace(turn, question=reading.text) if denied else None

    def _each_asked(self, parts: tuple[str, ...], whole: Turn, before: Turn | None) -> Turn:
        """What each of several questions asks, where `whole` states one record that happens to hold all their words."""
        asking = [part for part in parts if asks(self.context.reader.read(part))] if len(parts) > 1 else []
        split = self._clauses(parts, before) if len(asking) > 1 and bool(records_of(whole.query)) else None
        told = split.answer.statements if split and isinstance(split.answer, Answered) else ()
        more = isinstance(whole.answer, Answered) and len(told) > len(whole.answer.statements) and set(whole.answer.statements) <= set(told)
        return split if split and more else whole

    def _is_part(self, query: object, reading: Reading) -> bool:
        """True for a share of deals that are all among those of the whole, where the amount said is not that of the part."""
        sides = [getattr(query, name, None) for name in ("left", "right")]
        part, whole = ({d.id for d in self.context.rows(s)} if isinstance(s, Selection) else set() for s in sides)
        amounts = [said for _, said in reading.of(Range) if said.unit and said.exact]
        is_whole = any(r.holds(d.value.amount) for d in self.context.knowledge.deals if d.id in part and d.value for r in amounts)
        return bool(part) and part < whole and not is_whole

    def _stand_alone(self, parts: tuple[str, ...]) -> bool:
        """True where each of several clauses, but one that only opens, asks a question and names what it asks about."""
        read = [self.context.reader.read(part) for part in parts if len(parts) > 1]
        readings = [one for place, one in enumerate(read) if (one.content or one.has("ask")) and (place or _interrogates(one))]
        return len(readings) > 1 and all(_interrogates(one) and stands(one) and not _points(one) for one in readings)

    def _part_of_amount(self, reading: Reading, before: Turn | None) -> Turn:
        """What a stated amount is made up of in figures, which no source says; offers what it says of it in words."""
        scope = scope_of(reading, self.context)
        shown = before.deals if before and not scope.is_specific else ()
        deals = tuple(d for d in self.context.rows(scope.selection) if d.id in shown or not shown)
        made = [deal for deal in deals if deal.composition]
        if is_polar(reading) and made:  # `is all of it new?`: what it is made of tells
            query = Lookup((("value",), ("composition",)), Selection((Among(frozenset(deal.id for deal in made)),)))
            answer = about(query, tuple(made), self.context)
            return Turn(reading.text, answer, str(query), query, "lookup", query.selection, deals=tuple(deal.id for deal in made))
        near = tuple(row(self.context, deal, ("value", "composition")) for deal in deals[:2])
        text = "My sources do not state how much of that amount is for what."
        return Turn(
            reading.text, Unknown(text, near), "part of an amount", selection=scope.selection, deals=tuple(deal.id for deal in deals)
        )

    def _clauses(self, clauses: tuple[str, ...], before: Turn | None, *, apart: bool = False) -> Turn | None:
        """The answers to the questions among several clauses, none of which leans on another where they stand `apart`.

        The clauses that ask nothing only tell what the others are about.
        """
        parts = [self.context.reader.read(clause) for clause in clauses[:MAX_QUESTIONS]]
        opening = spanned(parts[0].words("operation", *_OPENING)) if parts else frozenset()
        if (
            len(parts) > 1
            and opening
            and len(parts[0].tokens) <= _BRIEF
            and parts[0].content <= opening | spanned(parts[0].words("noun", "months", "years"))
        ):
            parts[:2] = [self.context.reader.read(f"{clauses[0]} {clauses[1]}")]
        if len(parts) < 2:  # noqa: PLR2004 - one question
            return None
        if any(_restricts(part) for part in parts[:-1] if not asks(part)):
            return None
        asking = any(asks(part) for part in parts)
        if before is not None and not asking and not all(stands(part) for part in parts):
            return None
        turns: list[Turn] = []
        leaned, lost = before, False
        for part in parts:
            if lost and not stands(part):
                continue
            if asking and not (asks(part) or _interrogates(part)):
                granted = self._granted(part)
                turns += [granted] if granted else self._premise(part)
                leaned, lost = granted or self._remark(part, leaned), bool(part.unknown_names)
                continue
            turn, covered = self._best(part, before if apart else leaned)
            turn = turn if covered else self._items(part, leaned) or turn
            turns.append(turn)
            told = bool(turn.names or turn.deals) and not _is_lost(turn)
            spoken = turn if told else leaned or self._one_deal(part)
            lost = bool(part.unknown_names) or (_is_lost(turn) and spoken is None)
            leaned = spoken
        return self._joined(turns, before) if any(isinstance(turn.answer, Answered) for turn in turns) else None

    def _items(self, reading: Reading, before: Turn | None) -> Turn | None:
        """The answers to the items of a list, where each has one of its own; orders among them are passed over."""
        items = split_items(reading.text)
        parts = [self.context.reader.read(item) for item in items[:MAX_QUESTIONS]]
        if _is_of_all(parts) or (reading.tokens and reading.tokens[0].norm in _AUXILIARIES):
            return None
        turns: list[Turn] = []
        leaned = before
        for part in parts:
            if topic_of(part):
                continue
            if before is not None and not (stands(part) or part.has("modifier", "it", "them")):
                return None
            turn, covered = self._best(part, leaned)
            if not covered or not isinstance(turn.answer, Answered):
                return None
            turns.append(turn)
            leaned = turn
        passed = len(items) > len(turns)
        return self._joined(turns, before) if len(turns) > 1 or (turns and passed) else None

    def _best(self, reading: Reading, before: Turn | None) -> tuple[Turn, bool]:
        """The turn that answers one question, and whether its query explains the question whole."""
        candidates = self.candidates(reading, before)
        best = candidates[0] if candidates else None
        if before is None and not topic_of(reading) and self._points_nowhere(reading):
            return self._said(reading.text, Clarify("Which one do you mean?"), "nothing to follow on"), True
        if best is not None and not best.uncovered:
            best = replace(best, answer=completed(best, reading, self.context))
            return self.teller.turn(reading, best, before), True
        bare = reading.has("ask") and len(reading.tokens) <= _BARE
        if before is None and (leans(reading) or bare) and not reading.content and not topic_of(reading):
            return self._said(
                reading.text, Clarify("Which one do you mean? I don't know what it follows on."), "nothing to follow on"
            ), True
        return self._unplaced(reading, best), False

    def _points_nowhere(self, reading: Reading) -> bool:
        """True for a question about `its` or `them` that names nothing which those could be."""
        scope = scope_of(reading, self.context)
        names = (
            reading.of(Named)
            or scope.is_specific
            or reading.has("noun", "contract", "notes", "senior", "convertible", "loan", "financing", "company")
        )
        pointing = [m for m in reading.words("modifier", "it", "them") if reading.tokens[m.start].norm in _POINTING]
        bound = reading.norms[:1] == ("which",) and 1 in reading.content  # `which client has its own fleet?`
        return bool(pointing) and not (names or bound) and reading.has("attribute") and not reading.has("topic")

    def _unplaced(self, reading: Reading, best: Candidate | None) -> Turn:
        """Nothing explains the question whole: name what has no place, and offer what is near."""
        foreign = self.context.wording.templates.foreign
        strangers = self._strangers(reading)
        if strangers is not None:
            return replace(self._said(reading.text, strangers, "no such deal"), names=self.teller.names(reading))
        near = self._near(reading) or self._claimed_near(reading, best)
        if best is None:
            return self._said(reading.text, Unknown(foreign, near), "not understood")
        words = [reading.tokens[i].text for i in sorted(best.uncovered)][:4]
        named = bool(reading.of(Named))
        text = f"My sources say nothing that would answer this: I cannot place {quoted(words)}." if named else foreign
        told = Unknown(text, near, () if near else self.teller.examples(2))
        return replace(self._said(reading.text, told, f"not understood: {', '.join(words)}"), names=self.teller.names(reading))

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

    def _premise(self, reading: Reading) -> list[Turn]:
        """What is wrong in a sentence that asks nothing but takes something for granted; nothing where all is right."""
        scope = scope_of(reading, self.context)
        said = [c for c in scope.selection.named if c.topic in {"announced", "ends", "value", "term"}]
        named = any(c.topic == "party" for c in scope.selection.named)
        if not said or not named or scope.foreign or self.context.rows(scope.selection):
            return []
        query = Lookup((("value",),), scope.selection)
        answer = corrected(query, self.context)
        return [Turn(reading.text, answer, str(query), query, "lookup", scope.selection)] if isinstance(answer, Answered) else []

    def _one_deal(self, reading: Reading) -> Turn | None:
        """The one deal that a question without an answer was about, so that the next one may mean it."""
        remark = self._remark(reading, None)
        return remark if remark is not None and len(remark.deals) == 1 else None

    def _remark(self, reading: Reading, before: Turn | None) -> Turn | None:
        """What a sentence without a question leaves to lean on."""
        scope = scope_of(reading, self.context)
        names = self.teller.names(reading)
        if not scope.is_specific and not names and (before is not None or len(reading.content) < 2):  # noqa: PLR2004 - something told
            return before
        kept = tuple(c for c in scope.selection.conditions if c.topic != "value" or len(scope.selection.named) == 1)
        selection = replace(scope.selection, conditions=kept)
        selection = selection if selection.named or selection.without else replace(selection, pick=None)
        selection = selection.over(before.selection) if before and before.is_remark else selection
        deals = tuple(deal.id for deal in self.context.rows(selection)) if scope.is_specific else ()
        text = f"{before.question.rstrip('.:;, ')}, {_lower(reading.text)}" if before and before.is_remark else reading.text
        return Turn(text, Chat(""), REMARK, selection=selection, deals=deals, focus=deals, names=names)

    def _joined(self, turns: list[Turn], before: Turn | None) -> Turn:
        """Several questions' answers as one."""
        if len(turns) == 1:
            return replace(turns[0], earlier=before.shown_before(turns[0].deals) if before else ())
        useful = [t for t in turns if not isinstance(t.answer, (Chat, Clarify))] or turns[-1:]
        answered = [t.answer for t in useful if isinstance(t.answer, Answered)]
        if len(useful) == 1 or not answered:
            return useful[-1]
        silent = tuple(t.answer.text for t in useful if isinstance(t.answer, (Unknown, Clarify)))
        answer = Answered(
            tuple(dict.fromkeys(s for a in answered for s in a.said)),
            tuple(dict.fromkeys((*silent, *(c for a in answered for c in a.caveats)))),
            " ".join(dict.fromkeys(a.correction for a in answered if a.correction)),
        )
        last = useful[-1]
        names = tuple(dict.fromkeys(n for t in reversed(useful) for n in t.names))
        deals = tuple(dict.fromkeys(d for t in useful for d in t.deals))
        return replace(last, answer=answer, interpretation="; ".join(t.interpretation for t in useful), names=names, deals=deals)

    def _said(self, question: str, answer: Answer, interpretation: str) -> Turn:
        return Turn(question, answer, interpretation)


def _interrogates(clause: Reading) -> bool:
    """True for a clause that asks by itself, `how big are ...`, `did Acme ...`, and points to no place spoken of before."""
    words = {token.norm for token in clause.tokens}
    polar = clause.norms[:1] != () and clause.norms[0] in _AUXILIARIES and any(m.start == 1 for m, _ in clause.of(Named))
    return (polar or bool(words & _WH)) and "there" not in words


def _points(clause: Reading) -> bool:
    """True where it is about what stands in another clause; the `it` of `the loan it sought` tells which loan."""
    nouns = {m.end for m in clause.words("noun")}
    return any(norm in _POINTING and not (norm == "it" and i in nouns) for i, norm in enumerate(clause.norms))


def _is_lost(turn: Turn) -> bool:
    """True where a question was not understood, so that the rest of the message leans on what was said before it."""
    return turn.query is None and isinstance(turn.answer, Unknown)


def _after_chat(turn: Turn, before: Turn | None) -> Turn:
    """Thanks and greetings in between leave what was spoken of as it was."""
    return replace(before, answer=turn.answer, interpretation=turn.interpretation) if before and isinstance(turn.answer, Chat) else turn


def _lower(text: str) -> str:
    """A sentence as it goes on in the middle of another."""
    return text if text[:2] in {"I ", "I'"} else text[:1].lower() + text[1:]


def _restricts(clause: Reading) -> bool:
    """`before it was raised, ...`: a clause that says of when or in which case the question is asked."""
    opening = [token.norm for token in clause.tokens[:2]]
    if clause.of(Named) and any(m.start == 0 for m in clause.words("modifier", "exclude")):
        return True  # `apart from Acme, ...`
    return bool(opening) and opening[0] in _SUBORDINATORS and not _ASKER & set(opening) and bool(clause.content)


def _is_joint(turn: Turn) -> bool:
    """True where one query states a record for each of several names."""
    return len(records_of(turn.query)) > 1


def _lacks(reading: Reading, turn: Turn) -> bool:
    """True where more is asked than one answer says: distinct questions of which some kinds take only one."""
    asks = {m.name for m in reading.words("ask")} - {"how"}
    return len(asks) > 1 and bool(records_of(turn.query))


def _only_corrects(reading: Reading) -> bool:
    """`Oops, wrong month.`: says that something was wrong, and not yet what is right."""
    return reading.has("modifier", "correction") and reading.content <= spanned(reading.words("modifier", "correction"))


def _is_of_all(items: list[Reading]) -> bool:
    """True for `the sum of A, B and C`: what is done to all items; not for `A's chief, B's chief, and the sum C sought`."""
    done = [(place, m) for place, item in enumerate(items) for m in item.words("operation", *_WHOLE)]
    ends = [m for place, m in done if place == 0 and items[0].of(Named) and m.end == len(items[0].tokens)]  # `Acme's total, Globex's chief`
    return any((place == 0 and m not in ends) or (place and (m.start > 1 or not items[place].of(Named))) for place, m in done)
