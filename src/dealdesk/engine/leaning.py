"""Follow-ups: a question completed by the turn before, in every way that it may lean on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answered
from dealdesk.domain.quantity import LENGTHS, Range
from dealdesk.engine.continuing import asked_power, continued, measure_of
from dealdesk.engine.conversation import (
    is_elliptic,
    leaning_selections,
    leans,
    named_in_full,
    next_in_rank,
    only_dates,
    placing,
    substituted,
)
from dealdesk.engine.coverage import LENIENT
from dealdesk.engine.moment import at_that_time
from dealdesk.kinds.comparison import Contrast
from dealdesk.kinds.contrast import contrast_of_selections, rebased
from dealdesk.kinds.count import Count
from dealdesk.kinds.group import Grouped
from dealdesk.kinds.kind import is_claim
from dealdesk.kinds.particulars import Lookup
from dealdesk.kinds.row import BRIEF
from dealdesk.kinds.verify import superlative_of
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Ordinal, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.probe import question_terms
from dealdesk.query.condition import Among, HasStatus, Party
from dealdesk.query.selection import Selection
from dealdesk.scope.asked import asked_in, unstated_in
from dealdesk.scope.focus import focus_of
from dealdesk.scope.kind import says_kind
from dealdesk.scope.operation import operation_in
from dealdesk.scope.question import Asked
from dealdesk.scope.scope import scope_of
from dealdesk.scope.whole import is_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.engine.turn import Turn
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading
    from dealdesk.scope.scope import Scope

from dealdesk.engine.recalling import POINTING, Recalling
from dealdesk.engine.standing import NAMED, Standing

_WORKED_OUT = ("percent", "share", "ratio", "growth", "difference", "average", "median", "yearly", "monthly")
_SPREADING = ("yearly", "monthly", "evenly", "dividing")
_AGAINST = frozenset({"against", "vs", "versus", "than"})
_ROLES = tuple(Word("attribute", name) for name in ("lenders", "customer", "provider", "investor", "hardware", "sites"))
_THEIRS = frozenset({"their", "its"})
LOOSE = frozenset({"lookup", "list", "aggregate"})


class Leaning(Struct, frozen=True):
    """A question that leans on the turn before."""

    standing: Standing
    reading: Reading
    scope: Scope
    before: Turn

    @property
    def context(self) -> Context:
        """What the bot knows."""
        return self.standing.context

    def candidates(self) -> Iterator[Candidate]:
        """The candidates of a question that leans on the turn before."""
        timed = at_that_time(self.reading, self.before, self.context)
        if timed:
            for candidate in (*replace(self, reading=timed, scope=scope_of(timed, self.context)).candidates(), *self.standing.of(timed)):
                yield _restated(candidate, timed, self.reading, frozenset({0}) if candidate.uncovered else frozenset())
            return
        if self._asks_when_it_ended():
            yield from (candidate for candidate in self._in_full() if is_claim(candidate))
            return
        used = self.scope.used | spanned(self.reading.words(*POINTING)) | placing(self.reading)
        one = len(self.before.focus) == 1 and (
            self.reading.has("modifier", "it") or not (self.scope.is_specific or says_kind(self.reading))
        )
        told, said = set[str](), set[str]()
        for selection in leaning_selections(self.reading, self.scope, self.before, self.context):
            asked = Asked(self.reading, replace(self.scope, selection=selection, used=used), self.context, self.before.deals)
            if (
                self.before.records
                and not self.before.deals
                and self.reading.has("modifier", "it")
                and len(self.context.rows(selection)) > 1
            ):
                continue  # `it` is one deal, and which one the records do not say
            for candidate in self.standing.asked(asked):
                if candidate.kind.name not in told:
                    yield replace(candidate, leaning=True)
                stays = candidate.kind.name == "lookup" and bool(self.context.rows(selection))
                whole = not candidate.uncovered and (isinstance(candidate.answer, Answered) or stays)
                said |= {candidate.kind.name} if whole and candidate.kind.name in LOOSE and one else set()
            told |= said  # what is stated of `it` is not asked of anything wider
            yield from self._measured_again(asked)
            yield from self._again(asked)
        yield from continued(self.reading, self.before, self.standing)
        yield from self._stepped(used)
        yield from self._picked(Asked(self.reading, self.scope, self.context))
        yield from self._best_of_things(used)
        yield from self._best_apart(used)
        yield from self._turns_apart(used)
        yield from self._shown_apart(used)
        yield from self._against_shown()
        yield from self._against_named()
        yield from self._part_of_named()
        yield from self._rebased()
        yield from Recalling(self.standing, self.reading, self.before).candidates(used)
        sized = told if self.reading.has("ask", "how_much", "how_long", "until_when") else set()
        if self.before.deals and self.reading.has("operation", "next", "previous") and self.reading.has("modifier", "it"):
            return  # `the one after that` steps on from what was shown
        yield from (candidate for candidate in self._in_full() if candidate.kind.name not in sized)

    def _asks_when_it_ended(self) -> bool:
        """`when?` after who cancelled: the time of that, and not when the deal was announced."""
        fallen = any(isinstance(c, HasStatus) and "cancelled" in c.statuses for c in self.before.selection.conditions)
        return fallen and self.reading.has("ask", "when") and not self.reading.content

    def _rebased(self) -> Iterator[Candidate]:
        """The comparison before asked in other terms: `and in percent?`."""
        if not isinstance(self.before.query, Contrast):
            return
        named = self.context.rows(self.scope.selection) if self.scope.selection.named else ()
        first = self.before.query.left
        if named and _sets_against(self.reading) and isinstance(first, Selection):
            query = replace(self.before.query, left=first, right=self.scope.selection)
            told = self.scope.used | spanned(self.reading.words("modifier", "against", "follow"))
            yield replace(self.standing.answered(self.reading, NAMED["contrast"], query, told), leaning=True, again=True)
        for claimed in rebased(self.before.query, self.reading, self.context, named):
            used = claimed.used | self.scope.used | spanned(self.reading.words(*POINTING))
            yield replace(self.standing.answered(self.reading, NAMED["contrast"], claimed.query, used), leaning=True, again=True)

    def _stepped(self, used: frozenset[int]) -> Iterator[Candidate]:
        """`and the next one down?` after the largest."""
        selection = next_in_rank(self.reading, self.scope, self.before)
        if selection is None:
            return
        told = used | spanned((*self.reading.words("operation", "next"), *self.reading.words("topic", "rise", "fall")))
        yield replace(self.standing.answered(self.reading, NAMED["lookup"], Lookup((BRIEF,), selection), told), leaning=True, again=True)

    def _picked(self, asked: Asked) -> Iterator[Candidate]:
        """`is that the largest?` of the one deal that was shown."""
        shown = [deal for deal in self.context.knowledge.deals if (deal.id,) == (self.before.focus or self.before.deals)]
        for claimed in (one for deal in shown for one in superlative_of(deal, asked)):
            candidate = self.standing.answered(asked.reading, NAMED["verify"], claimed.query, claimed.used)
            yield replace(candidate, leaning=True, again=True)

    def _best_of_things(self, used: frozenset[int]) -> Iterator[Candidate]:
        """`which is bigger?` after the customers or providers were told: which of those, by what their deals come to."""
        before, sizes = self.before.query, self.reading.words("operation", "more", "less", "largest", "smallest", "compare")
        if not isinstance(before, Count) or before.of not in {"customer", "provider"} or not sizes or self.scope.selection.named:
            return
        least = self.reading.has("operation", "less", "smallest") or any(token.norm == "smaller" for token in self.reading.tokens)
        told = spanned((*sizes, *self.reading.words("ask", "who"), *self.reading.words("noun", "customers", "providers", "company")))
        query = Grouped(before.of, "sum", before.selection, -1 if least else 1)
        yield replace(self.standing.answered(self.reading, NAMED["group"], query, used | told), leaning=True, again=True)

    def _best_apart(self, used: frozenset[int]) -> Iterator[Candidate]:
        """`by how much?` after which of two companies has more: what the deals of one come to against those of the other."""
        before = self.before.query
        if not isinstance(before, Grouped) or before.by not in {"customer", "provider"} or not before.best or self.scope.selection.named:
            return
        parties = list(dict.fromkeys(str(one) for deal in self.context.rows(before.selection) if (one := getattr(deal, before.by))))
        operation, cue = operation_in(self.reading)
        if len(parties) != 2 or operation not in {"difference", "ratio", "growth"}:  # noqa: PLR2004 - one against the other
            return
        left, right = (
            replace(before.selection, conditions=(*before.selection.conditions, Party(frozenset({one}), self.context.knowledge.say(one))))
            for one in parties
        )
        told = used | cue | spanned(self.reading.words("ask"))
        query = Contrast(operation, "count" if before.measure == "count" else "value", left, right)
        yield replace(self.standing.answered(self.reading, NAMED["contrast"], query, told), leaning=True, again=True)

    def _measured_again(self, asked: Asked) -> Iterator[Candidate]:
        """`together?` after a question about megawatts: those are what is added up."""
        if not asked_power(self.before) or asked.reading.has("attribute", "value"):
            return
        kind = NAMED["aggregate"]
        for claimed in kind.recognise(asked):
            query = replace(claimed.query, of="power")
            yield replace(self.standing.answered(asked.reading, kind, query, claimed.used), leaning=True, again=True)

    def _again(self, asked: Asked) -> Iterator[Candidate]:
        """The query before asked of other deals, where the question says of which and not what."""
        about = getattr(self.before.query, "about", None)
        picks = is_polar(asked.reading) and asked.scope.selection.pick is not None  # `is that the largest?`
        less = self.before.kind == "aggregate" and asked.reading.has("modifier", "exclude")  # `minus the first one?` after a sum
        if about is None or picks or not (less or is_elliptic(asked.reading)) or not self.context.rows(asked.scope.selection):
            return
        if _claims_length(asked.reading):
            return
        if self.before.kind == "aggregate" and asked.scope.selection.pick and any(t.norm == "which" for t in asked.reading.tokens):
            return  # `which ends later?` asks for a deal, and no sum
        places = [ordinal.place for _, ordinal in asked.reading.of(Ordinal) if not ordinal.from_end]
        ranked = isinstance(self.before.query, Grouped) and bool(self.before.query.best and places and not self.scope.selection.named)
        query = replace(self.before.query, first=places[0], claimed="") if ranked else about(asked.scope.selection)  # `and the second?`
        if query is not None and query != self.before.query:
            kind = NAMED[self.before.kind]
            yield replace(self.standing.answered(asked.reading, kind, query, asked.scope.used), leaning=True, again=True)

    def _turns_apart(self, used: frozenset[int]) -> Iterator[Candidate]:
        """`the gap between them`: what the last two answers were about, against each other; one of them may be named once more."""
        sides = self._last_two()
        if sides is None:
            return
        if self.scope.is_specific:
            named = {deal.id for deal in self.context.rows(self.scope.selection)}
            if not any({deal.id for deal in self.context.rows(side)} == named for side in sides):
                return
            used |= self.scope.used
        for claimed in contrast_of_selections(self.reading, *sides, self.context, measure_of(self.before)):
            relating = self.reading.has("operation", "difference", "ratio", "more", "less", "compare")
            totals = (self.before.kind == "aggregate" or asked_power(self.before)) and relating
            which = self.reading.norms[:1] == ("which",) and self.reading.has("operation", "more", "less")
            pair = (which or self.reading.has("modifier", "them", "both")) and all(len(self.context.rows(side)) == 1 for side in sides)
            found = self.standing.answered(self.reading, NAMED["contrast"], claimed.query, claimed.used | used)
            yield replace(found, leaning=True, again=totals or pair)

    def _against_shown(self) -> Iterator[Candidate]:
        """`how far ahead of Acme's total is that?`: all that was shown before against what is named now."""
        if not self.before.deals or not self.reading.has("modifier", "it", "them") or not operation_in(self.reading)[0]:
            return
        asked, kind = Asked(self.reading, self.scope, self.context, self.before.deals), NAMED["contrast"]
        for claimed in kind.recognise(asked):
            used = claimed.used | spanned(self.reading.words(*POINTING))
            yield replace(self.standing.answered(self.reading, kind, claimed.query, used), leaning=True)

    def _against_named(self) -> Iterator[Candidate]:
        """`difference with May?` after one deal: that one against what is named now."""
        shown, named = frozenset(self.before.deals), self.scope.selection
        less = self.reading.words("modifier", "exclude") if self.before.kind == "aggregate" else ()
        if less and named.without:
            yield from self._less(shown, named.without[0], spanned(less))
            return
        asks_more = (
            set(focus_of(self.reading).groups) - {("value",)} or self.reading.has("operation", "sum") or "than" in self.reading.norms
        )
        if len(shown) != 1 or not (named.named or named.pick) or asks_more or len(self.reading.of(Named)) > 1:
            return
        left, right = Selection((Among(shown),)), named.over(Selection(self.before.selection.parties))
        if operation_in(self.reading)[0] not in {"difference", "ratio", "growth"} or len(self.context.rows(right)) != 1:
            return
        for claimed in contrast_of_selections(self.reading, left, right, self.context, measure_of(self.before)):
            found = self.standing.answered(self.reading, NAMED["contrast"], claimed.query, claimed.used | self.scope.used)
            yield replace(found, leaning=True, again=True)

    def _less(self, shown: frozenset[str], rest: Selection, cue: frozenset[int]) -> Iterator[Candidate]:
        """`minus Acme's` after a sum that holds none of Acme's: what both come to, one taken from the other."""
        other = frozenset(deal.id for deal in self.context.rows(rest) if deal.provider)
        if other and not other & shown:
            query = Contrast("difference", "value", Selection((Among(shown),)), Selection((Among(other),)))
            used = cue | spanned(m for m, _ in self.reading.of(Named)) | self.scope.used
            yield replace(self.standing.answered(self.reading, NAMED["contrast"], query, used), leaning=True, again=True)

    def _part_of_named(self) -> Iterator[Candidate]:
        """`its share of Acme's total?`, `share of the Acme total` after one deal of Acme's: that deal of all that is named."""
        shown = Selection((Among(frozenset(self.before.deals)),))
        operation, cue = operation_in(self.reading)
        whole = self.scope.selection
        if not (self.reading.has("operation", "sum") or self.reading.has("modifier", "all")):
            return
        buyer = next((d.customer for d in self.context.knowledge.deals if (d.id,) == self.before.deals), None)
        if buyer and not whole.named and _THEIRS & set(self.reading.norms):  # `what share is it of their total?`
            whole = replace(whole, conditions=(*whole.conditions, Party(frozenset({buyer}), self.context.knowledge.say(buyer))))
        if operation != "share" or len(self.before.deals) != 1 or not whole.named or whole.pick or not is_part(shown, whole, self.context):
            return
        told = spanned((*self.reading.words("operation", "sum"), *self.reading.words("modifier", "it", "all"), *self.reading.words("ask")))
        query = Contrast("share", "value", shown, whole)
        yield replace(
            self.standing.answered(self.reading, NAMED["contrast"], query, cue | told | self.scope.used), leaning=True, again=True
        )

    def _shown_apart(self, used: frozenset[int]) -> Iterator[Candidate]:
        """`how many times Acme's is Globex's?` where one deal of each was shown: those two, not all that the two have."""
        party = self.context.knowledge.party
        names = [{party(one) for one in named.ids} for _, named in self.reading.of(Named)]
        shown = [deal for deal in self.context.knowledge.deals if deal.id in self.before.deals]
        theirs = [[deal.id for deal in shown if ids & {one for _, one in deal.parties}] for ids in names]
        wider = self.reading.has("noun", "contract") or self.reading.has("operation", "sum") or self.reading.has("modifier", "all")
        if wider or len(theirs) != 2 or any(len(ids) != 1 for ids in theirs) or theirs[0] == theirs[1]:  # noqa: PLR2004 - two sides
            return
        left, right = (Selection((Among(frozenset(ids)),)) for ids in theirs)
        for claimed in contrast_of_selections(self.reading, left, right, self.context, measure_of(self.before)):
            found = self.standing.answered(self.reading, NAMED["contrast"], claimed.query, claimed.used | used)
            yield replace(found, leaning=True, again=True)

    def _last_two(self) -> tuple[Selection, Selection] | None:
        """What the last two answers were about: as it was described, or the deals that they showed where that was said by others."""
        sides = (self.before.previous, self.before.selection)
        if all(side.is_specific for side in sides) and not _shows_others(self.before):
            return sides
        shown = frozenset(self.before.earlier), frozenset(self.before.deals)
        if not all(shown) or shown[0] & shown[1]:
            return None
        return Selection((Among(shown[0]),)), Selection((Among(shown[1]),))

    def _in_full(self) -> Iterator[Candidate]:
        """The question rewritten: pronouns named, or the question before with what this one names."""
        complete = tuple(named_in_full(self.reading, self.before)) if leans(self.reading) else ()
        things = tuple(self._things_in_full())
        complete += (*self._placed(), *things)
        full = list(complete)
        if self.before.is_remark and not self.scope.is_specific and not self.reading.of(Named):
            full.append(f"{self.before.question.rstrip('.:;,')}, {self.reading.text[:1].lower()}{self.reading.text[1:]}")
        elif is_elliptic(self.reading) or (self.before.records and only_dates(self.reading)) or (leans(self.reading) and not full):
            full += substituted(self.reading, self.context.reader.read(self.before.question))
        if not self.reading.content and self.reading.has("ask", "why", "when", "where", "who") and not self.reading.has("attribute", "by"):
            full.append(f"{self.reading.text.rstrip(' ?.!')} {self.before.question[:1].lower()}{self.before.question[1:]}")
        if self.before.records and self._only_reckons():
            full.append(f"{self.before.question.rstrip(' ?.!')} {self.reading.text}")
        for text in full:
            rewritten = self.context.reader.read(text)
            pointing = rewritten.has("modifier", "them", "both", "same_time") or (
                text not in complete and rewritten.has("modifier", "other")
            )
            forgets = text not in complete and self.before.deals and self.before.selection.is_specific and not self._names(rewritten)
            unclaimed = text not in complete and _claims_length(self.reading)
            if (pointing or forgets or unclaimed) and not self.before.is_remark:
                continue
            for candidate in self.standing.of(rewritten):
                premise = isinstance(candidate.answer, Answered) and candidate.answer.correction and text not in complete
                if candidate.kind.name == LENIENT or (premise and not self.before.is_remark):
                    continue
                lost = _unsaid(self.reading, rewritten)
                left = lost if not candidate.uncovered else lost | _still(self.reading, rewritten, candidate)
                whole = (self.before.is_remark or text in things) and not left and isinstance(candidate.answer, Answered)
                yield replace(_restated(candidate, rewritten, self.reading, left), text=text, again=whole)

    def _only_reckons(self) -> bool:
        """`per year?` after a stated figure: says what is to be done with it, and nothing else."""
        reckoning = spanned(self.reading.words("operation", *_SPREADING))
        return bool(reckoning) and self.reading.content <= reckoning and not self.reading.of(Named)

    def _names(self, reading: Reading) -> bool:
        """True where a question says of whose or of which deals it is; `ends later` after a sum does not."""
        return bool(reading.of(Named) or scope_of(reading, self.context).selection.named) or reading.has("topic")

    def _placed(self) -> Iterator[str]:
        """The question with `the first one` said as the name that stood there in the list stated before."""
        knowledge, text, tokens = self.context.knowledge, self.reading.text, self.reading.tokens
        listed = [one for r in knowledge.claims if r.id in self.before.records for one in r.object]
        names = [knowledge.say(one) for one in listed if one in knowledge.names]
        for mention, ordinal in self.reading.of(Ordinal):
            if 1 < len(names) >= ordinal.place and not ordinal.ranked:
                name = names[-ordinal.place if ordinal.from_end else ordinal.place - 1]
                start = mention.start - (tokens[max(mention.start - 1, 0)].norm == "the")
                end = mention.end + (mention.end < len(tokens) and tokens[mention.end].norm == "one")
                yield f"{text[: tokens[start].start]}{name}{text[tokens[end - 1].end :]}"

    def _things_in_full(self) -> Iterator[str]:
        """`from which ones?` after a question that said `banks`: with that word in the place of `ones`."""
        ends = [i for i, norm in enumerate(self.reading.norms) if norm == "ones" and self.reading.norms[i - 1 : i] == ("which",)]
        phrases = self.context.reader.lexicon.phrases
        before = [token for token in self.context.reader.read(self.before.question).tokens if token.norm.endswith("s")]
        roles = {token.text for token in before if any(word in _ROLES for _, word in phrases.at([token.stem], 0))}
        if len(ends) == len(roles) == 1 and not self.reading.of(Named):
            token = self.reading.tokens[ends[0]]
            yield f"{self.reading.text[: token.start]}{roles.pop()}{self.reading.text[token.end :]}"


def _sets_against(reading: Reading) -> bool:
    """`and against Acme's first?`: opens with what sets something else against the side that was asked about."""
    opening = [m for m in reading.words("modifier", "against") if m.start <= 1 and reading.tokens[m.start].norm in _AGAINST]
    return bool(opening) and operation_in(reading)[0] in {"", "compare"}


def _shows_others(before: Turn) -> bool:
    """`the one after it`: the answer showed other deals than those that its selection holds."""
    return bool(before.deals) and before.kind == "neighbour"


def _claims_length(reading: Reading) -> bool:
    """`was it for three years?`: wants yes or no of how long it lasts, which no question before it asks again."""
    return is_polar(reading) and any(said.unit in LENGTHS for _, said in reading.of(Range))


def _unsaid(reading: Reading, rewritten: Reading) -> frozenset[int]:
    """The words of a question that its full form has lost."""
    said = frozenset().union(*question_terms(rewritten))
    terms = question_terms(reading)
    asking = reading.content | unstated_in(reading) | asked_in(reading) | spanned(reading.words("operation", *_WORKED_OUT))
    asking |= focus_of(reading).used
    return frozenset(i for i in asking - spanned(reading.words(*POINTING)) if terms[i] and not terms[i] & said)


def _still(reading: Reading, rewritten: Reading, candidate: Candidate) -> frozenset[int]:
    """The words of a question that its full form leaves unexplained; its first one stands for words that it does not have."""
    words = {rewritten.tokens[i].norm for i in candidate.uncovered}
    return frozenset(i for i, t in enumerate(reading.tokens) if t.norm in words) or frozenset({0})


def _restated(candidate: Candidate, rewritten: Reading, reading: Reading, left: frozenset[int]) -> Candidate:
    """A candidate of the question in other words, `rewritten`, as one of the question itself."""
    words = {rewritten.tokens[i].norm for i in candidate.aside}
    aside = frozenset(i for i, token in enumerate(reading.tokens) if token.norm in words)
    return replace(candidate, used=frozenset(range(len(reading.tokens))) - left, uncovered=left, aside=aside, leaning=True)
