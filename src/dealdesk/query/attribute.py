"""What can be asked of a deal: one row each. Adding one is a row here, its words in `attribute.yaml`, its clause in `wording.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.record import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from dealdesk.domain.record import Deal


class Attribute(Struct, frozen=True):
    """A column of the deal table.

    Attributes:
        name: as in the lexicon's category `attribute` and in `wording.yaml`.
        read: what the deal states: a value, a tuple of name ids or words; None or empty where unstated.
        fields: the record's fields behind it, for its evidence.
    """

    name: str
    read: Callable[[Deal], object | None]
    fields: tuple[str, ...]


def _parties(deal: Deal) -> tuple[str, ...]:
    return tuple(one for _, one in deal.parties)


ATTRIBUTES: tuple[Attribute, ...] = (
    Attribute("value", lambda deal: deal.value, ("value",)),
    Attribute("announced", lambda deal: deal.announced or deal.said_on, ("announced", "said_on")),
    Attribute("day", lambda deal: deal.announced if deal.announced and deal.announced.day else deal.said_on, ("announced", "said_on")),
    Attribute("starts", lambda deal: deal.starts, ("starts",)),
    Attribute("ends", lambda deal: deal.ends, ("ends",)),
    Attribute("term", lambda deal: deal.term, ("term",)),
    Attribute("customer", lambda deal: deal.customer, ("customer",)),
    Attribute("provider", lambda deal: deal.provider, ("provider",)),
    Attribute("issuer", lambda deal: deal.issuer, ("issuer",)),
    Attribute("borrower", lambda deal: deal.borrower, ("borrower",)),
    Attribute("lenders", lambda deal: deal.lenders, ("lenders",)),
    Attribute("parties", _parties, ROLES),
    Attribute("hardware", lambda deal: deal.hardware, ("hardware",)),
    Attribute("workload", lambda deal: deal.workload, ("workload",)),
    Attribute("purpose", lambda deal: deal.purpose, ("purpose",)),
    Attribute("status", lambda deal: deal.status, ("status",)),
    Attribute("option", lambda deal: deal.option, ("option",)),
    Attribute("power", lambda deal: deal.power, ("power",)),
    Attribute("location", lambda deal: deal.location, ("location",)),
    Attribute("sites", lambda deal: deal.sites, ("sites",)),
    Attribute("payment", lambda deal: deal.payment, ("payment",)),
    Attribute("composition", lambda deal: deal.composition, ("composition",)),
    Attribute("by", lambda deal: deal.by, ("by",)),
)
BY_NAME = {attribute.name: attribute for attribute in ATTRIBUTES}
