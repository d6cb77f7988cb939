"""How many of some deals are as claimed: `are most of Acme's orders over 5 billion?`, `is only one of the May deals with Globex?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement
from dealdesk.domain.quantity import Range
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.reckoning import current
from dealdesk.kinds.row import chosen_by, cited, row
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_denied, is_negated, is_polar
from dealdesk.query.condition import Agreed, Announced, Ends, OfKind, Party, Worth
from dealdesk.scope.pick import Counted
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.language.reading import Reading
    from dealdesk.query.condition import Condition
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked

_MOST = frozenset({"most", "majority"})
_ONE = frozenset({"one"})
_CLAIMS = (Worth, Announced, Ends, Party)


class Quantified(Struct, frozen=True):
    """The deals of `subject`, and of how many of them `claim` is said: so many, or most where none are `counted`."""

    subject: Selection
    claim: Condition
    counted: Counted | None

    @property
    def selection(self) -> Selection:
        """The deals for which the claim holds."""
        return replace(self.subject, conditions=(*self.subject.conditions, self.claim))

    def __str__(self) -> str:
        return f"whether {self.counted or 'most'} of {self.subject}: {self.claim}"


def _recognise(asked: Asked) -> Iterator[Claimed[Quantified]]:
    reading, context = asked.reading, asked.context
    of = next((i for i, norm in enumerate(reading.norms) if norm == "of" and i), None)
    if not is_polar(reading) or is_negated(reading) or is_denied(reading):
        return
    every = reading.words("noun", "contract", "notes")
    if of is None:  # `only one order is above 20 billion`
        nouns = every[:1]
        opening = reading.only(range(nouns[0].start if nouns else 0))
        counted, most = _number(opening), False
        start = max((i + 1 for i in opening.inside if reading.norms[i] in _ONE or reading.tokens[i].is_number), default=0)
        named = any(m.start < start for m, _ in reading.of(Named))  # `was Acme the only one signing?`
        if counted is None or counted.bound or named:
            return
    else:
        nouns = tuple(m for m in every if m.start > of and reading.norms[m.end - 1].endswith("s"))
        opening, start = reading.only(range(of)), of
        counted, most = _number(opening), not _MOST.isdisjoint(reading.norms[:of])
    if not nouns or not (most or counted):
        return
    pool = scope_of(reading.only(range(start, nouns[0].end)), context)
    said = scope_of(reading.only(range(nouns[0].end, len(reading.tokens))), context)
    claims = sorted(((c, span) for c, span in said.conditions if isinstance(c, _CLAIMS) and span), key=lambda pair: max(pair[1]))
    if not claims or pool.selection.pick or said.selection.pick:
        return
    earlier = tuple(c for c, _ in claims[:-1])
    subject = replace(
        pool.selection, conditions=(*(c for c in pool.selection.conditions if isinstance(c, OfKind) or c.topic != "agreed"), *earlier)
    )
    marks = spanned((*reading.words("modifier", "polar", "affirmed", "claimed", "only", "any"), *reading.words("attribute", "value")))
    used = opening.inside | pool.used | said.used | marks | frozenset(() if of is None else (of,))
    yield Claimed(Quantified(subject, claims[-1][0], None if most else counted), used)


def _number(opening: Reading) -> Counted | None:
    """The number that opens a question: `only one`, `at least two`, `exactly three`; a bare one claims nothing exact."""
    bounds = [Counted.of(said) for _, said in opening.of(Range) if not said.unit]
    exact = opening.has("modifier", "only") or not {"exactly", "precisely", "just"}.isdisjoint(opening.norms[i] for i in opening.inside)
    found = next((one for one in bounds if one and (one.bound or exact)), None)
    single = exact and any(opening.norms[i] in _ONE for i in opening.inside)
    return found or (Counted(1) if single else None)


def _answer(query: Quantified, context: Context) -> Answer:
    deals = current(tuple(deal for deal in context.rows(query.subject) if Agreed().holds(deal)))
    if not deals:
        return empty(query.subject, context)
    held = tuple(deal for deal in deals if query.claim.holds(deal))
    true = query.counted.holds(len(held)) if query.counted else 2 * len(held) > len(deals)
    shown = tuple(dict.fromkeys(("value", *chosen_by(query.selection))))
    rows = tuple(row(context, deal, shown) for deal in held or deals)
    return Answered((_head(held, deals, context), *rows), verdict="Yes" if true else "No")


def _head(held: tuple[Deal, ...], deals: tuple[Deal, ...], context: Context) -> Statement:
    """`Two of the three contracts`."""
    noun, plurals = context.wording.noun_of(deals), context.wording.templates.plurals
    whole, part = wording.count(len(deals), noun, plurals), wording.count(len(held), noun, plurals).partition(" ")[0] if held else "none"
    operands = tuple(Operand(deal.id, deal.value or "stated", cited(context, deal, ("value",))[0]) for deal in deals)
    sources = tuple(dict.fromkeys(op.citation for op in operands))
    return Statement(f"{part.capitalize()} of the {whole}.", sources, len(held), Calculation("count", operands, len(held)))


KIND = Kind("quantified", ("Are most of {provider}'s contracts over $5 billion?",), _recognise, _answer)
