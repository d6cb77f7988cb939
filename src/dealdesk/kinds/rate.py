"""A value per year or month of its stated term, or per megawatt of its stated power; unknown where that is not stated."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement, Unknown
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.lookup import speaks_of_deals
from dealdesk.kinds.particulars import Lookup, corrected
from dealdesk.kinds.row import cited, nothing, row
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import When, spanned
from dealdesk.query import arithmetic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Value
    from dealdesk.domain.record import Deal
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked

_MONTHS = {"yearly": 12, "monthly": 1}
_FEW = 2
_POWER = "per_power"


class Rate(Struct, frozen=True):
    """The value of each deal selected per `unit` (`yearly`, `monthly`, `per_power`)."""

    unit: str
    selection: Selection

    def about(self, selection: Selection) -> Rate:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"{self.unit.replace('_', ' ')} value of {self.selection}"

    @property
    def base(self) -> str:
        """The attribute that the value is spread over."""
        return "power" if self.unit == _POWER else "term"


def _recognise(asked: Asked) -> Iterator[Claimed[Rate]]:
    if not (speaks_of_deals(asked) or asked.scope.is_specific):
        return
    lasting = asked.reading.has("attribute", "term", "ends") or asked.reading.has("noun", "years")
    evenly = asked.reading.words("operation", "evenly") if lasting and not asked.reading.has("operation", *_MONTHS) else ()
    if evenly:
        yield Claimed(
            Rate("yearly", asked.scope.selection), spanned((*evenly, *asked.reading.words("attribute", "term"))) | asked.scope.used
        )
    years = {year for _, when in asked.reading.of(When) for year in when.period.years}
    for mention in asked.reading.words("operation", *_MONTHS, _POWER) if len(years) < 2 else ():  # noqa: PLR2004 - `per year, 2029 and 2030`
        if isinstance(mention.sense, Word):
            extra = (
                asked.reading.words("ask", "how_much", "how_long")
                + asked.reading.words("attribute", "value", "term")
                + asked.reading.words("operation", "average", "sum", "group", "share", "evenly", "ratio")
            )
            extra += tuple(m for m in asked.reading.words("attribute", "unit_price") if m.end > mention.start)  # `cost per`
            used = spanned(extra)
            said = spanned(asked.reading.words("operation", mention.sense.name))
            yield Claimed(Rate(mention.sense.name, asked.scope.selection), said | used | asked.scope.used)


def _answer(query: Rate, context: Context) -> Answer:
    found = context.rows(query.selection)
    if not found:
        return _of_what_is_there(query, context)
    spread = [deal for deal in found if deal.value and getattr(deal, query.base)]
    base = context.wording.templates.attributes[query.base]
    if not spread:
        label = context.wording.deal(found[0]) if len(found) == 1 else "these contracts"
        return Unknown(
            f"My sources do not state {base} of {label}, so no rate follows.",
            tuple(row(context, d, ("value", "ends")) for d in found[:4]),
        )
    silent = [deal for deal in found if deal not in spread]
    lacking = [context.wording.in_words(deal) for deal in silent] if len(silent) <= _FEW else ["the other contracts"]
    left = tuple(dict.fromkeys(f"My sources do not state {base} of {one}." for one in lacking))
    told = () if query.base == "power" else ("Spread evenly over the stated term.",)
    return Answered(tuple(_statement(query, deal, context) for deal in spread), (*told, *left), partial=bool(left))


def _of_what_is_there(query: Rate, context: Context) -> Answer:
    """What is wrong in the question, then the rate of the deal that it can only mean."""
    answer = corrected(Lookup((("value",), (query.base,)), query.selection), context)
    found = [deal for deal in nothing(context, query.selection)[1] if deal.value and getattr(deal, query.base)]
    if not isinstance(answer, Answered) or not answer.correction or len(found) != 1:
        return answer
    return replace(answer, statements=(*answer.statements, _statement(query, found[0], context)))


def _statement(query: Rate, deal: Deal, context: Context) -> Statement:
    if deal.value is None:
        message = f"{deal.id} has no value"
        raise ValueError(message)
    parts, unit, over, base = _spread(query, deal)
    result = arithmetic.per(deal.value, parts)
    sources = cited(context, deal, ("value", query.base))
    said = wording.derived(result)
    text = f"{said[:1].upper()}{said[1:]} {unit}: {context.wording.deal(deal)} is worth {wording.quantity(deal.value)} {over}."
    operands = (Operand(deal.id, deal.value, sources[0]), Operand(deal.id, base, sources[-1]))
    return Statement(text, sources, result, Calculation(f"value {query.unit}", operands, result))


def _spread(query: Rate, deal: Deal) -> tuple[Decimal, str, str, Value]:
    """Into how many parts a value is spread, what one of them is called, over what, and the stated base itself."""
    if query.unit == _POWER and deal.power:
        return deal.power.amount, f"per {deal.power.unit}", f"and comes with {wording.quantity(deal.power)}", deal.power
    if deal.term is None:
        message = f"{deal.id} does not state its {query.base}"
        raise ValueError(message)
    months = Decimal(deal.term.in_months) / _MONTHS[query.unit]
    return months, "a year" if query.unit == "yearly" else "a month", f"over {wording.term(deal.term)}", wording.term(deal.term)


KIND = Kind("rate", ("What is {customer}'s first contract worth per year?",), _recognise, _answer)
