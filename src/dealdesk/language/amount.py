"""A small grammar of amounts.

amount   = [relation] (range | quantity)
range    = ["between" | "from"] quantity ("and" | "to" | "-") quantity
quantity = [currency] number [scale] [currency | unit]
number   = digits | number words | ("a" | "half a") before a scale
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from text_to_num import text2num

from dealdesk.domain.quantity import LENGTHS, Range
from dealdesk.language.mention import Mention, Number
from dealdesk.language.phrase import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.language.lexicon import Units
    from dealdesk.language.token import Token


_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_EXCEEDING = frozenset({"more", "longer", "greater"})
_POINTING = frozenset({"the", "that", "this", "his", "her", "its", "their"})


class _Quantity(Struct, frozen=True):
    start: int
    end: int
    value: Decimal
    scaled: bool
    unit: str


class AmountGrammar(Struct, frozen=True):
    """The grammar over the word lists of `unit.yaml`."""

    units: Units
    relations: Phrases[str]
    unit_words: Phrases[str]
    starts: frozenset[str]

    @classmethod
    def of(cls, units: Units) -> AmountGrammar:
        """The grammar that reads these words."""
        named = {
            "over": units.over, "under": units.under, "at least": units.at_least,
            "at most": units.at_most, "about": units.about, "up to": units.up_to, "range": units.range,
        }  # fmt: skip
        rows = [(tuple(words.split()), name) for name, phrases in named.items() for words in phrases]
        rows += [(tuple(f"{no} {verb}".split()), "under") for no in units.failing for verb in units.reaching]
        relations = Phrases.of(rows)
        starts = frozenset(
            (*relations.lengths, *units.currencies, *units.number_words, *units.scales, *units.digits, "a", "one", "half", "us")
        )
        return cls(units, relations, Phrases.of((tuple(k.split()), v) for k, v in units.units.items()), starts)

    def mentions(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        """Each amount and each plain whole number of `tokens`, with its relation if it has one."""
        norms = [token.norm for token in tokens]
        index = 0
        while index < len(tokens):
            begins = norms[index] in self.starts or tokens[index].is_number
            found = (self._range(tokens, norms, index) or self._single(tokens, norms, index)) if begins else None
            if found is None:
                index += 1
                continue
            yield from found
            index = found[0].end

    def _range(self, tokens: Sequence[Token], norms: list[str], start: int) -> list[Mention] | None:
        word = self._relation(norms, start)
        first_at = word[0] if word and word[1] == "range" else start
        first = self._quantity(tokens, norms, first_at)
        if first is None or first.end >= len(norms) or norms[first.end] not in self.units.range_joined:
            return None
        second = self._quantity(tokens, norms, first.end + 1)
        if second is None or (first_at == start and norms[first.end] not in {"-", "to"}) or second.value <= first.value:
            return None
        if not (second.scaled or second.unit or first_at > start) or not self._are_alike(first, second):
            return None
        ratio = second.value / first.value if first.value else Decimal(1)
        shared = second.scaled and not first.scaled and ratio >= 10**3
        scale = self._scale_of(second, norms) if shared else Decimal(1)
        low, high = first.value * scale, second.value
        if low > high:
            return None  # `from 5 billion in 2030 to 6 billion`
        amount = Range(low, high, second.unit or first.unit)
        return [Mention(start, second.end, self._money(amount, scaled=second.scaled))]

    def _are_alike(self, first: _Quantity, second: _Quantity) -> bool:
        """False for `rose 9% to $63`, `grew 40% to 2.6 billion`: two amounts, and not all that lies between them."""
        unit = second.unit or ("USD" if second.scaled and first.unit not in self.units.currencies.values() else first.unit)
        return not first.unit or first.unit == unit

    def _scale_of(self, quantity: _Quantity, norms: list[str]) -> Decimal:
        for index in range(quantity.start, quantity.end):
            if norms[index] in self.units.scales:
                return Decimal(self.units.scales[norms[index]])
        return Decimal(1)

    def _money(self, amount: Range, *, scaled: bool) -> Range:
        unit = amount.unit or ("USD" if scaled else "")
        return replace(amount, unit=unit, assumed=not amount.unit)

    def _single(self, tokens: Sequence[Token], norms: list[str], start: int) -> list[Mention] | None:
        digits = self._digits(norms, start)
        if digits:
            return [digits]
        word = self._relation(norms, start)
        at = word[0] if word else start
        quantity = self._quantity(tokens, norms, at)
        article = quantity is None and at < len(norms) and norms[at] in {"the", "a"}
        if article:
            quantity = self._quantity(tokens, norms, at + 1)
        if quantity is None:
            return None
        relation = word[1] if word else ""
        relation = "exceeds" if relation == "over" and norms[start] in _EXCEEDING else relation
        after = self._relation(norms, quantity.end) if quantity.end < len(norms) else None
        end = quantity.end
        if after and after[1] in {"at least", "at most"} and norms[end] == "or":
            relation, end = after[1], after[0]
        if word and article and norms[end : end + 1] and norms[end] not in self.units.marks and relation in {"over", "exceeds", "under"}:
            start, relation = quantity.start, ""  # `under the $21bn contract` bounds nothing
        if word and article and relation == "about" and norms[at] == "the":
            start, relation = quantity.start, ""  # `what about the $21bn contract?`
        if quantity.scaled and norms[end : end + 1] and norms[end] in self.units.marks:
            end += 1
        mention = Mention(start, end, self._money(_related(quantity, relation), scaled=quantity.scaled))
        whole = quantity.value == int(quantity.value) and not quantity.scaled and not quantity.unit
        return [mention, Mention(quantity.start, quantity.end, Number(int(quantity.value)))] if whole else [mention]

    def _digits(self, norms: list[str], start: int) -> Mention | None:
        """`double-digit billions`: an amount by how many digits it has."""
        count = self.units.digits.get(norms[start])
        rest = norms[start + 1 : start + 3]
        if count is None or len(rest) < 2 or rest[0] not in {"digit", "digits", "figure", "figures"} or rest[1] not in self.units.scales:  # noqa: PLR2004 - both words
            return None
        scale = self.units.scales[rest[1]]
        return Mention(start, start + 3, Range(Decimal(10 ** (count - 1) * scale), Decimal(10**count * scale), "USD"))

    def _relation(self, norms: list[str], start: int) -> tuple[int, str] | None:
        return self.relations.longest(norms, start)

    def _quantity(self, tokens: Sequence[Token], norms: list[str], start: int) -> _Quantity | None:
        at, currency = start, ""
        while at < len(norms) and norms[at] in self.units.currencies:
            currency, at = self.units.currencies[norms[at]], at + 1
        if at < len(norms) and norms[at] == "us" and norms[at + 1 : at + 2] == ["$"]:
            currency, at = "USD", at + 2
        number = self._number(tokens, norms, at)
        if number is None:
            return None
        end, value, scaled = number
        if end < len(norms) and norms[end] in self.units.scales and not scaled:
            value, scaled, end = value * self.units.scales[norms[end]], True, end + 1
        if end < len(norms) and norms[end] in self.units.currencies:
            currency, end = self.units.currencies[norms[end]], end + 1
        unit = self.unit_words.longest(norms, end) if end < len(norms) and not currency else None
        if unit:
            return _Quantity(start, unit[0], value, scaled, unit[1])
        return _Quantity(start, end, value, scaled, currency)

    def _number(self, tokens: Sequence[Token], norms: list[str], at: int) -> tuple[int, Decimal, bool] | None:
        if at >= len(norms):
            return None
        if tokens[at].is_number:
            return at + 1, Decimal(norms[at]), False
        scales = self.units.scales
        if norms[at] in {"a", "one"} and norms[at + 1 : at + 2] and norms[at + 1] in scales and len(norms[at + 1]) > 1:
            return at + 2, Decimal(scales[norms[at + 1]]), True
        if norms[at] in scales and len(norms[at]) > 3 and norms[at + 1 : at + 2] and norms[at + 1] in self.units.currencies:  # noqa: PLR2004 - no abbreviation
            return at + 1, Decimal(scales[norms[at]]), True
        if norms[at] == "trillion" and at and norms[at - 1] in _POINTING:
            return at + 1, Decimal(scales[norms[at]]), True  # `the trillion that he spoke of`
        if norms[at : at + 2] == ["half", "a"] and norms[at + 2 : at + 3] and norms[at + 2] in scales:
            return at + 3, Decimal(scales[norms[at + 2]]) / 2, True
        return self._number_words(norms, at)

    def _number_words(self, norms: list[str], at: int) -> tuple[int, Decimal, bool] | None:
        digits = self._decimals(norms, at + 1) if norms[at] == "one" else ""
        if digits:
            return at + 2 + len(digits), Decimal(f"1.{digits}"), False
        end = at
        while end < len(norms) and (
            norms[end] in self.units.number_words
            or (end > at and norms[end] == "-" and norms[end + 1 : end + 2] and norms[end + 1] in {*self.units.number_words, "one"})
            or (end > at and norms[end] == "one")
        ):
            end += 1
        if end == at:
            return None
        half = norms[end : end + 3] == ["and", "a", "half"]
        try:
            value = Decimal(text2num(" ".join(word for word in norms[at:end] if word != "-"), "en"))
        except ValueError:
            return None
        digits = self._decimals(norms, end)
        if digits:
            return end + 1 + len(digits), value + Decimal(f"0.{digits}"), False
        return (end + 3, value + Decimal("0.5"), False) if half else (end, value, False)

    def _decimals(self, norms: list[str], at: int) -> str:
        """The digits that `point four` or `point two five` says; nothing where that says none."""
        if norms[at : at + 1] != ["point"]:
            return ""
        words = itertools.takewhile(lambda word: word in _DIGITS, norms[at + 1 :])
        return "".join(str(_DIGITS.index(word)) for word in words)


def _related(quantity: _Quantity, relation: str) -> Range:
    value, unit = quantity.value, quantity.unit
    if relation == "exceeds" or (relation == "over" and unit not in LENGTHS):  # `over five years` says how long, not more than that
        return Range(value, None, unit, strict=True)
    if relation == "under":
        return Range(None, value, unit, strict=True)
    if relation == "at least":
        return Range(value, None, unit)
    if relation == "at most":
        return Range(None, value, unit)
    return Range(value, value, unit, about=relation == "about")
