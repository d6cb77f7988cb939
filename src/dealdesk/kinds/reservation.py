"""What has to be said beside an answer about deals that is true only within limits: of all lenders together, of what states an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.query.condition import Described, Party

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.query.selection import Selection

_AMOUNTS = frozenset({"value", "power"})
_UNPLACED = {
    ("ends", False): "Not every one of these states an end date; another may end earlier.",
    ("ends", True): "Not every one of these states an end date; another may end later.",
    ("term", False): "Not every one of these states a term; another may be shorter.",
    ("term", True): "Not every one of these states a term; another may be longer.",
}


def reservations(selection: Selection, asked: Collection[str], found: Sequence[Deal], context: Context) -> tuple[str, ...]:
    """The sentences to add to what is said of the attributes `asked` of the deals `found`."""
    return (*_unplaced(selection, context), *(_shared(selection, found) if _AMOUNTS.intersection(asked) else ()))


def _unplaced(selection: Selection, context: Context) -> Iterator[str]:
    """That some of the deals picked from state no end or no term, so that one of them may come before."""
    pick = selection.pick
    told = _UNPLACED.get((pick.by, pick.descending)) if pick else None
    if pick and told and any(context.order(deal, pick.by) is None for deal in context.rows(replace(selection, pick=None))):
        yield told


def _shared(selection: Selection, found: Sequence[Deal]) -> Iterator[str]:
    """That an amount is stated only of several lenders together, where one is named, or of several places."""
    for condition in selection.named:
        if isinstance(condition, Party) and any(len(deal.lenders) > 1 and condition.ids & {*deal.lenders} for deal in found):
            yield f"My sources state that of all the lenders together, not of {condition.label} alone."
        if isinstance(condition, Described) and any(deal.is_partly_at(condition.label) for deal in found):
            yield f"My sources state that of the whole contract, not of {condition.label} alone."
