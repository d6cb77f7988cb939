"""How amounts, dates, names and deals are said in English."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from pydantic import BaseModel, ConfigDict

from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Bound, Quantity
from dealdesk.domain.record import Term
from dealdesk.query.arithmetic import PERCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.domain.record import Deal
    from dealdesk.knowledge.knowledge import Knowledge

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Templates(BaseModel):
    """`wording.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    clauses: dict[str, str]
    nouns: dict[str, str]
    plurals: dict[str, str]
    attributes: dict[str, str]
    greeting: str
    thanks: str
    bye: str
    advice: str
    fulfilled: str
    instruct: str
    unmoved: str
    foreign: str
    empty: str
    help: str


def number(value: Decimal) -> str:
    """`value` without an exponent or trailing zeros."""
    return f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:,f}"


def amount(value: Quantity) -> str:
    """The amount with its unit and without its qualifier: `$14.2 billion`, `8%`, `240 MW`."""
    if value.unit == PERCENT:
        return f"{number(value.amount)}%"
    if not value.is_money:
        return f"{number(value.amount)} {value.unit.removesuffix('s') if value.amount == 1 else value.unit}"
    symbol = _SYMBOLS.get(value.unit, f"{value.unit} ")
    for scale, word in _SCALES:
        if abs(value.amount) >= scale:
            return f"{symbol}{number(value.amount / scale)} {word}"
    return f"{symbol}{number(value.amount)}"


def quantity(value: Quantity) -> str:
    """The amount with its qualifier, as the source has it: `up to $4 billion`."""
    return f"{value.bound.words} {amount(value)}".strip()


def derived(value: Quantity) -> str:
    """A computed amount: as `quantity`, rounded to two places of its scale and then said to be about that."""
    scale = next((s for s, _ in _SCALES if value.is_money and abs(value.amount) >= s), Decimal(1))
    rounded = (value.amount / scale).quantize(Decimal("0.01"), ROUND_HALF_UP) * scale
    bound = value.bound
    if rounded != value.amount and bound is Bound.EXACTLY:
        bound = Bound.ABOUT
    return quantity(Quantity(amount=rounded, unit=value.unit, bound=bound))


def count(value: int, noun: str, plurals: dict[str, str]) -> str:
    """`three contracts`; digits above ten."""
    word = _SMALL[value] if value < len(_SMALL) else str(value)
    return f"{word} {noun if value == 1 else plurals.get(noun, noun + 's')}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:  # noqa: PLR2004 - one or none
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def term(value: Term) -> str:
    """`five years`, `18 months`."""
    parts = [f"{n} {unit if n != 1 else unit[:-1]}" for n, unit in ((value.years, "years"), (value.months, "months")) if n]
    return listed(parts)


class Wording(Struct, frozen=True):
    """Says deals and their attributes with the templates and the names of the corpus."""

    templates: Templates
    knowledge: Knowledge

    def names(self, ids: Sequence[str]) -> str:
        """The canonical names of `ids`, listed."""
        return listed([self.knowledge.say(one) for one in ids])

    def noun(self, deal: Deal) -> str:
        """What a deal of this kind is called."""
        return self.templates.nouns.get(deal.kind, "deal")

    def noun_of(self, deals: Sequence[Deal]) -> str:
        """What all of these deals are called: `contract` with leases and purchases among them, `deal` with borrowing."""
        nouns = {self.noun(deal) for deal in deals}
        trades = "contract" in nouns and not nouns & {"notes", "loan"}
        return nouns.pop() if len(nouns) == 1 else "contract" if trades else "deal"

    def deal(self, deal: Deal) -> str:
        """A deal by its parties and date: `Acme's May 2025 contract with Globex`."""
        return deal.label or self._by_parties(deal, str(deal.announced) if deal.announced else self._recency(deal))

    def in_words(self, deal: Deal) -> str:
        """The same, but by its parties alone where it would state a number or a day, which only a sentence that states it may prove."""
        numbered = any(char.isdigit() for char in deal.label or "") or (deal.announced is not None and deal.announced.day is not None)
        return self._by_parties(deal, "") if numbered else self.deal(deal)

    def _by_parties(self, deal: Deal, date: str) -> str:
        principal = deal.customer or deal.issuer or deal.borrower or deal.investor or deal.guarantor
        other = next((one for _, one in deal.parties if one != principal), None)
        owner = f"{self.knowledge.say(principal)}'s " if principal else "the "
        tail = f" with {self.knowledge.say(other)}" if other else ""
        return f"{owner}{date} {self.noun(deal)}{tail}".replace("  ", " ")

    def _recency(self, deal: Deal) -> str:
        same = [d for d in self.knowledge.deals if d.parties == deal.parties and d.id in self.knowledge.moments]
        return "newest" if same and same[-1].id == deal.id and len(same) > 1 else "undated" if deal.said_on is None else ""

    def short(self, deal: Deal) -> str:
        """A deal in a row of a table: customer, provider where there are several, date."""
        owner = next((self.knowledge.say(one) for role, one in deal.parties if role != "provider"), "")
        date = str(deal.announced) if deal.announced else self._recency(deal) or deal.said_on or "undated"
        several = len({d.provider for d in self.knowledge.deals if d.kind == deal.kind and d.provider}) > 1
        seller = f" with {self.knowledge.say(deal.provider)}" if several and deal.provider else ""
        return f"{owner}{seller}, {date}" if not deal.label else deal.label

    def value(self, value: object) -> str:
        """Any value of an attribute."""
        if isinstance(value, Quantity):
            return quantity(value)
        if isinstance(value, Term):
            return term(value)
        if isinstance(value, tuple):
            return self.names(value)
        if isinstance(value, PartialDate):
            return str(value)
        return self.knowledge.say(str(value))

    def clause(self, deal: Deal, attribute: str, value: object) -> str:
        """What is said of `attribute` after the deal's name, a verb first."""
        name = attribute
        if deal.kind == "notes" and f"{attribute}_notes" in self.templates.clauses:
            name = f"{attribute}_notes"
        if attribute == "announced" and not isinstance(value, PartialDate):
            name = "announced_on"
        if attribute == "announced" and isinstance(value, PartialDate) and value.day:
            name = "day"
        if f"{attribute}_{deal.status}" in self.templates.clauses:
            name = f"{attribute}_{deal.status}"
        if attribute == "parties" and isinstance(value, tuple) and len(value) == 1:
            name = "parties_one"
        many = deal.kind == "notes"
        verbs = {"is": "are", "was": "were", "has": "have", "s": ""} if many else {"is": "is", "was": "was", "has": "has", "s": "s"}
        return self.templates.clauses[name].format(value=self.qualified(deal, attribute, value), **verbs)

    def qualified(self, deal: Deal, attribute: str, value: object) -> str:
        """A value with what the source says of its reach: hardware `at some of the sites`, an end `as originally set`."""
        scope = {"hardware": deal.hardware_scope, "ends": deal.ends_scope}.get(attribute)
        return f"{self.value(value)} {scope}" if scope else self.value(value)
