"""The parts of one deal that the table states as deals of their own: `the second tranche`, `all three parts of the loan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.language.mention import Named, Number, Ordinal, spanned
from dealdesk.query.condition import Tranche

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.domain.record import Deal
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.said import Said

_PLAIN = frozenset({"tranche", "tranches"})  # which nothing else is called
_TELLING = frozenset({"which", "each", "all", "both", "every", "other", "single", "individual", "separate"})
_ENDS = {"earliest": 1, "latest": -1}
_REACH = 3  # tokens from an ordinal to its noun: `the first, smaller tranche`


def tranches_in(reading: Reading, pool: Sequence[Deal]) -> Said | None:
    """Those of `pool` that are parts of a deal, where a word for a part is said; at its place in each deal where one is."""
    parts = [deal for deal in pool if deal.part_of]
    nouns = reading.words("noun", "tranche") if parts else ()
    for noun in nouns:
        place, told = _place(reading, noun)
        if not (told or _is_plain(reading, noun)):
            continue
        chosen = Tranche.of(parts, place)
        if chosen.ids:
            return chosen, frozenset(noun.span) | told
    return None


def _is_plain(reading: Reading, noun: Mention) -> bool:
    """`tranches`, `which part`, `Acme's parts`, `three instalments`: no mere portion of something."""
    before = reading.norms[noun.start - 1] if noun.start else ""
    counted = any(noun.start - m.end in {0, 1} for m, _ in reading.of(Number))
    named = any(m.end == noun.start for m, _ in reading.of(Named))
    return reading.norms[noun.start] in _PLAIN or before in _TELLING or counted or named


def _place(reading: Reading, noun: Mention) -> tuple[int, frozenset[int]]:
    """The place that is said right before a word for a part, counted from the end where negative, and the words that say it."""
    for place, mention in _places(reading):
        if 0 <= noun.start - mention.end < _REACH and not spanned(reading.words("noun")) & set(range(mention.end, noun.start)):
            return place, frozenset(mention.span)
    return 0, frozenset()


def _places(reading: Reading) -> Iterator[tuple[int, Mention]]:
    yield from ((-said.place if said.from_end else said.place, m) for m, said in reading.of(Ordinal))
    yield from ((_ENDS[m.name], m) for m in reading.words("operation", *_ENDS))
