"""Follow-ups on figures and facts: the records stated before, and those that the question and the one before speak of together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.engine.conversation import is_elliptic, names_it_first, only_dates, substituted
from dealdesk.engine.repetition import answers_again
from dealdesk.kinds.claim import Claim, claims_in
from dealdesk.kinds.contrast import contrast_of_figures
from dealdesk.kinds.membership import Membership
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Named, Ordinal, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.stated import subjects
from dealdesk.scope.asked import asked_in, unstated_in
from dealdesk.scope.question import Asked
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.engine.turn import Turn
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

from dealdesk.engine.standing import NAMED, Standing

POINTING = ("modifier", "it", "them", "other", "follow", "correction", "both", "only")
_CHANGE = (Word("topic", "rise"), Word("topic", "fall"))
_OTHERWISE = frozenset({"differently", "otherwise", "disagree", "disagrees", "differ", "differs"})
_FIRMS = frozenset({"firms", "companies", "businesses", "players", "outfits", "group", "category"})
_FIGURES = frozenset(
    {"figure", "number", "amount", "one", "forecast", "outlook", "estimate", "blueprint", "target", "he", "she", "gave", "time"}
)
_EXACT = frozenset({"exact", "exactly", "precise", "precisely", "specific"})
_PAYING = frozenset({"pay", "pays", "paying", "paid", "cost", "costs"})
_SPOKEN_OF = frozenset({"company", "person", "index"})  # of which something can be asked
_SAID = 5.0  # what was said already comes after what was not


class Recalling(Struct, frozen=True):
    """A question that leans on the records of the turn before."""

    standing: Standing
    reading: Reading
    before: Turn

    @property
    def context(self) -> Context:
        """What the bot knows."""
        return self.standing.context

    def candidates(self, used: frozenset[int]) -> Iterator[Candidate]:
        """Every such candidate; `used` are the words that point back or say of which deals."""
        silent = self._without_amount(used)
        yield from (silent,) if silent else self._said_again(used)
        yield from self._sort_of_them()
        yield from self._members()
        yield from self._one_of_them()
        yield from self._earlier()
        yield from self._figures_apart()
        yield from self._rivals()
        yield from self._reasons()
        yield from self._continued()

    def _said_again(self, used: frozenset[int]) -> Iterator[Candidate]:
        """The records before, where the question asks no more than by whose word, when or where."""
        if not self.before.records or not answers_again(self.reading, self.context, self.before.records):
            return
        spoken = any(record.by for record in self.context.knowledge.claims if record.id in self.before.records)
        if self.reading.has("modifier", "reporting") and self.reading.of(When) and not spoken:
            return  # `what did he say in March?` after who he is
        if not self.reading.content and self._speaks_of_else():
            return
        told = used | asked_in(self.reading) | spanned(self.reading.words("attribute", "by", "purpose"))
        told |= spanned(self.reading.words("noun", "years", "months"))
        told = told if self.reading.content else frozenset(range(len(self.reading.tokens))) - unstated_in(self.reading)
        kind = NAMED[self.before.kind]
        dated = self.reading.content <= spanned((*self.reading.words("noun", "years", "months"), *self.reading.words("topic", "event")))
        yield replace(self.standing.answered(self.reading, kind, self.before.query, told), leaning=True, again=dated)

    def _without_amount(self, used: frozenset[int]) -> Candidate | None:
        """That the records before state no amount: `exact figure?`, `what does it pay them?`; `how much?` may mean the words for it."""
        reading, profiles = self.reading, [self.context.terms.records[one] for one in self.before.records]
        exact = not _EXACT.isdisjoint(reading.norms) and reading.has("attribute", "value")
        paid = reading.norms[:1] == ("what",) and not _PAYING.isdisjoint(reading.norms)
        if not (exact or paid) or not profiles or reading.of(Named) or any(profile.is_valued for profile in profiles):
            return None
        query = Claim(tuple(self.before.records), "no amount")
        return replace(self.standing.answered(reading, NAMED["claim"], query, used | reading.content), leaning=True, again=True)

    def _sort_of_them(self) -> Iterator[Candidate]:
        """`what are such firms called?` after a list of them: the group to which they are said to belong."""
        calling = (*self.reading.words("topic", "nickname"), *self.reading.words("operation", "define"))
        firms = (*self.reading.words("noun", "company"), *self.reading.words("context", "member"))
        several = [token.norm for token in self.reading.tokens if token.norm in _FIRMS]
        listed = {one for r in self.context.knowledge.claims if r.id in self.before.records for one in r.object}
        if not calling or not several or self.reading.of(Named) or len(listed) < 2:  # noqa: PLR2004 - a list
            return
        keys = {one: profile.key for one, profile in self.context.terms.records.items()}
        others = (r for r in self.context.knowledge.facts if r.id not in self.before.records and "#member" in keys[r.id])
        groups = [r.id for r in others if listed <= {*r.object, *r.subject}]
        if groups:
            told = frozenset(i for i, token in enumerate(self.reading.tokens) if token.norm in _FIRMS)
            used = told | spanned((*calling, *firms, *self.reading.words(*POINTING), *self.reading.words("ask")))
            yield replace(self.standing.answered(self.reading, NAMED["claim"], Claim(tuple(groups[:1])), used), leaning=True, again=True)

    def _members(self) -> Iterator[Candidate]:
        """`which ones?`, `who are they?` after what was stated of a group: its members."""
        names, reading = self.context.knowledge.names, self.reading
        subjects_before = [one for r in self.context.knowledge.claims if r.id in self.before.records for one in r.subject]
        groups = [one for one in dict.fromkeys(subjects_before) if one in names and names[one].members]
        asks = (*reading.words("ask", "who"), *reading.words("noun", "company"), *reading.words("operation", "list", "define"))
        opens = reading.norms[:1] in (("which",), ("name",), ("list",)) or reading.norms[:2] == ("who", "are")
        used = spanned((*asks, *reading.words(*POINTING), *reading.words("noun", "contract"), *reading.words(CARRIER)))
        if len(groups) == 1 and opens and not reading.content - used and not reading.of(Named):
            query = Membership(groups[0])
            yield replace(self.standing.answered(reading, NAMED["membership"], query, used), leaning=True, again=True)

    def _one_of_them(self) -> Iterator[Candidate]:
        """`is Acme one of them?` after a list of names: whether it is named there."""
        reading, knowledge = self.reading, self.context.knowledge
        names = [(m, knowledge.party(one)) for m, said in reading.of(Named) for one in said.ids[:1]]
        lists = [r for r in knowledge.facts if r.id in self.before.records and len(r.object) > 1]
        pointing = reading.has("modifier", "them") and reading.has("context", "member")
        used = spanned((*(m for m, _ in names), *reading.words("context", "member"), *reading.words(*POINTING)))
        if not is_polar(reading) or not pointing or len(names) != 1 or len(lists) != 1 or reading.content - used:
            return
        inside = names[0][1] in lists[0].object
        query = Claim((lists[0].id,), "yes") if inside else Claim((lists[0].id,), "not among", reading.said(names[0][0]))
        told = used | spanned(reading.words("modifier", "polar"))
        yield replace(self.standing.answered(reading, NAMED["claim"], query, told), leaning=True, again=True)

    def _earlier(self) -> Iterator[Candidate]:
        """`and the earlier figure?`: the one other amount that is stated of the same subject, no rival of what was stated."""
        reading, figures = self.reading, self.context.knowledge.figures
        ages = (*reading.words("operation", "previous", "older", "earliest"), *reading.words("context", "prior"))
        stated = [f for f in figures if f.id in self.before.records]
        things = frozenset(i for i, norm in enumerate(reading.norms) if norm in _FIGURES)
        used = things | spanned(
            (*ages, *reading.words(*POINTING), *reading.words("topic", "forecast"), *reading.words("attribute", "value"))
        )
        if len(stated) != 1 or not ages or reading.of(Named) or reading.content - used:
            return
        alike = [f for f in figures if f.id != stated[0].id and f.value.unit == stated[0].value.unit and not (f.change or f.total_of)]
        others = [f for f in alike if set(f.subject) & set(stated[0].subject) and f.id not in stated[0].rivals]
        if len(others) == 1:
            yield replace(self.standing.answered(reading, NAMED["claim"], Claim((others[0].id,)), used), leaning=True, again=True)

    def _speaks_of_else(self) -> bool:
        """`what does he plan to spend?` after who he is: a family of words that makes a question one about other records."""
        asking = spanned(self.reading.words("attribute", "by"))  # `says who?` asks by whose word
        said = {f"#{m.name}" for m in self.reading.words("context") if not asking & set(m.span)}
        profiles = self.context.terms.records
        own = frozenset().union(*(profiles[one].key | profiles[one].words for one in self.before.records))
        return any((said - own) & profile.asked for one, profile in profiles.items() if one not in self.before.records)

    def _figures_apart(self) -> Iterator[Candidate]:
        """`the gap between the two`: the figures of the last answers against each other."""
        topics, ordinals = self.reading.words("topic"), (m for m, _ in self.reading.of(Ordinal))
        changing = spanned((*(m for m in topics if m.sense in _CHANGE), *self.reading.words("operation"), *ordinals))
        if any(not changing.issuperset(m.span) for m in topics):
            return
        ids = tuple(dict.fromkeys((*self.before.records, *self.before.past)))
        for claimed in contrast_of_figures(self.reading, ids, self.context):
            used = claimed.used | spanned(self.reading.words(*POINTING)) | asked_in(self.reading)
            yield replace(self.standing.answered(self.reading, NAMED["contrast"], claimed.query, used), leaning=True)

    def _rivals(self) -> Iterator[Candidate]:
        """`anyone higher?`: the figures that rival the one stated before; `the lower one`: that of several."""
        sizes = self.reading.words("operation", "more", "less", "largest", "smallest")
        otherwise = frozenset(i for i, token in enumerate(self.reading.tokens) if token.norm in _OTHERWISE)
        if not (sizes or otherwise) or self.reading.of(Named):
            return
        stated = [r for r in self.context.knowledge.figures if r.id in self.before.records]
        wanted = -1 if self.reading.has("operation", "less", "smallest") else 1
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
            told = (*self.reading.words("topic", "forecast"), *self.reading.words("ask", "who"), *self.reading.words("attribute", "by"))
            used = otherwise | spanned((*sizes, *told, *self.reading.words("noun", "contract")))
            yield replace(self.standing.answered(self.reading, NAMED["claim"], Claim(found), used), leaning=True)

    def _reasons(self) -> Iterator[Candidate]:
        """`why?` after a deal that was called off: the reason stated of its parties."""
        deals = [deal for deal in self.context.knowledge.deals if deal.id in self.before.deals]
        reasons = spanned((*self.reading.words("ask", "why"), *self.reading.words("attribute", "purpose")))
        if not self.reading.has("ask", "why") or self.reading.content - reasons or self.reading.of(Named) or len(deals) != 1:
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
            used = spanned(
                (*self.reading.words("ask", "why"), *self.reading.words("attribute", "purpose"), *self.reading.words("attribute", "status"))
            )
            yield replace(self.standing.answered(self.reading, NAMED["claim"], Claim(tuple(found[:1])), used), leaning=True, again=True)

    def _continued(self) -> Iterator[Candidate]:
        """Other records that the question and the one before speak of together: `and what before that?`."""
        if not self.before.records and not self.before.is_remark and not unstated_in(self.reading):
            return
        if only_dates(self.reading) and self.context.reader.read(self.before.question).of(When):
            return  # the date stands in the place of the one before, not beside it
        sorts = {self.context.knowledge.names[one].kind for _, said in self.reading.of(Named) for one in said.ids}
        asks_itself = sorts & _SPOKEN_OF and not is_elliptic(self.reading)
        if asks_itself and (not self.reading.has("modifier", "it", "them", "other") or names_it_first(self.reading)):
            return  # `and who leads Globex?` needs nothing of what was said before
        joined = self.context.reader.read(f"{self.before.question.rstrip(' .?!:;,')}, {self.reading.text}")
        start = len(joined.tokens) - len(self.reading.tokens)
        if [t.norm for t in joined.tokens[start:]] != [t.norm for t in self.reading.tokens]:
            return
        full = substituted(self.reading, self.context.reader.read(self.before.question)) if is_elliptic(self.reading) else []
        asked = Asked(joined, scope_of(joined, self.context), self.context)
        about = {one for r in self.context.knowledge.claims if r.id in self.before.records for one in r.subject}
        alike = {r.id for r in self.context.knowledge.claims if about & set(r.subject)}
        if is_elliptic(self.reading) and any(isinstance(m.sense, (Named, When, Range)) for m in self.reading.mentions):
            profiles = self.context.terms.records
            keys = frozenset().union(*(profiles[one].key for one in self.before.records))
            alike |= {r.id for r in self.context.knowledge.claims}
            alike = {one for one in alike if profiles[one].key & keys} if keys else alike
        kinds = {one: name.kind for one, name in self.context.knowledge.names.items()}
        named = {one for _, said in self.reading.of(Named) for one in said.ids if kinds.get(one) in _SPOKEN_OF}
        free = not self.reading.of(Named) and bool(self.before.records)
        again = [
            (kind, replace(claimed, strength=claimed.strength - _SAID)) for kind, claimed in claims_in(asked) if not claimed.query.wrong
        ]
        for kind, claimed in (*claims_in(asked, but=self.before.records), *again):
            if (free or is_elliptic(self.reading)) and self.before.records and not alike.issuperset(claimed.query.records):
                continue
            chosen = [r for r in self.context.knowledge.claims if r.id in claimed.query.records]
            if named and not any(named & set(subjects(record)) for record in chosen):
                continue
            own = frozenset(i - start for i in claimed.used if i >= start) | spanned(
                self.reading.words("operation", "older", "previous", "next")
            )
            elsewhere = named and claimed.query.verdict == "not said" and claimed.query.wrong not in self.reading.text
            query = Claim(claimed.query.records) if elsewhere else claimed.query  # of the name in the question before it is not asked
            candidate = self.standing.answered(
                self.reading, kind, query, own | spanned(self.reading.words(*POINTING, "against")), claimed.strength
            )
            if own or self.before.is_remark:
                text = full[0] if full else joined.text if only_dates(self.reading) else ""
                yield replace(candidate, leaning=True, text=text)  # the next name alone asks the same again
