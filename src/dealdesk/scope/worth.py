"""The amounts and lengths by which a question narrows the deals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from dealdesk.context import wording
from dealdesk.domain.quantity import LENGTHS, Bound, Quantity, Range
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Lasting, PricedIn, Worth
from dealdesk.scope.kind import says_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.said import Said

BILLION = Decimal(10) ** 9
_LEAST_IN_SHORT = 10  # smaller bare numbers count things


def amounts_in(reading: Reading, pool: Iterable[Deal]) -> Iterator[Said]:
    """The values and terms that the question says."""
    deals = tuple(pool)
    ranges: list[tuple[Range, frozenset[int]]] = []
    for mention, said in reading.of(Range):
        if said.unit in LENGTHS:
            yield from _lasting(reading, mention, said)
            continue
        scaled = _scaled(reading, mention, said, deals)
        if scaled:
            ranges += [(one, frozenset(mention.span)) for one in _in_currencies(scaled, deals)]
    if ranges:
        label = wording.listed([range_label(r) for r, _ in ranges], "or")
        yield Worth(tuple(r for r, _ in ranges), label), frozenset().union(*(span for _, span in ranges))


def currencies_in(reading: Reading, pool: Iterable[Deal]) -> Iterator[Said]:
    """The currency that tells some deals from others: `those in euros`; none where it only says in what an amount is asked for."""
    held = {deal.value.unit for deal in pool if deal.value}
    amounts = {i for mention, said in reading.of(Range) if said.unit for i in mention.span}
    if len(held) < 2 or reading.has("ask", "how_much", "how_many"):  # noqa: PLR2004 - nothing to tell apart
        return
    for mention in reading.words("currency"):
        if isinstance(mention.sense, Word) and mention.sense.name in held and not amounts & set(mention.span):
            yield PricedIn(mention.sense.name), frozenset(mention.span)


def _lasting(reading: Reading, mention: Mention, said: Range) -> Iterator[Said]:
    aged = reading.tokens[mention.end : mention.end + 1] and reading.tokens[mention.end].norm == "old"
    if aged:
        return
    about_term = says_kind(reading) or reading.has("attribute", "term", "ends", "unit_price")
    about_term = about_term or (is_polar(reading) and reading.has("modifier", "it", "them"))  # `is it for five years?`
    if about_term and not reading.has("ask", "how_many") and said.exact and said.low is not None:
        months = said.low * (12 if said.unit == "years" else 1)
        yield Lasting(Range(months, months, "months"), f"{wording.number(said.low)} {said.unit}"), frozenset(mention.span)


def _scaled(reading: Reading, mention: Mention, said: Range, deals: Iterable[Deal]) -> Range | None:
    """A bare number as billions, where it bounds a value or is one; a number before a counted noun is none."""
    if said.unit:
        money = said.unit == "USD" or any(d.value and d.value.unit == said.unit for d in deals)
        claimed = is_polar(reading)
        powered = any(d.power and d.power.unit == said.unit and (claimed or said.holds(d.power.amount)) for d in deals)
        return _as_stated(reading, said, deals) if money or powered else None
    scaled = in_short(reading, mention, said)
    if scaled is None or not scaled.exact:
        return scaled
    return scaled if any(d.value and scaled.holds(d.value.amount) for d in deals) else None


def in_short(reading: Reading, mention: Mention, said: Range) -> Range | None:
    """A number without a unit as billions: `the 14.2 one`, `over 10`; None where it counts what stands after it, or is small."""
    written = reading.tokens[mention.end - 1]
    broken = said.low is not None and ("." in written.norm or said.low != said.low.to_integral_value())  # `eleven point nine`
    counts = counts_something(reading, mention) and not broken
    if said.unit or counts or reading.tokens[mention.start].norm in {"top", "first", "last"}:
        return None
    low = said.low * BILLION if said.low is not None else None
    high = said.high * BILLION if said.high is not None else None
    small = not broken and (not written.is_number or (said.low is not None and said.low < _LEAST_IN_SHORT))
    return None if said.exact and small else replace(said, low=low, high=high, unit="USD", assumed=True)


def counts_something(reading: Reading, mention: Mention) -> bool:
    """`four orders`, `three of them`, `five times`, `two Acme contracts`: a number that counts what stands after it."""
    following = reading.norms[mention.end : mention.end + 1]
    end = next((m.end for m, _ in reading.of(Named) if m.start == mention.end), mention.end)
    nouns = [m for m in reading.words("noun") if m.start == end]
    plural = any(reading.norms[m.end - 1].endswith("s") for m in nouns)
    return (bool(nouns) if end == mention.end else plural) or following in {("of",), ("times",), ("occasions",)}


def _in_currencies(said: Range, deals: Iterable[Deal]) -> list[Range]:
    """An amount of no said currency, `over 300 million`, in each currency in which the deals are priced."""
    held = sorted({deal.value.unit for deal in deals if deal.value and deal.value.is_money})
    return [replace(said, unit=unit) for unit in held] if said.assumed and held else [said]


def _as_stated(reading: Reading, said: Range, deals: Iterable[Deal]) -> Range:
    """`who ordered for at least 2 billion?`, where a source says just that of a deal, means that deal; of several, all worth as much."""
    floor = Quantity(amount=said.low, unit=said.unit, bound=Bound.AT_LEAST) if said.low and said.high is None and not said.strict else None
    several = any(reading.tokens[m.end - 1].norm.endswith("s") for m in reading.words("noun", "contract", "notes", "loan"))
    one = floor and not several and not reading.has("ask", "how_many") and any(deal.value == floor for deal in deals)
    return Range(said.low, said.low, said.unit) if one else said


def range_label(said: Range) -> str:
    """The words for a range of values: `over $10 billion`."""

    def say(value: Decimal) -> str:
        return wording.amount(Quantity(amount=value, unit=said.unit or "USD"))

    if said.low is not None and said.high is not None:
        return say(said.low) if said.exact else f"{say(said.low)} to {say(said.high)}"
    if said.low is not None:
        return f"{'over' if said.strict else 'at least'} {say(said.low)}"
    return f"{'under' if said.strict else 'at most'} {say(said.high or Decimal())}"
