"""The deal table as columns and rows for a spreadsheet: numbers as numbers, what is not stated left empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from dealdesk.domain.record import Deal
    from dealdesk.knowledge.knowledge import Knowledge

Cell = int | float | str | None
_COLUMNS: tuple[tuple[str, Callable[[Deal, Knowledge], Cell]], ...] = (
    ("id", lambda deal, _: deal.id),
    ("kind", lambda deal, _: deal.kind),
    ("status", lambda deal, _: deal.status),
    *(
        (role, lambda deal, known, role=role: _party(deal, known, role))
        for role in ("provider", "customer", "issuer", "borrower", "lenders")
    ),
    ("announced", lambda deal, _: str(deal.announced) if deal.announced else deal.said_on),
    ("qualifier", lambda deal, _: deal.value.bound.words if deal.value else None),
    ("value", lambda deal, _: _number(deal.value.amount) if deal.value else None),
    ("currency", lambda deal, _: deal.value.unit if deal.value else None),
    ("starts", lambda deal, _: str(deal.starts) if deal.starts else None),
    ("ends", lambda deal, _: str(deal.ends) if deal.ends else None),
    ("end scope", lambda deal, _: deal.ends_scope),
    ("term in months", lambda deal, _: deal.term.in_months if deal.term else None),
    ("hardware", lambda deal, known: ", ".join(known.say(one) for one in deal.hardware)),
    ("hardware scope", lambda deal, _: deal.hardware_scope),
    ("power qualifier", lambda deal, _: deal.power.bound.words if deal.power else None),
    ("power in MW", lambda deal, _: _number(deal.power.amount) if deal.power else None),
    ("location", lambda deal, _: deal.location),
    ("notes", lambda deal, _: " ".join(deal.notes)),
    ("article", lambda deal, _: deal.evidence[0].article),
    ("quote", lambda deal, _: " / ".join(one.quote for one in deal.evidence)),
)


def table(deals: Iterable[Deal], knowledge: Knowledge) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """The headings, and a row of cells for each deal."""
    return tuple(name for name, _ in _COLUMNS), [tuple(read(deal, knowledge) or None for _, read in _COLUMNS) for deal in deals]


def _party(deal: Deal, knowledge: Knowledge, wanted: str) -> str:
    return ", ".join(knowledge.say(one) for role, one in deal.parties if role == wanted)


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == int(amount) else float(amount)
