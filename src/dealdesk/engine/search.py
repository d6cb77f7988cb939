"""Every query that a question may mean, answered and ranked: the one that explains most words comes first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dealdesk.context.term import DEFINITION
from dealdesk.domain.answer import Answered
from dealdesk.domain.quantity import Range
from dealdesk.engine.conversation import is_elliptic, is_fragment, leaning_selections, leans, named_in_full, placing, resets, substituted
from dealdesk.engine.coverage import LENIENT, standing_of, uncovered, weight
from dealdesk.engine.repetition import answers_again
from dealdesk.engine.tolerance import MOST, left_aside
from dealdesk.kinds import KINDS
from dealdesk.kinds.chat import topic_of
from dealdesk.kinds.claim import Claim, claims_in
from dealdesk.kinds.comparison import Contrast
from dealdesk.kinds.contrast import contrast_of_figures, contrast_of_selections, rebased
from dealdesk.kinds.kind import Candidate, records_of
from dealdesk.kinds.lookup import Lookup
from dealdesk.kinds.verify import superlative_of
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Ordinal, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.probe import question_terms
from dealdesk.matching.stated import subjects
from dealdesk.query.condition import Among, Party
from dealdesk.query.selection import Selection
from dealdesk.scope.asked import asked_in, unstated_in
from dealdesk.scope.focus import focus_of
from dealdesk.scope.kind import says_kind
from dealdesk.scope.question import Asked
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.engine.turn import Turn
    from dealdesk.kinds.kind import Kind
    from dealdesk.language.reading import Reading
    from dealdesk.scope.scope import Scope

_POINTING = ("modifier", "it", "them", "other", "follow", "correction", "both", "only")
_WORKED_OUT = ("percent", "share", "ratio", "growth", "difference", "average", "median", "yearly", "monthly")
_CHANGE = (Word("topic", "rise"), Word("topic", "fall"))
_OTHERWISE = frozenset({"differently", "otherwise", "disagree", "disagrees", "differ", "differs"})
_LOOSE = frozenset({"lookup", "list", "aggregate"})
_HUMAN = frozenset({"he", "his", "him", "she", "her"})
_PERSONAL = _HUMAN | {"they", "their", "them"}
_OVER_DEALS = frozenset({"verify", "count"})
_SAID = 5.0  # what was said already comes after what was not
_NAMED = {kind.name: kind for kind in KINDS}
_ORDER = {kind.name: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True, repr=False)
class Search:
    """Looks for the queries that a question may mean, over one context."""

    context: Context

    def candidates(self, reading: Reading, before: Turn | None = None) -> tuple[Candidate, ...]:
        """Every answered candidate of one question, best first."""
        if resets(reading):
            before, reading = None, reading.without(spanned(reading.words("modifier", "reset")))
        found = list(self.standing(reading))
        if before is None or topic_of(reading):
            return self._ranked(reading, found, lean=False)
        found += self._leaning(reading, before)
        points = leans(reading) or is_fragment(reading)
        scope = scope_of(reading, self.context)
        asks_itself = reading.of(Named) and not is_elliptic(reading)
        if before.records and not before.deals and points and not says_kind(reading) and not asks_itself:
            found = [c for c in found if c.kind.name not in _LOOSE]
        picked = bool(scope.selection.pick) and not scope.selection.named and not says_kind(reading)
        norms = {token.norm for token in reading.tokens}
        if (not before.is_remark and norms & _HUMAN) or (before.records and not before.deals and norms & _PERSONAL):
            found = [c for c in found if c.text or bool(records_of(c.query)) or c.kind.name == "contrast"]
        bare = before.is_remark and (picked or reading.content <= spanned(reading.words("operation")))
        points |= bare
        if before.records and (reading.has("relation", "before") or reading.has("operation", "previous")):
            others = [c for c in found if not set(records_of(c.query)) or set(records_of(c.query)) - set(before.records)]
            found = others or found
        if before.is_remark and before.names and not reading.of(Named):
            found = [c for c in found if not bool(records_of(c.query)) or self._is_about(records_of(c.query), before.names)]
        if before.deals and unstated_in(reading) and not reading.of(Named):
            found = [c for c in found if not bool(records_of(c.query)) or self._is_of_parties(records_of(c.query), before.deals)]
        if is_elliptic(reading) and _opens_with_and(reading):
            defining = {one for one, profile in self.context.terms.records.items() if DEFINITION in profile.key}
            found = [c for c in found if c.leaning or not defining & set(records_of(c.query))]
        if is_elliptic(reading):
            found = [c for c in found if c.kind.name != LENIENT]
        if (reading.has("modifier", "it", "them") or bare) and not reading.of(Named):
            found = [c for c in found if c.leaning or not (bool(records_of(c.query)) or _tells_of_deals(c, scope))]
        human = before.people if norms & _HUMAN else ()
        return self._ranked(reading, found, human, lean=points or not (scope.selection.named or reading.of(Named)))

    def _is_about(self, records: Sequence[str], names: Sequence[str]) -> bool:
        """Whether any of the records is about one of the names, or of a group or company that one belongs to."""
        knowledge = self.context.knowledge
        ids = {one for r in knowledge.claims if r.id in records for one in subjects(r)}
        ids |= {member for one in ids if one in knowledge.names for member in knowledge.names[one].members}
        return any(knowledge.say(one) in names or knowledge.say(knowledge.party(one)) in names for one in ids)

    def _is_of_parties(self, records: Sequence[str], deals: Sequence[str]) -> bool:
        """Whether all records are about companies that take part in the deals shown: another one's rate is not `the rate`."""
        knowledge = self.context.knowledge
        parties = {one for deal in knowledge.deals if deal.id in deals for _, one in deal.parties}
        return all({knowledge.party(one) for one in subjects(r)} & parties for r in knowledge.claims if r.id in records)

    def standing(self, reading: Reading) -> Iterator[Candidate]:
        """The candidates of a question that stands alone."""
        yield from self._asked(Asked(reading, scope_of(reading, self.context), self.context))

    def _asked(self, asked: Asked) -> Iterator[Candidate]:
        explained = bool(asked.shown)
        for kind in KINDS:
            if explained and kind.name == LENIENT:
                return
            for claimed in kind.recognise(asked):
                candidate = self._answered(asked.reading, kind, claimed.query, claimed.used, claimed.strength)
                explained = explained or not candidate.uncovered
                yield candidate

    def _answered(self, reading: Reading, kind: Kind[Any], query: Any, used: frozenset[int], strength: float = 0) -> Candidate:  # noqa: ANN401 - any kind's
        candidate = Candidate(kind, query, used, kind.answer(query, self.context), strength=strength)
        left = uncovered(candidate, reading, self.context)
        aside = left_aside(candidate, reading, left, self.context)
        return replace(candidate, uncovered=left - aside, aside=aside)

    def _leaning(self, reading: Reading, before: Turn) -> Iterator[Candidate]:
        """The candidates of a question that leans on the turn before."""
        scope = scope_of(reading, self.context)
        timed = self._in_that_time(reading, before)
        if timed:
            for candidate in (*self._leaning(timed, before), *self.standing(timed)):
                yield _restated(candidate, timed, reading, frozenset({0}) if candidate.uncovered else frozenset())
            return
        used = scope.used | spanned(reading.words(*_POINTING)) | placing(reading)
        one = reading.has("modifier", "it") and len(before.focus) == 1
        told, said = set[str](), set[str]()
        for selection in leaning_selections(reading, scope, before, self.context):
            asked = Asked(reading, replace(scope, selection=selection, used=used), self.context, before.deals)
            if before.records and not before.deals and reading.has("modifier", "it") and len(self.context.rows(selection)) > 1:
                continue  # `it` is one deal, and which one the records do not say
            for candidate in self._asked(asked):
                if candidate.kind.name not in told:
                    yield replace(candidate, leaning=True)
                whole = not candidate.uncovered and isinstance(candidate.answer, Answered)
                said |= {candidate.kind.name} if whole and candidate.kind.name in _LOOSE and one else set()
            told |= said  # what is stated of `it` is not asked of anything wider
            yield from self._measured_again(asked, before)
            yield from self._again(asked, before)
        yield from self._picked(Asked(reading, scope, self.context), before)
        yield from self._said_again(reading, before, used)
        yield from self._turns_apart(reading, scope, before, used)
        yield from self._figures_apart(reading, before)
        yield from self._rebased(reading, scope, before)
        yield from self._rivals(reading, before)
        yield from self._reasons(reading, before)
        yield from self._continued(reading, before)
        sized = told if reading.has("ask", "how_much", "how_long", "until_when") else set()
        if before.deals and reading.has("operation", "next", "previous") and reading.has("modifier", "it"):
            return  # `the one after that` steps on from what was shown
        yield from (candidate for candidate in self._in_full(reading, before, scope) if candidate.kind.name not in sized)

    def _rebased(self, reading: Reading, scope: Scope, before: Turn) -> Iterator[Candidate]:
        """The comparison before asked in other terms: `and in percent?`."""
        if not isinstance(before.query, Contrast):
            return
        named = self.context.rows(scope.selection) if scope.selection.named else ()
        for claimed in rebased(before.query, reading, self.context, named):
            used = claimed.used | scope.used | spanned(reading.words(*_POINTING))
            yield replace(self._answered(reading, _NAMED["contrast"], claimed.query, used), leaning=True, again=True)

    def _picked(self, asked: Asked, before: Turn) -> Iterator[Candidate]:
        """`is that the largest?` of the one deal that was shown."""
        shown = [deal for deal in self.context.knowledge.deals if (deal.id,) == (before.focus or before.deals)]
        for claimed in (one for deal in shown for one in superlative_of(deal, asked)):
            candidate = self._answered(asked.reading, _NAMED["verify"], claimed.query, claimed.used)
            yield replace(candidate, leaning=True, again=True)

    def _measured_again(self, asked: Asked, before: Turn) -> Iterator[Candidate]:
        """`together?` after a question about megawatts: those are what is added up."""
        if not _asked_power(before) or asked.reading.has("attribute", "value"):
            return
        kind = _NAMED["aggregate"]
        for claimed in kind.recognise(asked):
            query = replace(claimed.query, of="power")
            yield replace(self._answered(asked.reading, kind, query, claimed.used), leaning=True, again=True)

    def _again(self, asked: Asked, before: Turn) -> Iterator[Candidate]:
        """The query before asked of other deals, where the question says of which and not what."""
        about = getattr(before.query, "about", None)
        picks = is_polar(asked.reading) and asked.scope.selection.pick is not None  # `is that the largest?`
        if about is None or picks or not is_elliptic(asked.reading) or not self.context.rows(asked.scope.selection):
            return
        query = about(asked.scope.selection)
        if query is not None and query != before.query:
            kind = _NAMED[before.kind]
            yield replace(self._answered(asked.reading, kind, query, asked.scope.used), leaning=True, again=True)

    def _said_again(self, reading: Reading, before: Turn, used: frozenset[int]) -> Iterator[Candidate]:
        """The records before, where the question asks no more than by whose word, when or where."""
        if not before.records or not answers_again(reading, self.context, before.records):
            return
        if not reading.content and self._speaks_of_else(reading, before.records):
            return
        told = used | asked_in(reading) | spanned(reading.words("attribute", "by", "purpose"))
        told |= spanned(reading.words("noun", "years", "months"))
        told = told if reading.content else frozenset(range(len(reading.tokens))) - unstated_in(reading)
        kind = _NAMED[before.kind]
        dated = reading.content <= spanned(reading.words("noun", "years", "months"))
        yield replace(self._answered(reading, kind, before.query, told), leaning=True, again=dated)

    def _speaks_of_else(self, reading: Reading, records: Sequence[str]) -> bool:
        """`what does he plan to spend?` after who he is: a family of words that makes a question one about other records."""
        said = {f"#{m.name}" for m in reading.words("context")}
        profiles = self.context.terms.records
        own = frozenset().union(*(profiles[one].key | profiles[one].words for one in records))
        return any(said & profile.asked for one, profile in profiles.items() if one not in records) and not said & own

    def _turns_apart(self, reading: Reading, scope: Scope, before: Turn, used: frozenset[int]) -> Iterator[Candidate]:
        """`the gap between them`: what the last two answers were about, against each other; one of them may be named once more."""
        sides = self._last_two(before)
        if sides is None:
            return
        if scope.is_specific:
            named = {deal.id for deal in self.context.rows(scope.selection)}
            if not any({deal.id for deal in self.context.rows(side)} == named for side in sides):
                return
            used |= scope.used
        for claimed in contrast_of_selections(reading, *sides, self.context, _measure_of(before)):
            totals = (before.kind == "aggregate" or _asked_power(before)) and reading.has("operation", "difference", "ratio")
            pair = reading.has("modifier", "them", "both") and all(len(self.context.rows(side)) == 1 for side in sides)
            found = self._answered(reading, _NAMED["contrast"], claimed.query, claimed.used | used)
            yield replace(found, leaning=True, again=totals or pair)

    def _last_two(self, before: Turn) -> tuple[Selection, Selection] | None:
        """What the last two answers were about: as it was described, or the deals that they showed where that was said by others."""
        sides = (before.previous, before.selection)
        if all(side.is_specific for side in sides) and not self._is_of_others(before):
            return sides
        shown = frozenset(before.earlier), frozenset(before.deals)
        if not all(shown) or shown[0] & shown[1]:
            return None
        return Selection((Among(shown[0]),)), Selection((Among(shown[1]),))

    def _is_of_others(self, before: Turn) -> bool:
        """`the one after it`: the answer showed other deals than those that its selection holds."""
        return bool(before.deals) and before.kind == "neighbour"

    def _figures_apart(self, reading: Reading, before: Turn) -> Iterator[Candidate]:
        """`the gap between the two`: the figures of the last answers against each other."""
        if any(m.sense not in _CHANGE for m in reading.words("topic")):
            return
        ids = tuple(dict.fromkeys((*before.records, *before.past)))
        for claimed in contrast_of_figures(reading, ids, self.context):
            used = claimed.used | spanned(reading.words(*_POINTING)) | asked_in(reading)
            yield replace(self._answered(reading, _NAMED["contrast"], claimed.query, used), leaning=True)

    def _rivals(self, reading: Reading, before: Turn) -> Iterator[Candidate]:
        """`anyone higher?`: the figures that rival the one stated before; `the lower one`: that of several."""
        sizes = reading.words("operation", "more", "less", "largest", "smallest")
        otherwise = frozenset(i for i, token in enumerate(reading.tokens) if token.norm in _OTHERWISE)
        if not (sizes or otherwise) or reading.of(Named):
            return
        stated = [r for r in self.context.knowledge.figures if r.id in before.records]
        wanted = -1 if reading.has("operation", "less", "smallest") else 1
        rivals = {f.id: f for f in self.context.knowledge.figures}
        found = tuple(
            one
            for r in stated
            for one in r.rivals
            if one in rivals and (otherwise or (rivals[one].value.amount - r.value.amount) * wanted > 0)
        )
        if len(stated) > 1 and all(set(r.rivals) & {one.id for one in stated} for r in stated):
            found = (max(stated, key=lambda r: r.value.amount * wanted).id,)
        if found:
            told = (*reading.words("topic", "forecast"), *reading.words("ask", "who"), *reading.words("attribute", "by"))
            used = otherwise | spanned((*sizes, *told, *reading.words("noun", "contract")))
            yield replace(self._answered(reading, _NAMED["claim"], Claim(found), used), leaning=True)

    def _reasons(self, reading: Reading, before: Turn) -> Iterator[Candidate]:
        """`why?` after a deal that was called off: the reason stated of its parties."""
        deals = [deal for deal in self.context.knowledge.deals if deal.id in before.deals]
        reasons = spanned((*reading.words("ask", "why"), *reading.words("attribute", "purpose")))
        if not reading.has("ask", "why") or reading.content - reasons or reading.of(Named) or len(deals) != 1:
            return
        parties = {party for _, party in deals[0].parties}
        profiles = self.context.terms.records
        found = [
            record.id
            for record in self.context.knowledge.facts
            if {"#cause", f"#{deals[0].status}"} <= profiles[record.id].key | profiles[record.id].words | profiles[record.id].text
            and len(parties & {self.context.knowledge.party(one) for one in (*record.subject, *record.object)}) > 1
        ]
        if found:
            used = spanned((*reading.words("ask", "why"), *reading.words("attribute", "purpose"), *reading.words("attribute", "status")))
            yield replace(self._answered(reading, _NAMED["claim"], Claim(tuple(found[:1])), used), leaning=True, again=True)

    def _continued(self, reading: Reading, before: Turn) -> Iterator[Candidate]:
        """Other records that the question and the one before speak of together: `and what before that?`."""
        if not before.records and not before.is_remark and not unstated_in(reading):
            return
        joined = self.context.reader.read(f"{before.question.rstrip(' .?!:;,')}, {reading.text}")
        start = len(joined.tokens) - len(reading.tokens)
        if [t.norm for t in joined.tokens[start:]] != [t.norm for t in reading.tokens]:
            return
        asked = Asked(joined, scope_of(joined, self.context), self.context)
        about = {one for r in self.context.knowledge.claims if r.id in before.records for one in r.subject}
        alike = {r.id for r in self.context.knowledge.claims if about & set(r.subject)}
        if is_elliptic(reading):
            profiles = self.context.terms.records
            keys = frozenset().union(*(profiles[one].key for one in before.records))
            alike |= {r.id for r in self.context.knowledge.claims}
            alike = {one for one in alike if profiles[one].key & keys} if keys else alike
        kinds = {one: name.kind for one, name in self.context.knowledge.names.items()}
        named = {one for _, said in reading.of(Named) for one in said.ids if kinds.get(one) in {"company", "person"}}
        free = not reading.of(Named) and bool(before.records)
        again = [
            (kind, replace(claimed, strength=claimed.strength - _SAID)) for kind, claimed in claims_in(asked) if not claimed.query.wrong
        ]
        for kind, claimed in (*claims_in(asked, but=before.records), *again):
            if (free or is_elliptic(reading)) and before.records and not alike.issuperset(claimed.query.records):
                continue
            chosen = [r for r in self.context.knowledge.claims if r.id in claimed.query.records]
            if named and not any(named & set(subjects(record)) for record in chosen):
                continue
            own = frozenset(i - start for i in claimed.used if i >= start) | spanned(
                reading.words("operation", "older", "previous", "next")
            )
            candidate = self._answered(reading, kind, claimed.query, own | spanned(reading.words(*_POINTING, "against")), claimed.strength)
            if own or before.is_remark:
                yield replace(candidate, leaning=True)

    def _in_full(self, reading: Reading, before: Turn, scope: Scope) -> Iterator[Candidate]:
        """The question rewritten: pronouns named, or the question before with what this one names."""
        complete = tuple(named_in_full(reading, before)) if leans(reading) else ()
        complete += tuple(self._placed(reading, before))
        full = list(complete)
        if before.is_remark and not scope.is_specific and not reading.of(Named):
            full.append(f"{before.question.rstrip('.:;,')}, {reading.text[:1].lower()}{reading.text[1:]}")
        elif is_elliptic(reading) or (leans(reading) and not full):
            full += substituted(reading, self.context.reader.read(before.question))
        if not reading.content and reading.has("ask", "why", "when", "where", "who") and not reading.has("attribute", "by"):
            full.append(f"{reading.text.rstrip(' ?.!')} {before.question[:1].lower()}{before.question[1:]}")
        for text in full:
            rewritten = self.context.reader.read(text)
            pointing = rewritten.has("modifier", "them", "both", "same_time") or (
                text not in complete and rewritten.has("modifier", "other")
            )
            if pointing and not before.is_remark:
                continue
            for candidate in self.standing(rewritten):
                premise = isinstance(candidate.answer, Answered) and candidate.answer.correction and text not in complete
                if candidate.kind.name == LENIENT or (premise and not before.is_remark):
                    continue
                lost = self._unsaid(reading, rewritten)
                left = lost if not candidate.uncovered else lost | self._still(reading, rewritten, candidate)
                whole = before.is_remark and not left and isinstance(candidate.answer, Answered)
                yield replace(_restated(candidate, rewritten, reading, left), text=text, again=whole)

    def _placed(self, reading: Reading, before: Turn) -> Iterator[str]:
        """The question with `the first one` said as the name that stood there in the list stated before."""
        listed = [one for r in self.context.knowledge.claims if r.id in before.records for one in r.object]
        names = [self.context.knowledge.say(one) for one in listed if one in self.context.knowledge.names]
        for mention, ordinal in reading.of(Ordinal):
            if 1 < len(names) >= ordinal.place and not ordinal.ranked:
                name = names[-ordinal.place if ordinal.from_end else ordinal.place - 1]
                start = mention.start - (mention.start > 0 and reading.tokens[mention.start - 1].norm == "the")
                end = mention.end + (reading.tokens[mention.end : mention.end + 1] != () and reading.tokens[mention.end].norm == "one")
                yield f"{reading.text[: reading.tokens[start].start]}{name}{reading.text[reading.tokens[end - 1].end :]}"

    def _in_that_time(self, reading: Reading, before: Turn) -> Reading | None:
        """The question with `that month` said as the month of the deals before."""
        said = reading.words("modifier", "same_time")
        dates = [str(d.announced) for d in self.context.knowledge.deals if d.id in before.deals and d.announced]
        if not said or not dates:
            return None
        start, end = reading.tokens[said[0].start].start, reading.tokens[said[0].end - 1].end
        return self.context.reader.read(f"{reading.text[:start]}{dates[0]}{reading.text[end:]}")

    def _unsaid(self, reading: Reading, rewritten: Reading) -> frozenset[int]:
        """The words of a question that its full form has lost."""
        said = frozenset().union(*question_terms(rewritten))
        terms = question_terms(reading)
        asking = reading.content | unstated_in(reading) | asked_in(reading) | spanned(reading.words("operation", *_WORKED_OUT))
        asking |= focus_of(reading).used
        return frozenset(i for i in asking - spanned(reading.words(*_POINTING)) if terms[i] and not terms[i] & said)

    def _still(self, reading: Reading, rewritten: Reading, candidate: Candidate) -> frozenset[int]:
        words = {rewritten.tokens[i].norm for i in candidate.uncovered}
        return frozenset(i for i, t in enumerate(reading.tokens) if t.norm in words) or frozenset({0})

    def _ranked(self, reading: Reading, found: list[Candidate], human: Sequence[str] = (), *, lean: bool) -> tuple[Candidate, ...]:
        """The candidates, best first; `human` are the people that `he` or `she` may mean."""
        names = self.context.knowledge.names
        people = {one for _, named in reading.of(Named) for one in named.ids if names[one].kind == "person"}
        people |= {one for one, name in names.items() if name.name in human}
        told = {r.id for r in self.context.knowledge.claims if people & set(subjects(r))}
        bounds = {bound for _, said in reading.of(Range) if said.unit for bound in (said.low, said.high)} - {None}
        told |= {f.id for f in self.context.knowledge.figures if f.value.amount in bounds}
        person = any(not c.uncovered and told & set(records_of(c.query)) for c in found)
        return tuple(sorted(found, key=lambda candidate: _rank(reading, candidate, lean=lean, person=person)))


def _asked_power(before: Turn) -> bool:
    """True where the turn before was about megawatts and nothing else."""
    return isinstance(before.query, Lookup) and before.query.groups == (("power",),)


def _measure_of(before: Turn) -> str:
    """What the turn before was about: megawatts, an average, else values."""
    return "power" if _asked_power(before) else "average" if getattr(before.query, "operation", "") == "average" else "value"


def _tells_of_deals(candidate: Candidate, scope: Scope) -> bool:
    """True where all deals stand in for those that a pronoun means."""
    silent = not any(isinstance(c, Party) for c in scope.selection.named)
    several = candidate.kind.name in _OVER_DEALS and silent and not scope.selection.without
    return several or (candidate.kind.name in _LOOSE and not scope.selection.named and not scope.selection.without)


def _restated(candidate: Candidate, rewritten: Reading, reading: Reading, left: frozenset[int]) -> Candidate:
    """A candidate of the question in other words, `rewritten`, as one of the question itself."""
    words = {rewritten.tokens[i].norm for i in candidate.aside}
    aside = frozenset(i for i, token in enumerate(reading.tokens) if token.norm in words)
    return replace(candidate, used=frozenset(range(len(reading.tokens))) - left, uncovered=left, aside=aside, leaning=True)


def _rank(reading: Reading, candidate: Candidate, *, lean: bool, person: bool) -> tuple[float, ...]:
    """The sort key, best first: fewest words unexplained, least doubt, what goes on with the turn before, what says most.

    Then come the most words explained; a named person or amount wants facts.
    """
    away = candidate.leaning != lean
    strongly = lean and is_elliptic(reading) and (_opens_with_and(reading) or is_fragment(reading))
    explained = sum(weight(reading, i) for i in candidate.used)
    standing = standing_of(candidate) if not candidate.uncovered else 0
    standing += 0.2 if person and not records_of(candidate.query) else 0
    doubt = len(candidate.aside) + 2 * (getattr(candidate.query, "verdict", "") in {"not said", "elsewhere"})
    doubt += MOST + 1 if str(candidate.query) == "chat: instruct" else 0
    return (
        len(candidate.uncovered),
        away if strongly else 0,
        doubt,
        -candidate.again,
        standing,
        away,
        -explained,
        _ORDER[candidate.kind.name],
        -candidate.strength,
    )


def _opens_with_and(reading: Reading) -> bool:
    first = next((i for i, t in enumerate(reading.tokens) if t.is_word), 0)
    return any(m.start == first for m in reading.words("modifier", "follow", "correction"))
