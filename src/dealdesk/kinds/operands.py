"""What is worked out of deals that a question names one by one: the operation, the measure, and which of two is the base."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.kinds.comparison import Contrast
from dealdesk.kinds.kind import Claimed
from dealdesk.kinds.reckoning import OPERATIONS
from dealdesk.language.mention import spanned
from dealdesk.language.polarity import is_polar
from dealdesk.scope.operand import orders
from dealdesk.scope.operation import measure_in, operation_in, told_in

if TYPE_CHECKING:
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.query.selection import Selection
    from dealdesk.scope.operand import Operand, Operands

_PAIR = 2
_APART = frozenset({"difference", "ratio", "share", "growth"})
_OF_WHOLE = frozenset({"of"})
_FROM_BASE = frozenset({"from", "than", "over", "on", "against", "to", "with"})  # `growth from A to B`: the first that is said so


class Worked(Struct, frozen=True):
    """One of `OPERATIONS` over deals, and the tokens that say so."""

    operation: str
    selection: Selection
    used: frozenset[int]


def contrast_of_operands(operands: Operands | None) -> Claimed[Contrast] | None:
    """What a question wants of the two deals that it names; None where it names other than two, or only adds them up."""
    if operands is None or len(operands.each) != _PAIR:
        return None
    frame = operands.frame
    ordered = _in_order(operands)
    if ordered:
        return ordered
    operation, cue = operation_in(frame)
    if not operation or (operation == "compare" and totals_in(frame)):
        return None
    measure, measured = measure_in(frame, operation)
    one, two = operands.each
    claim = _claim(operands, operation)
    operation = "compare" if claim else operation
    base = _base(operands, _OF_WHOLE if operation == "share" else _FROM_BASE) or (one if "between" in frame.norms else None)
    if operation in {"share", "growth"} and base and not one.deals < two.deals:
        one, two = (one if base is two else two), base
        operation = "margin" if operation == "growth" else operation
    query = Contrast(operation, measure, one.selection, two.selection, claim)
    return Claimed(query, operands.used | cue | measured | told_in(frame) | _light(frame))


def _claim(operands: Operands, operation: str) -> int:
    """1 where a question claims that the first is more, or later, than the second, -1 where less; 0 where it claims neither."""
    frame = operands.frame
    if operation not in {"compare", "difference"} or not is_polar(operands.reading) or "or" in frame.norms:
        return 0
    if frame.has("operation", "less", "shortest") or frame.has("relation", "before"):
        return -1
    return 1 if frame.has("operation", "more", "longer", "longest") or frame.has("relation", "after") else 0


def _in_order(operands: Operands) -> Claimed[Contrast] | None:
    """Whether the first of two deals came, or ends, before or after the other, where a question asks just that."""
    said, frame = orders(operands.reading), operands.frame
    one, two = operands.each
    if len(said) != 1 or not one.start < said[0].start < two.start or frame.without(said[0].span).has("operation"):
        return None
    ending = frame.words("attribute", "ends")
    earlier = any(set(m.span) <= set(said[0].span) for m in frame.words("relation", "before"))
    marks = (
        *said,
        *ending,
        *frame.words("attribute", "announced"),
        *frame.words("noun", "contract_verb"),
        *frame.words("modifier", "polar"),
    )
    query = Contrast("compare", "ends" if ending else "announced", one.selection, two.selection, -1 if earlier else 1)
    return Claimed(query, operands.used | spanned(marks))


def worked_out_of_operands(operands: Operands | None) -> Worked | None:
    """The operation of `OPERATIONS` that a question wants of the deals that it names."""
    if operands is None or operation_in(operands.frame)[0] in _APART:
        return None
    said, frame = totals_in(operands.frame), operands.frame
    return Worked(said[-1].name, operands.selection, operands.used | spanned(said) | told_in(frame) | _light(frame)) if said else None


def totals_in(frame: Reading) -> tuple[Mention, ...]:
    """The words that want a sum or another of `OPERATIONS`."""
    return frame.words("operation", *OPERATIONS)


def _base(operands: Operands, marks: frozenset[str]) -> Operand | None:
    """The operand that a word of `marks` makes the base, the first of them; None where none is."""
    norms = operands.frame.norms
    for before, one in pairwise(operands.each):
        to = next((i for i in (one.start, one.start - 1) if norms[i] == "to"), 0)
        if marks is _FROM_BASE and to - 1 in before.span:
            return before  # `the rise, May to June`
    for one in operands.each:
        if one.start >= 0 and (norms[one.start] in marks or (one.start and norms[one.start - 1] in marks)):
            return one
    return None


def _light(frame: Reading) -> frozenset[int]:
    """Words that any such question may hold: the scale and the currency, what one gets."""
    return spanned((*frame.words("operation", "in_millions", "in_billions"), *frame.words("currency"), *frame.words("noun", "taking")))
