"""How many deals, customers, providers or months a selection holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement
from dealdesk.domain.quantity import Range
from dealdesk.kinds.introduction import stated
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.reckoning import agreed_of, current
from dealdesk.kinds.row import chosen_by, cited, row
from dealdesk.language.function_word import COPULA, SORTS
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Number, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Agreed, HasStatus, Party, Tranche
from dealdesk.scope.inclusion import inclusions
from dealdesk.scope.pick import Counted
from dealdesk.scope.role import only_itself

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Verdict
    from dealdesk.domain.record import Deal, Fact
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked

_NEAR = 4
_VERBS = frozenset({"did", "does", "do", "has", "have", "had", "is", "are", "was", "were", "will", "of", "with", "in", "from"})
_SINGLE = frozenset({"one", "single"})
_OCCASIONS = frozenset(
    {"times", "occasions", "separate", "different", "signed", "new", "large", "big", "such", "rows", "items", "lines", "entries"}
)
_PEOPLE = frozenset({"people", "persons", "men", "women"})
_CONTRACTING = Word("noun", "contract_verb")
_THINGS = {"customers": "customer", "providers": "provider", "months": "month"}


class Count(Struct, frozen=True):
    """How many `of` (`deal`, `customer`, `provider`, `month`) the selection holds, and how many the question says there are."""

    of: str
    selection: Selection
    said: Counted | None = None

    def about(self, selection: Selection) -> Count:
        """The same asked of other deals."""
        return replace(self, selection=selection, said=None)

    def __str__(self) -> str:
        return f"number of {self.of}s of {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Count]]:
    reading = asked.reading
    if is_polar(reading):
        yield from _claimed(asked)
        return
    within = frozenset().union(*(one.span for one in inclusions(reading)))  # `counting the cancelled one, what is it in all?`
    asks = reading.words("ask", "how_many") or tuple(m for m in reading.words("operation", "tally") if within.isdisjoint(m.span))
    if not asks:
        yield from _named(asked)
        return
    end = min(m.end for m in asks)
    ratios = {ratio.start for ratio in reading.words("operation", "ratio") if len(ratio.span) > 1}
    if any(m.start in ratios and (reading.tokens[m.start - 1].norm in COPULA or _relates(reading, m.end)) for m in asks):
        return
    used = spanned((*asks, *reading.words("operation", "sum")))
    nouns = [m for m in reading.words("noun", *_THINGS) if 0 <= m.start - end <= 3]  # noqa: PLR2004 - "different kinds of"
    for noun in nouns[:1]:
        name = _THINGS[noun.sense.name] if isinstance(noun.sense, Word) else "customer"
        if name != "month" and only_itself(asked, name):
            return
        if name == "month" and not any(deal.announced and deal.announced.month for deal in asked.context.rows(asked.scope.selection)):
            return
        yield Claimed(Count(name, asked.scope.selection), used | frozenset(noun.span) | asked.scope.used)
    deals = reading.words("noun", "contract", "contract_verb", "notes", "financing", "loan")
    if (deals or asked.scope.is_specific) and not nouns and not (_counts_other_things(asked, end) or _counts_products(asked, end)):
        yield Claimed(Count("deal", asked.scope.selection), used | asked.scope.used)


def _claimed(asked: Asked) -> Iterator[Claimed[Count]]:
    """`has Acme at least three customers?`: a number of companies, and not of deals."""
    reading = asked.reading
    for noun in reading.words("noun", "customers", "providers"):
        near = [(span, said) for span, said in _numbers(reading) if 0 <= noun.start - span.stop <= 1]
        if near and isinstance(noun.sense, Word):
            span, said = near[0]
            marks = reading.words("modifier", "polar", "claimed", "affirmed", "only", "any", "joining")
            used = asked.scope.used | frozenset(span) | spanned((noun, *marks))
            yield Claimed(Count(_THINGS[noun.sense.name], asked.scope.selection, said), used)
            return


def _numbers(reading: Reading) -> Iterator[tuple[range, Counted]]:
    """The numbers that a question says: `at least two`, `three`, `a single`."""
    bounds = ((m.span, Counted.of(said)) for m, said in reading.of(Range) if not said.unit)
    yield from ((span, bound) for span, bound in bounds if bound)
    yield from ((m.span, Counted(number.value)) for m, number in reading.of(Number))
    yield from ((range(i, i + 1), Counted(1)) for i, token in enumerate(reading.tokens) if token.norm in _SINGLE)


def _relates(reading: Reading, end: int) -> bool:
    """`how many times the value of A is B`: sets two things against each other."""
    rest = [token.norm for token in reading.tokens[end:]]
    return rest[:1] in (["the"], ["as"], ["bigger"], ["larger"]) and bool(COPULA & set(rest))


def _counts_members(asked: Asked, end: int) -> bool:
    """`how many of the five giants rent ...`: the members of a group are counted, and no deals."""
    reading, names = asked.reading, asked.context.knowledge.names
    of = [token.norm for token in reading.tokens[end : end + 1]] == ["of"]
    groups = [m for m, named in reading.of(Named) if any(names[one].kind == "group" for one in named.ids)]
    groups += reading.words("context", "giant")
    return of and any(0 < m.start - end <= _NEAR for m in groups)


def _counts_other_things(asked: Asked, end: int) -> bool:
    """`how many racks`, `how many pieces of silicon`: what is counted is no deal."""
    reading = asked.reading
    deals = spanned(reading.words("noun", "contract", "notes", "financing", "loan"))
    if _counts_members(asked, end):
        return True
    named = frozenset(i for m, _ in reading.of(Named) for i in m.span)
    if any(m.start == end and said.unit for m, said in reading.of(Range)):
        return False  # `how many above 20 billion?`
    for index in range(end, min(end + _NEAR, len(reading.tokens))):
        follows = reading.tokens[index + 1].norm if index + 1 < len(reading.tokens) else ""
        if index in named and (index + 1 in named | deals or follows in _VERBS):
            continue
        norm = reading.tokens[index].norm
        if index == end and norm in _PEOPLE:
            return True
        if index == end and norm.endswith("s") and index not in deals and norm not in _VERBS | _OCCASIONS:
            return True
        if index in deals or norm in _VERBS or any(index in m.span for m, _ in reading.of(When)):
            return False
        if index in reading.content or any(index in m.span for m in reading.words("attribute", "hardware", "gpu_count")):
            return norm not in _OCCASIONS
    return False


def _counts_products(asked: Asked, end: int) -> bool:
    """`how many Acme racks were installed`: products that are counted, unless a word for deals follows their name."""
    names, reading = asked.context.knowledge.names, asked.reading
    deals = {m.start for m in reading.words("noun", "contract", "notes", "loan") if reading.tokens[m.end - 1].norm.endswith("s")}
    counted = [m for m, named in reading.of(Named) if m.start == end and any(names[one].kind == "product" for one in named.ids)]
    return any(m.end not in deals for m in counted)


def _named(asked: Asked) -> Iterator[Claimed[Count]]:
    """`who are the customers?`: the things themselves, which are counted as they are named."""
    reading = asked.reading
    if any(reading.tokens[i].norm in SORTS for m in reading.words("operation", "define") for i in m.span):
        return  # `what sort of buyers`
    asks = reading.words("ask", "who") + reading.words("operation", "list", "define")
    for noun in reading.words("noun", *_THINGS):
        plural = reading.tokens[noun.end - 1].norm.endswith("s") or _is_bare(asked, noun)
        if (
            asks
            and plural
            and isinstance(noun.sense, Word)
            and not (noun.sense.name != "months" and only_itself(asked, _THINGS[noun.sense.name]))
            and not reading.has("operation", "group", "sum", "largest", "smallest", "share")
        ):
            used = (
                spanned(asks)
                | frozenset(noun.span)
                | asked.scope.used
                | spanned(reading.words("attribute", "customer", "provider", "parties"))
            )
            yield Claimed(Count(_THINGS[noun.sense.name], asked.scope.selection), used)


def _is_bare(asked: Asked, noun: Mention) -> bool:
    """`who is the provider?`: asks for all there are, where nothing says of which deal."""
    told = {i for m in asked.reading.mentions if not isinstance(m.sense, Word) for i in m.span}
    the = noun.start > 0 and asked.reading.tokens[noun.start - 1].norm == "the"
    return the and not (asked.scope.is_specific or asked.shown or told or asked.reading.content - frozenset(noun.span))


def thing(deal: Deal, of: str) -> str | None:
    """What a deal counts as."""
    if of == "month":
        return str(deal.announced) if deal.announced and deal.announced.month else None
    if of in {"customer", "provider"}:
        return str(getattr(deal, of)) if getattr(deal, of) else None
    return deal.id


def _answer(query: Count, context: Context) -> Answer:
    found = context.rows(query.selection)
    if not found:
        return empty(query.selection, context)
    if not any(isinstance(c, (HasStatus, Tranche)) for c in query.selection.conditions):
        found = agreed_of(tuple(deal for deal in found if Agreed().holds(deal))) or found
    return counted(query, current(found), context)


def counted(query: Count, found: tuple[Deal, ...], context: Context) -> Answered:
    """The number, then the rows that were counted."""
    things = tuple(dict.fromkeys(one for deal in found if (one := thing(deal, query.of))))
    operands = tuple(Operand(deal.id, deal.value or "stated", cited(context, deal, ("value",))[0]) for deal in found)
    parts = any(isinstance(c, Tranche) for c in query.selection.conditions)
    noun = "tranche" if parts else context.wording.noun_of(found) if query.of == "deal" else query.of
    named = "" if query.of == "deal" else f": {context.wording.names(things)}"
    text = f"{wording.count(len(things), noun, context.wording.templates.plurals).capitalize()}{named}."
    sources = tuple(dict.fromkeys(c for deal in found for c in cited(context, deal, ("value",))))
    head = Statement(text, sources, len(things), Calculation("count", operands, len(things)))
    shown = tuple(dict.fromkeys(("value", *chosen_by(query.selection))))
    verdict: Verdict = "" if query.said is None else "Yes" if query.said.holds(len(things)) else "No"
    more = _without_a_deal(query, found, context) if query.of == "customer" else ()
    return Answered((head, *(row(context, deal, shown) for deal in found), *more), verdict=verdict)


def _without_a_deal(query: Count, found: tuple[Deal, ...], context: Context) -> tuple[Statement, ...]:
    """The facts by which a company buys from the same provider, of which no deal is stated."""
    providers = {deal.provider for deal in found if deal.provider}
    told = all(isinstance(c, Party) and c.ids & providers for c in query.selection.named)
    buyers = {deal.customer for deal in context.knowledge.deals}
    facts = (f for f in context.knowledge.facts if told and providers & {*f.object} and not buyers & {*f.subject})
    return stated(tuple(fact.id for fact in facts if _trades(fact, context)), context)


def _trades(fact: Fact, context: Context) -> bool:
    """True for a relation that is a verb of buying or leasing: `leases computing from`."""
    return any(mention.sense == _CONTRACTING for mention in context.reader.mentions(context.reader.lexicon.tokens(fact.relation)))


KIND = Kind(
    "count",
    ("How many contracts does {provider} have?", "How many customers does {provider} have?"),
    _recognise,
    _answer,
)
