"""Which customers, providers or months have so many deals, or deals that come to so much together."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement
from dealdesk.domain.quantity import Quantity, Range
from dealdesk.kinds.group import Grouped, by_of, group_of, grouped
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.reckoning import whole
from dealdesk.kinds.row import cited
from dealdesk.language.mention import spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Agreed, Party, Worth
from dealdesk.query.selection import Selection
from dealdesk.scope.pick import counted_in
from dealdesk.scope.worth import range_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Verdict
    from dealdesk.domain.record import Deal
    from dealdesk.scope.question import Asked

_SEVERAL = Range(Decimal(2), None, "")
_ONE = Range(Decimal(1), Decimal(1), "")
_NEAR = 2
_ASKING = frozenset({"which", "what", "who", "whoever", "whose"})


class Having(Struct, frozen=True):
    """The groups `by` whose number of deals, or whose total where `said` has a unit, is as said; `only` is claimed to be the one."""

    by: str
    said: Range
    selection: Selection
    only: str = ""

    def about(self, selection: Selection) -> Having:
        """The same asked of other deals."""
        return replace(self, selection=selection, only="")

    def __str__(self) -> str:
        return f"{self.by}s with {_label(self.said)} of {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Having]]:
    """`which customers have more than one contract?`, `who signed twice?`, `which clients ordered over 5 billion in total?`."""
    reading, selection = asked.reading, asked.scope.selection
    if is_polar(reading) and reading.has("modifier", "only") and reading.has("operation", "repeated"):
        yield from _sole(asked)
        return
    found = None if is_polar(reading) or reading.has("operation", "group") or selection.pick else _said(asked)
    if found is None:
        return
    said, span = found
    by, by_span = by_of(asked)
    who = any(token.norm in {"who", "whoever"} for token in reading.tokens) and reading.has("noun", "contract", "contract_verb")
    by = by or ("customer" if who else "")
    asks = {token.norm for token in reading.tokens} & _ASKING or reading.has("ask", "how_many")
    if not by or not asks or any(i > min(span) for i in by_span):  # `which deals have more than one customer?`
        return
    kept = Selection(tuple(c for c in selection.conditions if not isinstance(c, Worth)), None, selection.without)
    told = (*reading.words("ask", "who", "when", "how_many"), *reading.words("noun", "contract_verb", "contract", "buying"))
    told += (*reading.words("operation", "list", "sum"), *reading.words("attribute", "value"))
    yield Claimed(Having(by, said, kept), span | by_span | asked.scope.used | spanned(told))


def _sole(asked: Asked) -> Iterator[Claimed[Having]]:
    """`is Acme the only customer that came back?`: one of those that have several."""
    reading, selection = asked.reading, asked.scope.selection
    customers = {deal.customer for deal in asked.context.knowledge.deals}
    named = [c for c in selection.named if isinstance(c, Party) and len(c.ids) == 1 and c.ids <= customers]
    if len(named) == 1:
        told = (*reading.words("operation", "repeated"), *reading.words("noun", "customers", "company", "contract_verb"))
        marks = reading.words("modifier", "only", "polar", "affirmed", "claimed")
        query = Having("customer", _SEVERAL, replace(selection.less(named[0]), pick=None), next(iter(named[0].ids)))
        yield Claimed(query, asked.scope.used | spanned((*told, *marks)))


def _said(asked: Asked) -> tuple[Range, frozenset[int]] | None:
    """How many deals, or what total, a group must have, and the words that say it."""
    reading = asked.reading
    for name, held in (("repeated", _SEVERAL), ("single", _ONE)):
        if reading.has("operation", name):
            return held, spanned(reading.words("operation", name))
    counted, told = counted_in(reading)
    if counted:  # `three contracts`, `signed three times`
        number = Decimal(counted.number)
        return Range(number if counted.bound >= 0 else None, number if counted.bound <= 0 else None, ""), told
    nouns = [m.start for m in reading.words("noun", "contract", "notes", "loan")]
    for mention, said in reading.of(Range):
        if not said.unit and any(0 <= start - mention.end < _NEAR for start in nouns):
            return said, frozenset(mention.span)
        if said.unit and not said.exact and reading.has("operation", "sum"):
            return said, frozenset(mention.span)
    return None


def _answer(query: Having, context: Context) -> Answer:
    found = tuple(deal for deal in context.rows(query.selection) if Agreed().holds(deal))
    groups: defaultdict[str, list[Deal]] = defaultdict(list)
    for deal in whole(found) if query.said.unit else found:
        key = group_of(deal, query.by)
        if key and (not query.said.unit or (deal.value and deal.value.unit == query.said.unit)):
            groups[key].append(deal)
    if not groups:
        return empty(query.selection, context)
    measured = Grouped(query.by, "sum" if query.said.unit else "count", query.selection)
    rows = {key: grouped(measured, key, deals, found, context) for key, deals in groups.items()}
    held = [key for key, statement in rows.items() if query.said.holds(_size(statement))]
    if not held:
        every = tuple(dict.fromkeys(c for one in rows.values() for c in one.citations))
        return Answered((Statement(f"None: my sources state no {query.by} with {_label(query.said)}.", every), *rows.values()))
    operands = tuple(Operand(d.id, d.value or "stated", cited(context, d, ("value",))[0]) for key in held for d in groups[key])
    sources = tuple(dict.fromkeys(c for key in held for c in rows[key].citations))
    noun = wording.count(len(held), query.by, context.wording.templates.plurals).capitalize()
    head = Statement(f"{noun}: {context.wording.names(tuple(held))}.", sources, len(held), Calculation("count", operands, len(held)))
    verdict: Verdict = "" if not query.only else "Yes" if held == [query.only] else "No"
    return Answered((head, *(rows[key] for key in held)), verdict=verdict)


def _size(statement: Statement) -> Decimal:
    value = statement.value
    return value.amount if isinstance(value, Quantity) else Decimal(str(value))


def _label(said: Range) -> str:
    """`at least 2 contracts`, `over $5 billion in total`."""
    if said.unit:
        return f"{range_label(said)} in total"
    least, most = said.low, said.high
    if least is not None and least == most:
        return f"{wording.number(least)} contract{'s' if least != 1 else ''}"
    bound = ("more than" if said.strict else "at least") if least is not None else ("fewer than" if said.strict else "at most")
    return f"{bound} {wording.number(least if least is not None else most or Decimal())} contracts"


KIND = Kind("having", ("Which customers have more than one contract?",), _recognise, _answer)
