"""What a deal would come to if its option were used: its end, or its power, as a shown calculation over what is stated of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.context.term import amounts_of
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement
from dealdesk.domain.period import PartialDate, later
from dealdesk.domain.quantity import Quantity
from dealdesk.kinds.counted_end import counted_end
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.particulars import Lookup, about
from dealdesk.kinds.row import cited, sentence
from dealdesk.language.function_word import AUXILIARIES, SUPPOSING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import spanned
from dealdesk.query import arithmetic
from dealdesk.query.condition import Announced, Ends, States

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.query.condition import Condition
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked

_SUPPOSING = SUPPOSING | {"if", "provided", "should"}
_DENYING = frozenset({"not", "n't", "never", "without", "unless", "unused"})
_USED = frozenset({"exercised", "used", "drawn"})
_ADDING = frozenset({"more", "another", "further", "add", "longer"})
_PROLONGING = Word("relation", "prolonging")
_LEAVING = frozenset({"leave", "out", "terminate", "cancel", "buy"})
_FURTHER = frozenset({"more", "further", "additional"})
_MONTHS = {"years": 12, "months": 1}


class Exercised(Struct, frozen=True):
    """The end (`ends`) or the power (`power`) of the deals selected once their options are used."""

    of: str
    selection: Selection

    def about(self, selection: Selection) -> Exercised:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"{self.of} with its option used of {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Exercised]]:
    """`if Acme uses its option, when does the contract end?`: an option supposed to be used, and what would then be."""
    reading = asked.reading
    options = reading.words("attribute", "option")
    norms = reading.norms
    if not options or _SUPPOSING.isdisjoint(norms) or not _DENYING.isdisjoint(norms):
        return
    if norms[0] in AUXILIARIES and not reading.has("ask"):  # `does it end in 2034 if Acme uses its option?`
        return
    timed = (*reading.words("ask", "until_when", "when", "how_long"), *reading.words("attribute", "ends", "term"))
    measured = reading.words("attribute", "power")
    of, asks = (
        ("power", (*measured, *reading.words("ask", "how_many"))) if measured else ("ends", (*timed, *reading.words("noun", "years")))
    )
    if not asks:
        return
    kept = tuple(c for c in asked.scope.selection.conditions if not (isinstance(c, States) or _is_beyond(c)))
    summed = reading.words("operation", "sum") if measured else ()
    yield Claimed(Exercised(of, replace(asked.scope.selection, conditions=kept)), spanned((*options, *asks, *summed)) | asked.scope.used)


def _answer(query: Exercised, context: Context) -> Answer:
    found = tuple(deal for deal in context.rows(query.selection) if deal.option)
    reckoned = {deal: one for deal in found for one in _reckoned(query.of, deal, context)}
    if not reckoned:
        return about(Lookup((("option",), (query.of,)), query.selection), found or context.rows(query.selection), context)
    stated = {deal: sentence(context, deal, (query.of, "term", "option")) for deal in reckoned}
    return Answered(tuple(one for deal in reckoned for one in (stated[deal], reckoned[deal])))


def _is_beyond(condition: Condition) -> bool:
    """`how far beyond 2032 could it run?`: a time that is none of the deal's."""
    return isinstance(condition, (Announced, Ends)) and any(period.relation for period in condition.periods)


def _reckoned(of: str, deal: Deal, context: Context) -> Iterator[Statement]:
    """What the option of one deal adds to what is stated of it; nothing where either is not stated in figures."""
    said = (deal.option or "").partition(" if ")[0]
    words = said.casefold().replace(",", " ").split()
    used = any(deal.id in other.extends for other in context.knowledge.deals) or not _USED.isdisjoint((deal.option or "").split())
    senses = {m.sense for m in context.reader.mentions(context.reader.lexicon.tokens(said))}
    if used or not _LEAVING.isdisjoint(words) or (_PROLONGING not in senses and _ADDING.isdisjoint(words)):
        return
    plain = " ".join(word for word in said.split() if word not in _FURTHER)  # `two more years`
    added = [Quantity(amount=r.low, unit=r.unit) for r in amounts_of(context.reader, plain) if r.exact and r.low is not None]
    lasting = next((one for one in added if one.unit in _MONTHS), None)
    brought = next((one for one in added if deal.power and one.unit == deal.power.unit), None)
    if of == "power" and brought and deal.power:
        total = arithmetic.total([deal.power, brought])
        operands = tuple(
            Operand(deal.id, value, cited(context, deal, (field,))[0]) for field, value in (("power", deal.power), ("option", brought))
        )
        text = f"With its option used, {context.wording.deal(deal)} would come with {wording.derived(total)}."
        yield Statement(text, cited(context, deal, ("power", "option")), total, Calculation("sum", operands, total))
    if of == "ends" and lasting:
        yield from _prolonged(deal, lasting, context)


def _prolonged(deal: Deal, lasting: Quantity, context: Context) -> Iterator[Statement]:
    counted = counted_end(deal, context) if deal.ends is None else None
    ends = deal.ends or (counted.value if counted and isinstance(counted.value, PartialDate) else None)
    months = int(lasting.amount) * _MONTHS[lasting.unit]
    if ends is None or ends.year is None or (ends.month is None and months % 12):
        return
    month = later(ends.start, months)
    result = PartialDate(month.year, month.month if ends.month else None)
    fields = ("ends",) if deal.ends else ("term", "announced")
    sources = cited(context, deal, (*fields, "option"))
    operands = (Operand(deal.id, ends, sources[0]), Operand(deal.id, lasting, cited(context, deal, ("option",))[0]))
    text = f"With its option used, {'counted by its term, ' if counted else ''}{context.wording.deal(deal)} would run until {result}."
    yield Statement(text, sources, result, Calculation("end with the option", operands, result))


KIND = Kind("exercised", ("If {customer} uses its option, when does the contract end?",), _recognise, _answer)
