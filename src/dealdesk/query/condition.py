"""Conditions on a deal: frozen values that are predicates; `str` is how a reply says them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


class Party(Struct, frozen=True):
    """Any of `ids` takes part; `side` says in what roles they do, so that a buyer does not take the place of a seller."""

    ids: frozenset[str]
    label: str
    side: str = ""

    @property
    def topic(self) -> str:
        return f"party {self.side}".strip()

    def holds(self, deal: Deal) -> bool:
        return any(one in self.ids for _, one in deal.parties)

    def __str__(self) -> str:
        return f"a party is {self.label}"


_FACING = {
    "customer": ("provider",),
    "provider": ("customer",),
    "lenders": ("borrower", "issuer"),
    "borrower": ("lenders",),
    "issuer": ("lenders", "investor"),
}


class Takes(Struct, frozen=True):
    """Any of `ids` takes the part `role`, one of the roles of a deal."""

    ids: frozenset[str]
    role: str
    label: str

    topic = property(lambda _: "role")
    facing = property(lambda self: _FACING[self.role], doc="The roles on the other side of the deal.")

    def holds(self, deal: Deal) -> bool:
        return any(role == self.role and one in self.ids for role, one in deal.parties)

    def __str__(self) -> str:
        return f"{self.label} is the {self.role.removesuffix('s')}"


class Bought(Struct, frozen=True):
    """One of `buyers` is the customer, and one of `sellers`, where any are given, the provider."""

    buyers: frozenset[str]
    sellers: frozenset[str] = frozenset()

    topic = property(lambda _: "buyer")

    def holds(self, deal: Deal) -> bool:
        return deal.customer in self.buyers and (not self.sellers or deal.provider in self.sellers)

    def __str__(self) -> str:
        return f"bought by {', '.join(sorted(self.buyers))}"


class OfKind(Struct, frozen=True):
    """The deal is of one of these kinds, and its label says `word` where one is given."""

    kinds: frozenset[str]
    label: str
    word: str = ""
    without: str = ""

    topic = property(lambda _: "kind")

    @property
    def is_plain(self) -> bool:
        return self.label == "contract"

    def holds(self, deal: Deal) -> bool:
        if deal.kind not in self.kinds or not (self.word or self.without):
            return deal.kind in self.kinds
        label = (deal.label or "").casefold()
        return self.word in label and not (self.without and self.without in label)

    def __str__(self) -> str:
        return f"kind is {self.label}"


class Announced(Struct, frozen=True):
    """The deal was announced in one of `periods`, or is one of those that the order of deals puts there (`also`)."""

    periods: tuple[Period, ...]
    also: frozenset[str] = frozenset()

    topic = property(lambda _: "announced")

    def holds(self, deal: Deal) -> bool:
        return deal.id in self.also or any(period.covers(deal.announced) for period in self.periods)

    def __str__(self) -> str:
        return f"announced {' or '.join(period.label for period in self.periods)}"


class Ends(Struct, frozen=True):
    """The deal ends in one of `periods`."""

    periods: tuple[Period, ...]

    topic = property(lambda _: "ends")

    def holds(self, deal: Deal) -> bool:
        return any(period.covers(deal.ends) for period in self.periods)

    def __str__(self) -> str:
        return f"ends {' or '.join(period.label for period in self.periods)}"


class Worth(Struct, frozen=True):
    """The stated value, or the power where a range is one of power, lies in one of `ranges`, in the same unit."""

    ranges: tuple[Range, ...]
    label: str

    @property
    def topic(self) -> str:
        """`power` for one of power, else `value`."""
        return "power" if any(r.unit == "MW" for r in self.ranges) else "value"

    def holds(self, deal: Deal) -> bool:
        stated = [quantity for quantity in (deal.value, deal.power) if quantity is not None]
        alike = ((r, one) for r in self.ranges for one in stated if r.unit in ("", one.unit) and (r.unit or one is deal.value))
        return any(r.holds(one.amount) and r.decided_by(one) is not False for r, one in alike)

    def __str__(self) -> str:
        return f"value {self.label}"


class Starts(Struct, frozen=True):
    """The deal is stated to start in one of `periods`."""

    periods: tuple[Period, ...]

    topic = property(lambda _: "starts")

    def holds(self, deal: Deal) -> bool:
        return any(period.covers(deal.starts) for period in self.periods)

    def __str__(self) -> str:
        return f"starts {', '.join(period.label for period in self.periods)}"


class Lasting(Struct, frozen=True):
    """The stated term lies in `months`."""

    months: Range
    label: str

    topic = property(lambda _: "term")

    def holds(self, deal: Deal) -> bool:
        return deal.term is not None and self.months.holds(Decimal(deal.term.in_months))

    def __str__(self) -> str:
        return f"term {self.label}"


class Uses(Struct, frozen=True):
    """The deal names any of this hardware."""

    ids: frozenset[str]
    label: str

    topic = property(lambda _: "hardware")

    def holds(self, deal: Deal) -> bool:
        return bool(self.ids & set(deal.hardware))

    def __str__(self) -> str:
        return f"hardware is {self.label}"


class Expands(Struct, frozen=True):
    """The deal enlarges an earlier one."""

    topic = property(lambda _: "expands")

    def holds(self, deal: Deal) -> bool:
        return bool(deal.extends)

    def __str__(self) -> str:
        return "it expands an earlier deal"


class Frames(Struct, frozen=True):
    """The deal includes others: a framework agreement."""

    topic = property(lambda _: "frames")

    def holds(self, deal: Deal) -> bool:
        return bool(deal.includes)

    def __str__(self) -> str:
        return "it includes other deals"


class HasStatus(Struct, frozen=True):
    """The deal stands at one of these stages; None among them is any of which nothing is said."""

    statuses: frozenset[str | None]
    label: str

    topic = property(lambda _: "status")

    def holds(self, deal: Deal) -> bool:
        return deal.status in self.statuses

    def __str__(self) -> str:
        return f"status is {self.label}"


class PricedIn(Struct, frozen=True):
    """The deal's value is stated in a currency, given by its code."""

    currency: str

    topic = property(lambda _: "currency")

    def holds(self, deal: Deal) -> bool:
        return deal.value is not None and deal.value.unit == self.currency

    def __str__(self) -> str:
        return f"value is in {self.currency}"


class Apart(Struct, frozen=True):
    """The deal is one of those that came before or after others; `ids` are those, as the order of the table has them."""

    ids: frozenset[str]
    label: str

    topic = property(lambda _: "apart")

    def holds(self, deal: Deal) -> bool:
        return deal.id in self.ids

    def __str__(self) -> str:
        return self.label


class States(Struct, frozen=True):
    """The source states this attribute of the deal, which `read` reads."""

    attribute: str
    read: Callable[[Deal], object | None]

    @property
    def topic(self) -> str:
        return f"states {self.attribute}"

    def holds(self, deal: Deal) -> bool:
        return bool(self.read(deal))

    def __str__(self) -> str:
        return f"{self.attribute} is stated"


class Described(Struct, frozen=True):
    """The deal's own record holds the words `label`; `ids` are those whose records do."""

    ids: frozenset[str]
    label: str

    topic = property(lambda _: "described")

    def holds(self, deal: Deal) -> bool:
        return deal.id in self.ids

    def __str__(self) -> str:
        return f"it is described as {self.label}"


_OPEN = frozenset({"in talks", "option", "cancelled"})


class Agreed(Struct, frozen=True):
    """The deal is agreed or planned by its parties, not merely talked about or called off; where `firm`, not merely planned or sought."""

    firm: bool = False

    topic = property(lambda _: "agreed")

    def holds(self, deal: Deal) -> bool:
        return deal.status not in (_OPEN | {"planned", "sought"} if self.firm else _OPEN)

    def __str__(self) -> str:
        return "agreed"


class SaidOn(Struct, frozen=True):
    """The source gives `day`, a day of the week, for the announcement."""

    day: str

    topic = property(lambda _: "announced")

    def holds(self, deal: Deal) -> bool:
        return deal.said_on is not None and deal.said_on.casefold() == self.day.casefold()

    def __str__(self) -> str:
        return f"announced on {self.day}"


class Tranche(Struct, frozen=True):
    """The deal is a part of another: one of `ids`, of all the `parts` that the deals spoken of have, those of each deal together."""

    ids: frozenset[str]
    parts: tuple[tuple[str, ...], ...]

    topic = property(lambda _: "tranche")

    @classmethod
    def of(cls, deals: Iterable[Deal], place: int) -> Tranche:
        """All parts among `deals`, in their order; those at `place` in each deal, counted from the end where negative, unless it is 0."""
        wholes: dict[str, list[str]] = {}
        for deal in deals:
            wholes.setdefault(deal.part_of[0], []).append(deal.id)
        return cls(frozenset(), tuple(map(tuple, wholes.values()))).at(place)

    def at(self, place: int) -> Tranche:
        """The same parts, of which those at another place are meant."""
        start = place - 1 if place > 0 else place
        chosen = (part for whole in self.parts for part in (whole[start : start + 1 or None] if place else whole))
        return Tranche(frozenset(chosen), self.parts)

    def holds(self, deal: Deal) -> bool:
        return deal.id in self.ids

    def __str__(self) -> str:
        return f"a part: {', '.join(sorted(self.ids))}"


class Among(Struct, frozen=True):
    """The deal is one of those spoken of."""

    ids: frozenset[str]

    topic = property(lambda _: "among")

    def holds(self, deal: Deal) -> bool:
        return deal.id in self.ids

    def __str__(self) -> str:
        return f"one of {', '.join(sorted(self.ids))}"
