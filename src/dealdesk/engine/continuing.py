"""What a question works out of what was shown before: `plus the May order?`, `difference to it?`, `and together?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.engine.recalling import POINTING
from dealdesk.engine.standing import NAMED, Standing
from dealdesk.kinds.aggregate import Aggregate
from dealdesk.kinds.comparison import Contrast
from dealdesk.kinds.operands import contrast_of_operands, totals_in, worked_out_of_operands
from dealdesk.kinds.particulars import Lookup
from dealdesk.language.mention import Named, Number, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Agreed, Among, Party
from dealdesk.scope.operand import Operand, Operands, operands_of
from dealdesk.scope.operation import operation_in
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.engine.turn import Turn
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

_PAIR = 2
_JOINING = frozenset({"plus", "+", "add", "adding", "added", "with", "top", "including", "and", "both"})
_PRONOUNS = frozenset({"it", "that", "this", "they", "those", "these"})


def continued(reading: Reading, before: Turn, standing: Standing) -> Iterator[Candidate]:
    """The candidates of a question that does something with the deals shown before, or with them and one that it names."""
    operands = _operands(reading, before, standing)
    if operands is None:
        return
    pointed = operands.used | spanned(reading.words(*POINTING))
    contrast = contrast_of_operands(operands)
    if contrast:
        query = contrast.query if contrast.query.measure != "value" else replace(contrast.query, measure=measure_of(before))
        found = standing.answered(reading, NAMED["contrast"], query, contrast.used | pointed)
        yield replace(found, leaning=True, again=True)
    worked = worked_out_of_operands(operands)
    if worked:
        total = Aggregate(worked.operation, worked.selection, "power" if asked_power(before) else "value", each=True)
        yield replace(standing.answered(reading, NAMED["aggregate"], total, worked.used | pointed), leaning=True, again=True)


def _operands(reading: Reading, before: Turn, standing: Standing) -> Operands | None:
    """The deals shown and the one named, in the order in which they are meant; the last two shown where none is named."""
    if not before.deals or before.records or isinstance(before.query, Contrast):
        return None
    context, alone = standing.context, operands_of(reading, standing.context)
    if len(before.deals) > 1:
        among = operands_of(reading, context, 1, (Among(frozenset(before.deals)),))
        if among and len(among.each) > 1:  # `the difference between the largest and the smallest?` of those
            return among if among != alone else None
        if among and among.each[0].deals < set(before.deals):  # `the share of the biggest?` of those
            return _with_shown(among, before)
    named = operands_of(reading, context, 0, tuple(c for c in before.selection.parties if isinstance(c, Party)))
    named = named or _of_a_party(reading, before, context)
    if named is None or len(named.each) > 1 or alone:
        return None
    return _with_shown(named, before) if named.each else _last_two(named, before)


def _of_a_party(reading: Reading, before: Turn, context: Context) -> Operands | None:
    """`how much more did Acme order?` after a total: all that Acme ordered."""
    names = reading.of(Named)
    picks = reading.has("operation", "largest", "smallest", "latest", "earliest", "older")
    if (
        before.kind != "aggregate"
        or len(before.deals) < _PAIR
        or len(names) != 1
        or reading.of(When)
        or picks
        or not operation_in(reading)[0]
    ):
        return None
    told = spanned((names[0][0], *reading.words("noun", "contract", "contract_verb")))
    rows = context.rows(scope_of(reading.only(told), context).selection)
    deals = frozenset(deal.id for deal in rows if Agreed().holds(deal))
    return Operands((Operand(deals, told),), reading) if deals else None


def _with_shown(named: Operands, before: Turn) -> Operands | None:
    """What was shown, beside the one deal that the question names."""
    (one,), reading = named.each, named.reading
    adds = totals_in(named.frame) and not operation_in(named.frame)[0]
    bare = any(one.span.issuperset(m.span) and len(one.span) == len(m.span) for m, _ in reading.of(Range))
    if bare or (adds and _JOINING.isdisjoint(named.frame.norms)):
        return None
    shown = Operand(frozenset(before.deals if adds or len(before.focus) != 1 else before.focus))
    if operation_in(named.frame)[0] == "share" and one.deals < shown.deals:  # `the share of the biggest?` of all that were listed
        return replace(named, each=(one, shown))
    if one.deals & shown.deals:
        return None
    pointed = [i for i in named.frame.inside if reading.norms[i] in _PRONOUNS]
    follows = reading.norms[max(0, one.start - 1)] == "than" or (pointed and min(pointed) < one.start)
    return replace(named, each=(shown, one) if follows else (one, shown))


def _last_two(named: Operands, before: Turn) -> Operands | None:
    """`and the difference?`: the deals of the last two answers, where each showed one."""
    reading = named.reading
    several = reading.has("modifier", "all") or any(number.value != _PAIR for _, number in reading.of(Number))
    several = several or reading.has("operation", "top")  # `is that one of the top two?`
    adds = totals_in(named.frame) and not operation_in(named.frame)[0]
    if len(before.row) < _PAIR or len(before.deals) != 1 or several or (adds and len(before.row) > _PAIR):
        return None
    one, two = (Operand(frozenset({deal})) for deal in before.row[-_PAIR:])
    return replace(named, each=(two, one) if is_polar(reading) else (one, two))  # `is it larger?` is of the last


def asked_power(before: Turn) -> bool:
    """True where the turn before was about megawatts and nothing else."""
    return isinstance(before.query, Lookup) and before.query.groups == (("power",),)


def measure_of(before: Turn) -> str:
    """What the turn before was about: megawatts, an average, else values."""
    return "power" if asked_power(before) else "average" if getattr(before.query, "operation", "") == "average" else "value"
