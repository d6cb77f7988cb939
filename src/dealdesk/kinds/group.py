"""A value per customer, provider, month or year, and the group that has the most or the least."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement, Unknown, Value
from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import LENGTHS, Range
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.reckoning import stated_total, statement, whole
from dealdesk.kinds.row import FEW, caveats, cited, noted, operand, row
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query import arithmetic
from dealdesk.query.condition import Among, Party
from dealdesk.query.selection import Selection
from dealdesk.scope.asked import numbers_in
from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Verdict
    from dealdesk.domain.quantity import Quantity
    from dealdesk.domain.record import Deal
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_REACH = 6
_TIMES = frozenset({"month", "quarter", "half", "year"})
_WITHIN = frozenset({"this", "last", "past", "coming"})  # `this year` is a time, and groups nothing
_RATED = frozenset({"per", "each", "quarterly"})
_RUNNING = frozenset({"pay", "pays", "paying", "owe", "owes", "cost", "costs", "charge", "charges", "instalment", "installment"})
_BY = {
    "customers": "customer", "customer": "customer", "providers": "provider", "provider": "provider",
    "months": "month", "years": "year", "quarters": "quarter", "halves": "half", "parties": "customer",
    "company": "customer",
}  # fmt: skip


def _greatest(values: Sequence[Quantity]) -> Quantity:
    return max(values, key=lambda value: value.amount)


def _least(values: Sequence[Quantity]) -> Quantity:
    return min(values, key=lambda value: value.amount)


_MEASURES: dict[str, Callable[[Sequence[Quantity]], Quantity]] = {
    "sum": arithmetic.total,
    "average": arithmetic.mean,
    "largest": _greatest,
    "smallest": _least,
}


class Grouped(Struct, frozen=True):
    """A measure (`sum`, `count`, `average`, `largest`, `smallest`, `share`) of the deals of each group.

    Attributes:
        best: the group with the most (1) or the least (-1) first; 0 for all as they come.
        claimed: the group that the question says is that one.
        of: what is measured of each deal: its `value` or its `power`.
        first: the place in that order of the group that is asked for.
    """

    by: str
    measure: str
    selection: Selection
    best: int = 0
    claimed: str = ""
    of: str = "value"
    first: int = 1

    def about(self, selection: Selection) -> Grouped:
        """The same asked of other deals."""
        pick = selection.pick
        added = {c for c in selection.named if not isinstance(c, Among)} - set(self.selection.named)
        if self.best and pick and pick.by == "value" and not added:  # `and the least?` of the same groups
            return replace(self, best=1 if pick.descending else -1, claimed="", first=1)
        measure = ("smallest", "largest")[pick.descending] if pick and pick.by == "value" else self.measure
        return replace(self, selection=replace(selection, pick=None), measure=measure, claimed="")

    def shown(self, context: Context) -> tuple[Deal, ...]:
        """The deals that an answer is about: those of the group that has the most or the least, else all."""
        rows = context.rows(self.selection)
        stated = _answer(self, context) if self.best else None
        if not isinstance(stated, Answered) or not stated.statements[0].calculation:
            return rows
        told = {operand.record for operand in stated.statements[0].calculation.operands}
        return tuple(deal for deal in rows if deal.id in told)

    def __str__(self) -> str:
        best = {1: ", the most", -1: ", the least", 0: ""}[self.best]
        return f"{self.measure} of the {self.of} per {self.by} of {self.selection}{best}"


def _recognise(asked: Asked) -> Iterator[Claimed[Grouped]]:
    reading = asked.reading
    groups = reading.words("operation", "group")
    supers = reading.words("operation", "largest", "smallest", "more", "less", "rank")
    by, by_span = by_of(asked)
    rows = asked.context.rows(asked.scope.selection)
    made_up = bool(rows) and bool(rows[0].composition) and not by_span  # `the breakdown of the newest order`
    if len(rows) == 1 and (made_up or not asked.scope.selection.pick):
        return
    running = not (_RUNNING.isdisjoint(reading.norms) or _RATED.isdisjoint(reading.norms))
    if by in _TIMES and running:  # `how much per month does Acme pay?`, which asks for a rate
        return
    if by and groups:
        used = spanned(groups) | by_span | asked.scope.used | spanned(reading.words("operation", "monthly", "yearly"))
        measure, measured = _measure(asked)
        selection = asked.scope.selection
        power = spanned(reading.words("attribute", "power"))
        of = "power" if power else "value"
        yield Claimed(Grouped(by, measure, Selection(selection.conditions), of=of), used | measured | power)
    nouns = reading.words("noun", "contract", "notes", "loan")
    counted = [m for m in nouns if any(m.start == ask.end for ask in reading.words("ask", "how_many"))]
    for each, spell in (("yearly", "year"), ("monthly", "month")) if counted else ():
        said = reading.words("operation", each)
        if said:  # `how many contracts did Acme sign in each year?`
            used = spanned((*said, *counted, *reading.words("ask", "how_many"))) | asked.scope.used
            yield Claimed(Grouped(spell, "count", Selection(asked.scope.selection.conditions)), used)
    numbers = numbers_in(reading)
    about_deals = not numbers and any(0 <= noun.start - m.end <= (_REACH if _is_of(reading, m) else 1) for m in supers for noun in nouns)
    timed = by in _TIMES and reading.has("operation", "largest", "smallest")
    timed = timed and not _is_listed(reading, by_span)
    if by and supers and not groups and (timed or not about_deals):
        measure, measured = _measure(asked, best=True)
        least = bool(reading.words("operation", "smallest", "less"))
        supers = supers + reading.words("ask", "who") + (reading.words("ask", "when") if timed else ())  # `which month`
        used = spanned(supers) | by_span | asked.scope.used | measured
        conditions = asked.scope.selection.conditions
        named = [c for c in conditions if isinstance(c, Party) and len(c.ids) == 1 and _in_role(c, by, asked)]
        claimed = next(iter(named[0].ids)) if named and is_polar(asked.reading) else ""
        if named and not claimed and by in {"provider", "customer"}:
            return
        kept = tuple(c for c in conditions if not claimed or c not in named)
        power = spanned(reading.words("attribute", "power"))
        pick = asked.scope.selection.pick
        place = pick.first if claimed and pick else 1  # `is Acme the second largest customer?`
        yield Claimed(
            Grouped(by, measure, Selection(kept), -1 if least else 1, claimed, "power" if power else "value", place), used | power
        )


def _is_listed(reading: Reading, said: frozenset[int]) -> bool:
    """`amount, month and buyer of the smallest order`: one of several things that are asked of a deal, which groups nothing."""
    beside = {reading.tokens[i].norm for i in (min(said) - 1, max(said) + 1) if 0 <= i < len(reading.tokens)} if said else set()
    return len(focus_of(reading).groups) > 1 and "and" in beside


def _is_of(reading: Reading, mention: Mention) -> bool:
    """`the smallest of Acme's orders`: a superlative of what follows `of`."""
    return mention.end < len(reading.tokens) and reading.tokens[mention.end].norm == "of"


def _in_role(party: Party, by: str, asked: Asked) -> bool:
    return any(role == by and one in party.ids for deal in asked.context.knowledge.deals for role, one in deal.parties)


def by_of(asked: Asked) -> tuple[str, frozenset[int]]:
    """What a question groups deals by, `customer` or `month`, and the words that say it; empty where nothing does."""
    reading = asked.reading
    groups = reading.words("operation", "group")
    said = _by_phrase(asked, groups)
    if said:
        return said, frozenset()
    ranked = ("parties",) if reading.has("operation", "rank") else ()
    lengths = spanned(m for m, said in reading.of(Range) if said.unit in LENGTHS)  # `the five-year contract`
    for mention in (*reading.words("noun", *_BY), *reading.words("attribute", "customer", "provider", *ranked)):
        before = reading.tokens[mention.start - 1].norm if mention.start else ""
        if isinstance(mention.sense, Word) and mention.sense.name in _BY and not lengths & set(mention.span) and before not in _WITHIN:
            return _BY[mention.sense.name], frozenset(mention.span)
    counted = [m for m in reading.words("noun", "contract") if m.start in numbers_in(reading)]  # `who has the most contracts?`
    buying = "who" in reading.norms and (reading.words("noun", "buying") or counted)
    if buying and not reading.has("noun", "notes", "loan"):
        return "customer", spanned(buying)
    return ("customer", frozenset()) if any(_is_bare(reading, m) for m in groups) else ("", frozenset())


def _by_phrase(asked: Asked, groups: Iterable[Mention]) -> str:
    """What a phrase such as `by month` or `per customer` groups by; empty where none says so."""
    phrases = asked.context.reader.lexicon.phrases
    stems = (token.stem for m in groups if len(m.span) > 1 for token in asked.reading.tokens[m.start : m.end])
    said = (word for stem in stems for _, word in phrases.at([stem], 0) if word.category in {"noun", "attribute"})
    return next((_BY[word.name] for word in said if word.name in _BY), "")


def _is_bare(reading: Reading, mention: Mention) -> bool:
    """`break it down`, `the split`: a word that asks for groups and does not say by what."""
    return reading.tokens[mention.start].stem in {"group", "break", "breakdown", "split", "divid", "apport", "partit", "categor", "subtot"}


def _measure(asked: Asked, *, best: bool = False) -> tuple[str, frozenset[int]]:
    reading = asked.reading
    order = (
        ("share", reading.words("operation", "share", "percent")), ("average", reading.words("operation", "average")),
        ("count", reading.words("ask", "how_many") or [m for m in reading.words("noun", "contract") if m.start in numbers_in(reading)]),
        ("sum", reading.words("operation", "sum")),
        ("largest", () if best else reading.words("operation", "largest")),
        ("smallest", () if best else reading.words("operation", "smallest")),
    )  # fmt: skip
    for name, mentions in order:
        if mentions:
            return name, spanned(mentions)
    value = reading.words("attribute", "value") + reading.words("ask", "how_much")
    return "sum", spanned(value)


def group_of(deal: Deal, by: str) -> str | None:
    """The group that a deal belongs to; None where the source does not say."""
    if by in {"customer", "provider"}:
        return getattr(deal, by)  # type: ignore[no-any-return]
    when = deal.announced
    if when is None or when.year is None:
        return None
    if by == "year":
        return str(when.year)
    if when.month is None:
        return None
    if by == "month":
        return str(PartialDate(when.year, when.month))
    size = 3 if by == "quarter" else 6
    return f"{'Q' if by == 'quarter' else 'H'}{(when.month - 1) // size + 1} {when.year}"


def _answer(query: Grouped, context: Context) -> Answer:
    found = tuple(deal for deal in whole(context.rows(query.selection)) if query.measure == "count" or getattr(deal, query.of))
    if not found:
        return empty(query.selection, context)
    found, unlike = _of_one_unit(found, query)
    groups: defaultdict[str, list[Deal]] = defaultdict(list)
    for deal in found:
        key = group_of(deal, query.by)
        groups[key or ""].append(deal)
    placeless = groups.pop("", [])
    rows_of = {key: grouped(query, key, deals, found, context) for key, deals in groups.items()}
    if not rows_of:
        return Unknown(f"My sources state no {query.by} of these.", tuple(row(context, deal) for deal in found[:FEW]), of_deals=True)
    verdict: Verdict = ""
    if query.best:
        rows_of = _best(query, rows_of, context)
        place = list(rows_of).index(query.claimed) + 1 if query.claimed in rows_of else 0
        verdict = "" if not query.claimed else "Yes" if place == query.first else "No"
    statements = tuple(rows_of.values())
    apart = tuple(f"{context.wording.in_words(d)} is stated in another unit and is not added in." for d in unlike)
    left = apart + tuple(f"{context.wording.in_words(d)} has no stated {query.by} and stands in no group." for d in placeless)
    if query.measure == "count":
        return Answered(statements, left, verdict=verdict)
    rows = tuple(row(context, deal, (query.of,)) for deal in (*unlike, *(placeless if not query.best else ())))
    if query.measure == "share":
        statements = (statement("sum", found, context), *statements)
    if query.measure in {"sum", "share"}:
        statements = (noted(context, statements[0], found), *statements[1:])
    return Answered((*statements, *rows), (*left, *(caveats(found) if query.measure in {"sum", "share"} else ())), verdict=verdict)


def _of_one_unit(found: tuple[Deal, ...], query: Grouped) -> tuple[tuple[Deal, ...], tuple[Deal, ...]]:
    """The deals whose amounts have the unit of most, and the others: euros and dollars are not added up. A count takes all."""
    if query.measure == "count":
        return found, ()
    units = Counter(getattr(deal, query.of).unit for deal in found)
    usual = units.most_common(1)[0][0]
    unlike = tuple(deal for deal in found if getattr(deal, query.of).unit != usual)
    return tuple(deal for deal in found if deal not in unlike), unlike


def _best(query: Grouped, rows_of: Mapping[str, Statement], context: Context) -> dict[str, Statement]:
    """The rows by size, the best first and said to be it."""

    def size(key: str) -> Decimal:
        return Decimal(str(getattr(rows_of[key].value, "amount", rows_of[key].value)))

    ranked = sorted(rows_of, key=size, reverse=query.best > 0)
    if query.first > 1 and not query.claimed:
        return {key: rows_of[key] for key in ranked[query.first - 1 :]} or {key: rows_of[key] for key in ranked}
    first = rows_of[ranked[0]]
    level = [key for key in ranked if size(key) == size(ranked[0])]
    said = first.text.removeprefix(f"- {context.knowledge.say(ranked[0])}")
    text = f"{context.wording.names(level)} {'have' if len(level) > 1 else 'has'} the {'most' if query.best > 0 else 'least'}{said}"
    text += " each" if len(level) > 1 else ""
    return {key: rows_of[key] for key in ranked} | {ranked[0]: replace(first, text=text)}


def _counted(deal: Deal, context: Context) -> Operand:
    """A deal as one of a number, whether its value is stated or not."""
    return Operand(deal.id, deal.value or "stated", cited(context, deal, ("value",))[0])


def _whose(deal: Deal, query: Grouped, context: Context, *, alone: bool) -> str:
    """The party that a deal of a month or a year is with, and what it comes to where it is not `alone`."""
    party = context.knowledge.say(deal.customer or next(one for _, one in deal.parties))
    return party if alone else f"{party} {wording.quantity(getattr(deal, query.of))}"


def grouped(query: Grouped, key: str, deals: list[Deal], found: tuple[Deal, ...], context: Context) -> Statement:
    """The measure of the group `key`, whose deals are `deals` of all that were `found`."""
    counts = query.measure == "count"
    operands = tuple(_counted(deal, context) if counts else operand(context, deal, query.of) for deal in deals)
    values = [getattr(deal, query.of) for deal in deals]
    sources = tuple(dict.fromkeys(c for deal in deals for c in cited(context, deal, (query.of, "announced"))))
    result: Value
    if query.measure == "count":
        result, said = len(deals), wording.count(len(deals), context.wording.noun_of(deals), context.wording.templates.plurals)
    elif query.measure == "share":
        everything = [getattr(deal, query.of) for deal in found]
        result = arithmetic.share(arithmetic.total(values), arithmetic.total(everything))
        said = f"{wording.derived(result)} of {wording.derived(arithmetic.total(everything))}"
        operands = tuple(operand(context, deal, query.of) for deal in found)
    else:
        official = stated_total(deals, context) if (query.measure, query.of) == ("sum", "value") else None
        calculate = _MEASURES[query.measure]
        result = official.value if official else calculate(values)
        said = (
            wording.quantity(result)
            if official or len(values) == 1 or query.measure in {"largest", "smallest"}
            else wording.derived(result)
        )
        if official:
            sources = tuple(dict.fromkeys((*context.cite(*official.evidence), *sources)))
        if query.by in _TIMES:
            said += f" ({', '.join(_whose(deal, query, context, alone=len(deals) == 1) for deal in deals)})"
        elif len(values) > 1:
            said += f" ({', '.join(wording.quantity(value) for value in values)})"
    label = context.knowledge.say(key)
    return Statement(f"- {label}: {said}", sources, result, Calculation(f"{query.measure} per {query.by}", operands, result))


KIND = Kind(
    "group",
    ("What is the total per customer?", "Which customer has ordered the most?", "How many contracts per month?"),
    _recognise,
    _answer,
)
