"""Conditions on a deal: frozen values that are predicates; `str` is how a reply says them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dealdesk.domain.period import Period
    from dealdesk.domain.quantity import Range
    from dealdesk.domain.record import Deal


class Condition(Protocol):
    """Something that holds of a deal or not."""

    @property
    def topic(self) -> str:
        """What it is about; a follow-up's condition replaces the earlier one of the same topic."""

    def holds(self, deal: Deal) -> bool:
        """True where the deal is meant."""


@dataclass(frozen=True, slots=True)
class Party:
    """Any of `ids` takes part, in `role` where one is said; none of them where `negated`."""

    ids: frozenset[str]
    label: str
    role: str = ""
    negated: bool = False

    @property
    def topic(self) -> str:
        return f"{self.role or 'party'}{' not' if self.negated else ''}"

    def holds(self, deal: Deal) -> bool:
        found = any(one in self.ids and self.role in ("", role) for role, one in deal.parties)
        return found != self.negated

    def __str__(self) -> str:
        return f"{self.role or 'a party'} is {'not ' if self.negated else ''}{self.label}"


@dataclass(frozen=True, slots=True)
class OfKind:
    """The deal is of one of these kinds, and its label says `word` where one is given."""

    kinds: frozenset[str]
    label: str
    word: str = ""
    without: str = ""

    topic = property(lambda _: "kind")

    def holds(self, deal: Deal) -> bool:
        label = (deal.label or "").casefold()
        return deal.kind in self.kinds and self.word in label and not (self.without and self.without in label)

    def __str__(self) -> str:
        return f"kind is {self.label}"


@dataclass(frozen=True, slots=True)
class Announced:
    """The deal was announced in one of `periods`; in none of them where `negated`."""

    periods: tuple[Period, ...]
    negated: bool = False

    topic = property(lambda _: "announced")

    def holds(self, deal: Deal) -> bool:
        return any(period.covers(deal.announced) for period in self.periods) != self.negated

    def __str__(self) -> str:
        labels = " or ".join(period.label for period in self.periods)
        return f"announced {'not ' if self.negated else ''}{labels}"


@dataclass(frozen=True, slots=True)
class Ends:
    """The deal ends in one of `periods`."""

    periods: tuple[Period, ...]

    topic = property(lambda _: "ends")

    def holds(self, deal: Deal) -> bool:
        return any(period.covers(deal.ends) for period in self.periods)

    def __str__(self) -> str:
        return f"ends {' or '.join(period.label for period in self.periods)}"


@dataclass(frozen=True, slots=True)
class Worth:
    """The stated value lies in one of `ranges`, in the same currency."""

    ranges: tuple[Range, ...]
    label: str
    negated: bool = False

    topic = property(lambda _: "value")

    def holds(self, deal: Deal) -> bool:
        value = deal.value
        if value is None:
            return False
        return any(r.unit in ("", value.unit) and r.holds(value.amount) for r in self.ranges) != self.negated

    def __str__(self) -> str:
        return f"value {'not ' if self.negated else ''}{self.label}"


@dataclass(frozen=True, slots=True)
class Lasting:
    """The stated term lies in `months`."""

    months: Range
    label: str

    topic = property(lambda _: "term")

    def holds(self, deal: Deal) -> bool:
        return deal.term is not None and self.months.holds(Decimal(deal.term.in_months))

    def __str__(self) -> str:
        return f"term {self.label}"


@dataclass(frozen=True, slots=True)
class Uses:
    """The deal names any of this hardware."""

    ids: frozenset[str]
    label: str

    topic = property(lambda _: "hardware")

    def holds(self, deal: Deal) -> bool:
        return bool(self.ids & set(deal.hardware))

    def __str__(self) -> str:
        return f"hardware is {self.label}"


@dataclass(frozen=True, slots=True)
class Expands:
    """The deal enlarges an earlier one."""

    topic = property(lambda _: "expands")

    def holds(self, deal: Deal) -> bool:
        return bool(deal.extends)

    def __str__(self) -> str:
        return "it expands an earlier deal"


@dataclass(frozen=True, slots=True)
class HasStatus:
    """The deal stands at one of these stages."""

    statuses: frozenset[str]
    label: str

    topic = property(lambda _: "status")

    def holds(self, deal: Deal) -> bool:
        return deal.status in self.statuses

    def __str__(self) -> str:
        return f"status is {self.label}"


@dataclass(frozen=True, slots=True)
class Except:
    """The deal does not meet all of `conditions` together."""

    conditions: tuple[Condition, ...]

    topic = property(lambda _: "except")

    def holds(self, deal: Deal) -> bool:
        return not all(condition.holds(deal) for condition in self.conditions)

    def __str__(self) -> str:
        return f"not ({', '.join(str(condition) for condition in self.conditions)})"


@dataclass(frozen=True, slots=True)
class Agreed:
    """The deal is agreed or planned by its parties, not merely talked about or called off."""

    topic = property(lambda _: "agreed")

    def holds(self, deal: Deal) -> bool:
        return deal.status not in {"in talks", "option", "cancelled"}

    def __str__(self) -> str:
        return "agreed"


@dataclass(frozen=True, slots=True)
class Among:
    """The deal is one of those spoken of; of the others where `negated`."""

    ids: frozenset[str]
    negated: bool = False

    topic = property(lambda _: "among")

    def holds(self, deal: Deal) -> bool:
        return (deal.id in self.ids) != self.negated

    def __str__(self) -> str:
        return f"{'none' if self.negated else 'one'} of {', '.join(sorted(self.ids))}"
