"""Every query that a question may mean, answered and ranked: the one that explains most words comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context.term import DEFINITION
from dealdesk.domain.answer import Answered
from dealdesk.domain.quantity import Range
from dealdesk.engine.conversation import HUMAN, is_elliptic, is_fragment, leans, resets
from dealdesk.engine.coverage import LENIENT, standing_of, weight
from dealdesk.engine.leaning import LOOSE, Leaning
from dealdesk.engine.standing import Standing
from dealdesk.engine.tolerance import MOST
from dealdesk.kinds import KINDS
from dealdesk.kinds.chat import topic_of
from dealdesk.kinds.comparison import Contrast
from dealdesk.kinds.kind import Candidate, is_claim, records_of
from dealdesk.kinds.particulars import Lookup
from dealdesk.language.mention import Named, Ordinal, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.stated import subjects
from dealdesk.query.condition import Announced, OfKind, Party
from dealdesk.scope.asked import unstated_in
from dealdesk.scope.kind import says_kind
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.context.context import Context
    from dealdesk.engine.turn import Turn
    from dealdesk.language.reading import Reading
    from dealdesk.scope.scope import Scope

_LIGHT, _MUCH = 0.7, 1.5  # weight of a word that holds little; of a better match
_LEAD = 3  # words: `and what about`
_FIGURES = frozenset({"figure", "figures", "number", "numbers"})
_PERSONAL = HUMAN | {"they", "their", "them"}
_THEIRS = frozenset({"its", "their"})
_PRIOR = "#prior"
_OVER_DEALS = frozenset({"verify", "count", "group"})
_ORDER = {kind.name: place for place, kind in enumerate(KINDS)}


class Search(Struct, frozen=True):
    """Looks for the queries that a question may mean, over one context."""

    context: Context

    def candidates(self, reading: Reading, before: Turn | None = None) -> tuple[Candidate, ...]:
        """Every answered candidate of one question, best first."""
        if resets(reading):
            before, reading = None, reading.without(spanned(reading.words("modifier", "reset")))
        found = list(Standing(self.context).of(reading))
        if before is None or topic_of(reading):
            return self._ranked(reading, found, lean=False)
        scope = scope_of(reading, self.context)
        found += Leaning(Standing(self.context), reading, scope, before).candidates()
        picked = bool(scope.selection.pick) and not scope.selection.named and not says_kind(reading)
        bare = before.is_remark and (picked or reading.content <= spanned(reading.words("operation")))
        points = leans(reading) or is_fragment(reading)
        if before.records and not before.deals:
            found = self._of_what_was_stated(found, reading, before, points=points or picked)
        found = self._of_whom_was_meant(found, reading, before)
        if is_elliptic(reading) and (_opens_with_and(reading) or (is_fragment(reading) and before.records)):
            defining = {one for one, profile in self.context.terms.records.items() if DEFINITION in profile.key}
            found = [c for c in found if c.leaning or not (defining & set(records_of(c.query)) or c.kind.name == "introduction")]
        if is_elliptic(reading):
            found = [c for c in found if c.kind.name != LENIENT]
        if len(before.deals) == 1 and reading.has("operation", "monthly", "yearly") and not (reading.of(Named) or says_kind(reading)):
            found = [c for c in found if c.kind.name != "group"]  # `per month?` of one deal is a rate
        if reading.has("modifier", "other") and is_elliptic(reading):
            found = [c for c in found if not self._tells_just(c, before.deals)] or found  # `and the other?`
        placed = spanned(m for m, _ in reading.of(Ordinal))
        if placed and reading.content <= placed and is_elliptic(reading) and before.deals:
            found = [c for c in found if c.leaning] or found  # `fourth?` of what was spoken of
        kinds = says_kind(reading) and any(
            isinstance(c, OfKind) and not c.is_plain for c in scope.selection.conditions
        )  # `the loan it sought`
        if (reading.has("modifier", "it", "them") or bare) and not (kinds or reading.of(Named)):
            found = [c for c in found if c.leaning or not (bool(records_of(c.query)) or _tells_of_deals(c, scope))]
        if self._names_deals_itself(found, reading):
            found = [c for c in found if not (c.leaning and self._finds_nothing(c))]
        human = before.people if HUMAN.intersection(reading.norms) else ()
        return self._ranked(reading, found, human, lean=points or bare or not (scope.selection.named or reading.of(Named)))

    def _names_deals_itself(self, found: list[Candidate], reading: Reading) -> bool:
        """`and the convertible notes?` after a customer of whom there are none: what is asked stands for itself."""
        telling = [c for c in found if not c.leaning and c.kind.name in LOOSE and not (c.uncovered or c.aside)]
        definite = says_kind(reading) or bool(reading.of(Named))
        return definite and any(isinstance(c.answer, Answered) and not c.answer.correction for c in telling)

    def _tells_just(self, candidate: Candidate, deals: Sequence[str]) -> bool:
        """True where the deals spoken of are the very ones of the turn before."""
        shown = getattr(candidate.query, "shown", None)
        return bool(deals) and shown is not None and {deal.id for deal in shown(self.context)} == set(deals)

    def _finds_nothing(self, candidate: Candidate) -> bool:
        """True where the deals meant are none, which is said or corrected."""
        selection = getattr(candidate.query, "selection", None)
        return candidate.kind.name in LOOSE and selection is not None and not self.context.rows(selection)

    def _of_what_was_stated(self, found: list[Candidate], reading: Reading, before: Turn, *, points: bool) -> list[Candidate]:
        """After figures and facts: `which one is the largest?` picks no deal, `and Globex?` asks the same of Globex."""
        asks_itself = reading.of(Named) and not is_elliptic(reading)
        if points and not says_kind(reading) and not asks_itself:
            found = [c for c in found if c.kind.name not in LOOSE | {"group"}]
        if not (
            _FIGURES.isdisjoint(reading.norms) or reading.of(Named) or says_kind(reading)
        ):  # `how many times is the first figure bigger?`
            found = [c for c in found if c.leaning or records_of(c.query)] or found
        if reading.has("operation", "older", "previous") and not says_kind(reading):
            found = [c for c in found if c.kind.name not in LOOSE] or found  # `what was the earlier figure?` is of what was stated
        ranking = spanned(reading.words("operation", "largest", "smallest", "more", "less"))
        if ranking and reading.has("modifier", "them") and not reading.of(Named):  # `which of those has the most customers?`
            again = [bool(records_of(c.query)) and set(records_of(c.query)) <= set(before.records) for c in found]
            found = [replace(c, uncovered=c.uncovered | ranking) if same else c for c, same in zip(found, again, strict=True)]
        if _only_names_another(reading):
            found = [c for c in found if not records_of(c.query) or self._is_alike(records_of(c.query), before.records)]
        return found

    def _of_whom_was_meant(self, found: list[Candidate], reading: Reading, before: Turn) -> list[Candidate]:
        """What is said of the people, the names or the parties that the turn before was about."""
        personal = HUMAN if before.deals or not before.records else _PERSONAL
        if (not before.is_remark and HUMAN.intersection(reading.norms)) or (personal is _PERSONAL and personal.intersection(reading.norms)):
            found = [c for c in found if c.text or bool(records_of(c.query)) or c.kind.name == "contrast"]
        if before.records and (reading.has("relation", "before") or reading.has("operation", "previous")):
            others = [c for c in found if not set(records_of(c.query)) or set(records_of(c.query)) - set(before.records)]
            found = others or found
        if before.is_remark and before.names and not reading.of(Named):
            found = [c for c in found if not bool(records_of(c.query)) or self._is_about(records_of(c.query), before.names)]
        if before.deals and unstated_in(reading) and not reading.of(Named):
            found = [c for c in found if not bool(records_of(c.query)) or self._is_of_parties(records_of(c.query), before.deals)]
        if before.deals and not _THEIRS.isdisjoint(reading.norms) and not reading.of(Named):
            found = [c for c in found if not records_of(c.query) or self._is_of_a_party(records_of(c.query), before.deals)]
        return found

    def _is_about(self, records: Sequence[str], names: Sequence[str]) -> bool:
        """Whether any of the records is about one of the names, or of a group or company that one belongs to."""
        knowledge = self.context.knowledge
        ids = {one for r in knowledge.claims if r.id in records for one in subjects(r)}
        ids |= {member for one in ids if one in knowledge.names for member in knowledge.names[one].members}
        return any(knowledge.say(one) in names or knowledge.say(knowledge.party(one)) in names for one in ids)

    def _is_alike(self, records: Sequence[str], before: Sequence[str]) -> bool:
        """Whether any of the records tells the same of another name as those before did: `and Globex?` after what Acme's share did."""
        profiles = self.context.terms.records
        keys = frozenset().union(*(profiles[one].key for one in before))
        return any(profiles[one].key & keys for one in records)

    def _is_of_parties(self, records: Sequence[str], deals: Sequence[str]) -> bool:
        """Whether all records are about companies that take part in the deals shown: another one's rate is not `the rate`."""
        knowledge = self.context.knowledge
        parties = {one for deal in knowledge.deals if deal.id in deals for _, one in deal.parties}
        return all({knowledge.party(one) for one in subjects(r)} & parties for r in knowledge.claims if r.id in records)

    def _may_be_joined(self, records: Sequence[str], others: Sequence[str]) -> bool:
        """False for a figure that was replaced, and for forecasts that rival others, which are told with those."""
        told = [f for f in self.context.knowledge.figures if f.id in (*records, *others)]
        return not any(f.rivals for f in told) and not any(_PRIOR in self.context.terms.records[one].key for one in records)

    def _is_of_a_party(self, records: Sequence[str], deals: Sequence[str]) -> bool:
        """Whether any of the records is about a company that takes part in the deals shown: `its shares` are no stranger's."""
        return any(self._is_of_parties((one,), deals) for one in records)

    def _ranked(self, reading: Reading, found: list[Candidate], human: Sequence[str] = (), *, lean: bool) -> tuple[Candidate, ...]:
        """The candidates, best first; `human` are the people that `he` or `she` may mean."""
        names = self.context.knowledge.names
        people = {one for _, named in reading.of(Named) for one in named.ids if names[one].kind == "person"}
        people |= {one for one, name in names.items() if name.name in human}
        told = {r.id for r in self.context.knowledge.claims if people & set(subjects(r))}
        bounds = {bound for _, said in reading.of(Range) if said.unit for bound in (said.low, said.high)} - {None}
        told |= {f.id for f in self.context.knowledge.figures if f.value.amount in bounds}
        person = any(not c.uncovered and told & set(records_of(c.query)) for c in found)
        settled = any(_settles(candidate, reading) for candidate in found) and not reading.content - _tabled(reading)
        found = [c for c in found if not (settled and records_of(c.query))]
        ranked = _better_matched(reading, sorted(found, key=lambda candidate: _rank(reading, candidate, lean=lean, person=person)))
        return self._equals_joined(reading, ranked)

    def _equals_joined(self, reading: Reading, ranked: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """The same, but of two claims that explain the same and match as well, the first tells both; what follows on is about the first."""
        best = ranked[0] if ranked and _is_plain_claim(ranked[0]) and not is_polar(reading) else None
        told = best.used & reading.content if best else frozenset()
        equal = next(
            (
                c for c in ranked[1:]
                if best and _is_plain_claim(c) and not (best.leaning or c.leaning) and c.strength >= best.strength
                and self._may_be_joined(c.query.records, best.query.records) and c.used & reading.content == told
                and not set(c.query.records) <= set(best.query.records)
            ),
            None,
        )  # fmt: skip
        if best is None or equal is None:
            return ranked
        query = replace(best.query, records=tuple(dict.fromkeys((*best.query.records, *equal.query.records))))
        return (replace(best, answer=best.kind.answer(query, self.context)), *ranked[1:])


def _is_plain_claim(candidate: Candidate) -> bool:
    """True for a stated claim that explains the whole question, and is neither confirmed nor denied."""
    return candidate.kind.name == "claim" and not (candidate.uncovered or candidate.query.verdict or candidate.query.wrong)


def _better_matched(reading: Reading, ranked: list[Candidate]) -> tuple[Candidate, ...]:
    """The same, but of claims that explain the same words, or a `the` more or less, first the one that matches much better."""
    best = ranked[0] if ranked and ranked[0].kind.name == "claim" and not ranked[0].leaning else None
    alike = [
        c for c in ranked if best and c.kind == best.kind and not (c.leaning or c.uncovered or c.aside or best.uncovered or best.aside)
    ]
    alike = [
        c
        for c in alike
        if best and c.query.verdict == best.query.verdict and abs(_explained(reading, c) - _explained(reading, best)) < _LIGHT
    ]
    first = max(alike, key=lambda c: c.strength, default=None)
    if first is None or best is None or first.strength - best.strength < _MUCH:
        return tuple(ranked)
    return (first, *(c for c in ranked if c is not first))


def _explained(reading: Reading, candidate: Candidate) -> float:
    """How much of the question the candidate explains."""
    return sum(weight(reading, i) for i in candidate.used)


def _settles(candidate: Candidate, reading: Reading) -> bool:
    """True for the power, or the value of one deal that a question names whole: what else is stated of it is not what was asked."""
    groups = candidate.query.groups if isinstance(candidate.query, Lookup) and not candidate.uncovered else ()
    measured = spanned(reading.words("attribute", "power")) - spanned(reading.words("context", "compute"))  # not `all this computing power`
    if groups == (("power",),) and isinstance(candidate.answer, Answered) and measured:
        return True
    picked = isinstance(candidate.query, Lookup) and candidate.query.selection.pick and reading.has("noun", "contract")
    if picked and not candidate.uncovered and isinstance(candidate.answer, Answered) and not candidate.answer.correction:
        return True
    share = isinstance(candidate.query, Contrast) and candidate.query.operation == "share" and reading.has("noun", "contract")
    if share and not candidate.uncovered and isinstance(candidate.answer, Answered):
        return True
    whole = groups == (("value",),)
    one = whole and isinstance(candidate.answer, Answered) and len(candidate.answer.statements) == 1 and not candidate.answer.correction
    return one and any(isinstance(c, Announced) for c in candidate.query.selection.conditions)


def _tabled(reading: Reading) -> frozenset[int]:
    """The words by which a deal is told: names, dates, nouns for it and for what it is worth."""
    said = (*(m for m, _ in reading.of(Named)), *(m for m, _ in reading.of(When)), *reading.words("noun"))
    picking = reading.words("operation", "largest", "smallest", "latest", "earliest", "share", "percent", "sum")
    return spanned((*said, *picking, *reading.words("attribute", "value", "power"), *reading.words("ask", "how_much", "how_many")))


def _tells_of_deals(candidate: Candidate, scope: Scope) -> bool:
    """True where all deals stand in for those that a pronoun means."""
    silent = not any(isinstance(c, Party) for c in scope.selection.named)
    several = candidate.kind.name in _OVER_DEALS and silent and not scope.selection.without
    return several or (candidate.kind.name in LOOSE and not scope.selection.named and not scope.selection.without)


def _rank(reading: Reading, candidate: Candidate, *, lean: bool, person: bool) -> tuple[float, ...]:
    """The sort key, best first: fewest words unexplained, least doubt, what goes on with the turn before, what says most.

    Then come the most words explained; a named person or amount wants facts.
    """
    away = candidate.leaning != lean
    strongly = lean and is_elliptic(reading) and (_opens_with_and(reading) or is_fragment(reading))
    standing = standing_of(candidate) if not candidate.uncovered else 0
    standing += 0.2 if person and not is_claim(candidate) else 0
    standing += 0.4 if candidate.kind.name == "list" and is_polar(reading) else 0  # which says neither yes nor no
    doubt = len(candidate.aside) + 2 * (getattr(candidate.query, "verdict", "") in {"not said", "elsewhere"})
    doubt += MOST + 1 if str(candidate.query) == "chat: instruct" else 0
    return (
        len(candidate.uncovered),
        away if strongly else 0,
        doubt,
        -candidate.again,
        standing,
        away,
        -_explained(reading, candidate),
        _ORDER[candidate.kind.name],
        -candidate.strength,
    )


def _only_names_another(reading: Reading) -> bool:
    """`and Globex?`: asks what was asked before of another name."""
    names = spanned(m for m, _ in reading.of(Named))
    rest = {i for i in reading.inside - names if reading.tokens[i].is_word}
    return bool(names) and is_elliptic(reading) and _opens_with_and(reading) and reading.content <= names and len(rest) <= _LEAD


def _opens_with_and(reading: Reading) -> bool:
    first = next((i for i, t in enumerate(reading.tokens) if t.is_word), 0)
    return any(m.start == first for m in reading.words("modifier", "follow", "correction"))
