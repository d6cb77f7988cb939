"""Whether what deals come to together, or on average, is as claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.answer import Answer, Answered
from dealdesk.domain.quantity import Bound, Quantity
from dealdesk.kinds.reckoning import aggregated, stated_total
from dealdesk.query.condition import Agreed, Worth

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.kinds.judgement import Verify


def totalled(query: Verify, subject: tuple[Deal, ...], context: Context) -> Answer:
    """The reckoning, with a verdict as far as the bounds of its parts decide it and all that is counted is agreed."""
    answer = aggregated(query.operation, subject, context)
    if not isinstance(answer, Answered):
        return answer
    value, calculation = answer.statements[0].value, answer.statements[0].calculation
    if not isinstance(value, Quantity) or not isinstance(query.claim, Worth):
        return answer
    operands = calculation.operands if calculation else ()
    counted = tuple(deal for deal in subject if deal.id in {one.record for one in operands})
    summed = query.operation == "sum" and stated_total(counted, context) is None
    parts = [one.value for one in operands if isinstance(one.value, Quantity)] if summed else []
    decided = {r.decided_by(*(parts or (value,))) for r in query.claim.ranges if r.unit in {"", value.unit}}
    agreed = all(Agreed(firm=True).holds(deal) for deal in counted or subject)
    true = True in decided
    inexact = query.exactly and value.bound is not Bound.EXACTLY
    silent = query.denied or not agreed or (inexact and true) or (not true and (None in decided or not decided))
    return replace(answer, verdict="" if silent else "Yes" if true != query.negated else "No")
