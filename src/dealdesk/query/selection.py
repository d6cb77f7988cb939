"""Which deals a query is about: conditions that all hold, less what is excepted, then a pick from those that are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.query.condition import Agreed, Bought, Expands, OfKind, Party

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dealdesk.domain.record import Deal
    from dealdesk.query.condition import Condition

LASTING = "lasting"  # an order by the stated end, or by where the term leads to
IDENTIFYING = frozenset(
    {"announced", "starts", "ends", "value", "term", "among", "expands", "frames", "status", "described", "power", "tranche"}
)


class Pick(Struct, frozen=True):
    """The deals from place `first`, `count` of them, in the order of an attribute.

    Attributes:
        by: `announced`, `value`, `power` or `ends`.
        descending: greatest or latest first.
        first: place from 1.
    """

    by: str
    descending: bool
    first: int = 1
    count: int = 1

    def __str__(self) -> str:
        ends = {"announced": ("first", "latest"), "value": ("smallest", "largest"),
                "ends": ("first to end", "last to end"),
                "power": ("least powerful", "most powerful")}  # fmt: skip
        word = ends[self.by][self.descending]
        place = f"number {self.first} of the " if self.first > 1 else ""
        count = f"{self.count} " if self.count > 1 else ""
        return f"{place}{word} {count}".strip()


class Selection(Struct, frozen=True):
    """Deals that meet all `conditions` and are not among those that any of `without` selects from them; of those the `pick`."""

    conditions: tuple[Condition, ...] = ()
    pick: Pick | None = None
    without: tuple[Selection, ...] = ()

    def matching(self, deals: Iterable[Deal]) -> tuple[Deal, ...]:
        """The deals that meet the conditions, in the order given, before anything is excepted or picked."""
        return tuple(deal for deal in deals if all(c.holds(deal) for c in self.conditions))

    def rows(self, deals: Iterable[Deal], order: Callable[[Deal, str], object | None]) -> tuple[Deal, ...]:
        """The deals meant; `order(deal, by)` is the sort key, None where the deal has none."""
        found = self.matching(deals)
        if self.without:
            pool = tuple(deal for deal in deals if all(c.holds(deal) for c in self.conditions if not isinstance(c, Expands)))
            excepted = {deal.id for selection in self.without for deal in selection.rows(deals if selection.is_dated else pool, order)}
            found = tuple(deal for deal in found if deal.id not in excepted)
        if self.pick is None:
            return found
        by = LASTING if self.pick.by == "ends" and self.pick.descending else self.pick.by
        replaced = {one for deal in found for one in deal.supersedes} if by == "value" else ()  # which no longer count by size
        ids = {deal.id for deal in found}
        placed = [d for d in found if order(d, by) is not None and d.id not in replaced and ids.isdisjoint(d.part_of)]
        placed.sort(key=lambda deal: order(deal, by), reverse=self.pick.descending)  # type: ignore[arg-type,return-value]
        start = self.pick.first - 1
        chosen = placed[start : start + self.pick.count]
        if not chosen:
            return ()
        last = order(chosen[-1], by)
        ties = [deal for deal in placed[start + self.pick.count :] if order(deal, by) == last]
        return tuple(chosen + ties)

    @property
    def is_dated(self) -> bool:
        """True for `the newest with Acme`, which says of itself which deal is meant, whatever else is selected."""
        return self.pick is not None and self.pick.by == "announced" and bool(self.named)

    def less(self, condition: Condition) -> Selection:
        """The same with one condition less."""
        return replace(self, conditions=tuple(c for c in self.conditions if c != condition))

    def over(self, earlier: Selection) -> Selection:
        """This selection, completed by what `earlier` says and this one is silent about.

        What identifies a deal (its date, amount, place in a row) is one thing said: anything new of it replaces all that was said before.
        """
        topics = {c.topic for c in self.conditions}
        identifies = self.pick is not None or bool(topics & IDENTIFYING)
        dropped = topics | (IDENTIFYING if identifies else frozenset())
        kept = tuple(c for c in earlier.conditions if c.topic not in dropped)
        pick = self.pick or (None if identifies else earlier.pick)
        return Selection((*kept, *self.conditions), pick, self.without or (() if identifies else earlier.without))

    @property
    def named(self) -> tuple[Condition, ...]:
        """The conditions that a question has to say; the kind of deal is taken for granted."""
        return tuple(c for c in self.conditions if not isinstance(c, (OfKind, Agreed, Bought)))

    @property
    def parties(self) -> tuple[Condition, ...]:
        """The conditions that say of whose deals, and of what kind."""
        return tuple(c for c in self.conditions if isinstance(c, (OfKind, Party)))

    @property
    def is_specific(self) -> bool:
        """True where anything narrows the deals but their kind."""
        return bool(self.named or self.pick or self.without)

    def __str__(self) -> str:
        said = ", ".join(str(c) for c in self.conditions)
        head = f"{self.pick} of deals" if self.pick else "deals"
        body = f"{head} where {said}" if said else f"all {head}"
        return f"{body}, but not {'; '.join(str(one) for one in self.without)}" if self.without else body
