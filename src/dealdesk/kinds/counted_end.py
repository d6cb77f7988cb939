"""The end that a term leads to where no end is stated: a shown calculation, and no statement of the sources."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dealdesk.domain.answer import Calculation, Operand, Statement
from dealdesk.domain.period import PartialDate, later
from dealdesk.domain.quantity import Quantity
from dealdesk.kinds.row import cited

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal


def counted_end(deal: Deal, context: Context) -> Statement | None:
    """The month in which a deal would end by its term, counted from its start or else its announcement; None where either is unstated."""
    since, of = (deal.starts, "start") if deal.starts else (deal.announced, "announcement")
    if since is None or deal.term is None or since.year is None or since.month is None:
        return None
    month = later(since.start, deal.term.in_months)
    ends = PartialDate(month.year, month.month)
    field = "starts" if deal.starts else "announced"
    sources = cited(context, deal, ("term", field))
    operands = (
        Operand(deal.id, since, cited(context, deal, (field,))[0]),
        Operand(deal.id, Quantity(amount=Decimal(deal.term.in_months), unit="months"), cited(context, deal, ("term",))[0]),
    )
    text = f"Counted from its {of} in {PartialDate(since.year, since.month)}, that would be until {ends}."
    return Statement(text, sources, ends, Calculation("end of the term", operands, ends))
