"""What a part of the price that is paid ahead comes to: `20% in advance` of 9 billion."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dealdesk.context import wording
from dealdesk.context.term import amounts_of
from dealdesk.domain.answer import Calculation, Operand, Statement
from dealdesk.domain.quantity import Quantity
from dealdesk.kinds.row import cited
from dealdesk.language.lexicon import Word
from dealdesk.query import arithmetic

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal

_AHEAD = Word("attribute", "prepayment")
_FRACTIONS = {"half": ("half", 50), "quarter": ("a quarter", 25), "fifth": ("a fifth", 20), "tenth": ("a tenth", 10)}


def advance_of(deal: Deal, context: Context) -> Statement | None:
    """The amount that `deal` has paid ahead, as a calculation; None where its terms state no one part of its price as paid ahead."""
    said = _part(deal, context)
    if said is None or deal.value is None:
        return None
    words, part = said
    result = arithmetic.part(part, deal.value)
    text = f"{words} of {wording.quantity(deal.value)} is {wording.derived(result)}."
    operands = tuple(
        Operand(deal.id, value, cited(context, deal, (field,))[0]) for field, value in (("payment", part), ("value", deal.value))
    )
    return Statement(text, tuple(dict.fromkeys(one.citation for one in operands)), result, Calculation("part", operands, result))


def _part(deal: Deal, context: Context) -> tuple[str, Quantity] | None:
    """The part of the price that the payment terms of a deal say is paid ahead, in words and in percent."""
    tokens = context.reader.lexicon.tokens(deal.payment or "")
    if not any(m.sense == _AHEAD for m in context.reader.mentions(tokens)):
        return None
    amounts = amounts_of(context.reader, deal.payment or "")
    shares = [(f"{r.low}%", r.low) for r in amounts if r.unit == arithmetic.PERCENT and r.exact and r.low is not None]
    fractions = [_FRACTIONS[token.norm] for token in tokens if token.norm in _FRACTIONS]
    shares += [(words.capitalize(), Decimal(percent)) for words, percent in fractions]
    if len(shares) != 1 or len(amounts) > 1:
        return None
    return shares[0][0], Quantity(amount=shares[0][1], unit=arithmetic.PERCENT)
