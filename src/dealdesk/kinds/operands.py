"""What is worked out of deals that a question names one by one: the operation, the measure, and which of two is the base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.kinds.comparison import Contrast
from dealdesk.kinds.kind import Claimed
from dealdesk.kinds.reckoning import OPERATIONS
from dealdesk.language.mention import spanned
from dealdesk.language.polarity import is_polar
from dealdesk.scope.operand import operands_of
from dealdesk.scope.operation import measure_in, operation_in, told_in

if TYPE_CHECKING:
    from dealdesk.language.reading import Reading
    from dealdesk.query.selection import Selection
    from dealdesk.scope.operand import Operand, Operands
    from dealdesk.scope.question import Asked

_PAIR = 2
_APART = frozenset({"difference", "ratio", "share", "growth"})
_OF_WHOLE = frozenset({"of"})
_FROM_BASE = frozenset({"from", "than", "over", "on", "against", "to", "with"})  # `growth from A to B`: the first that is said so


def contrast_of_operands(asked: Asked) -> Claimed[Contrast] | None:
    """Two deals that the question names, and what it wants of them; None where it names other than two, or only adds them up."""
    operands = operands_of(asked.reading, asked.context)
    if operands is None or len(operands.each) != _PAIR:
        return None
    frame = operands.frame
    operation, cue = operation_in(frame)
    if not operation or (operation == "compare" and _totals(frame)):
        return None
    measure, measured = measure_in(frame, operation)
    one, two = operands.each
    decides = operation == "compare" and is_polar(asked.reading) and "or" not in asked.reading.norms
    claim = (-1 if frame.has("operation", "less") else 1) if decides and frame.has("operation", "more", "less") else 0
    base = _base(operands, _OF_WHOLE if operation == "share" else _FROM_BASE) or (one if "between" in frame.norms else None)
    if operation in {"share", "growth"} and base:
        one, two = (operands.each[0] if base is operands.each[1] else operands.each[1]), base
        operation = "margin" if operation == "growth" else operation
    query = Contrast(operation, measure, one.selection, two.selection, claim)
    return Claimed(query, operands.used | cue | measured | told_in(frame) | _light(frame))


def worked_out_of_operands(asked: Asked) -> tuple[str, Selection, frozenset[int]] | None:
    """The operation of `OPERATIONS` that the question wants of the deals that it names, these deals, and the tokens that say both."""
    operands = operands_of(asked.reading, asked.context)
    if operands is None or operation_in(operands.frame)[0] in _APART:
        return None
    said = _totals(operands.frame)
    return (
        (said[-1].name, operands.selection, operands.used | spanned(said) | told_in(operands.frame) | _light(operands.frame))
        if said
        else None
    )


def _totals(frame: Reading):
    return frame.words("operation", *OPERATIONS)


def _base(operands: Operands, marks: frozenset[str]) -> Operand | None:
    """The operand that a word of `marks` makes the base, the first of them; None where none is."""
    norms = operands.frame.norms
    for one in operands.each:
        if norms[one.start] in marks or (one.start and norms[one.start - 1] in marks):
            return one
    return None


def _light(frame: Reading) -> frozenset[int]:
    """Words that any such question may hold: the scale and the currency, what one gets."""
    return spanned((*frame.words("operation", "in_millions", "in_billions"), *frame.words("currency"), *frame.words("noun", "taking")))
