"""What one piece costs of hardware that a deal buys by the number: its value over the number that its name states."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement, Unknown
from dealdesk.domain.quantity import Range
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.row import FEW, cited, row
from dealdesk.language.mention import Named, Number, spanned
from dealdesk.query import arithmetic
from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.scope.question import Asked

_LEAST = 100  # of what is bought by the number; fewer may be a model or a count of deals
_PIECE = frozenset({"one", "single", "each", "apiece", "piece", "per", "individual"})
_USED = frozenset(
    {"hour", "hours", "hourly", "minute", "day", "token", "tokens", "query", "user", "rent", "rental", "lease", "charge", "charges"}
)
_NEAR = 2


class Piece(Struct, frozen=True):
    """The price of one piece, of the deals selected."""

    selection: Selection

    def about(self, selection: Selection) -> Piece:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"price of one piece of {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Piece]]:
    """`what does one X100 cost Acme?`, `45,000 chips for 700 million, how much is that each?`."""
    reading, context = asked.reading, asked.context
    priced = reading.words("attribute", "unit_price")
    pieces = frozenset(i for i, norm in enumerate(reading.norms) if norm in _PIECE)
    valued = (*reading.words("ask", "how_much"), *reading.words("attribute", "value"))
    things = reading.has("attribute", "hardware") or _names_product(asked)
    if not _USED.isdisjoint(reading.norms) or not (priced or (pieces and valued and things)):
        return  # the price of its use is another one
    selection = Selection(tuple(c for c in asked.scope.selection.named), asked.scope.selection.pick)
    found = [deal for deal in context.rows(selection) if deal.value and pieces_of(deal, context)]
    if not found:
        return
    numbers = (m for m, said in reading.of(Range) if not said.unit and said.low and said.low >= _LEAST)
    said = (
        *priced,
        *valued,
        *numbers,
        *reading.words("attribute", "hardware"),
        *reading.words("operation", "average", "ratio", "dividing"),
    )
    yield Claimed(Piece(selection), pieces | spanned(said) | asked.scope.used)


def _names_product(asked: Asked) -> bool:
    names = asked.context.knowledge.names
    return any(names[one].kind == "product" for _, named in asked.reading.of(Named) for one in named.ids)


def pieces_of(deal: Deal, context: Context) -> int | None:
    """How many pieces of hardware a deal's name says that it is of: `Acme's order of 45,000 X100 chips`; None where it says none."""
    tokens = context.reader.lexicon.tokens(deal.label or "")
    mentions = context.reader.mentions(tokens)
    things = [m.start for m in mentions if getattr(m.sense, "name", "") == "hardware"]
    things += [m.start for m in mentions if isinstance(m.sense, Named) and set(m.sense.ids) & set(deal.hardware)]
    for mention in mentions:
        if isinstance(mention.sense, Number) and mention.sense.value >= _LEAST and any(0 <= at - mention.end <= _NEAR for at in things):
            return mention.sense.value
    return None


def _answer(query: Piece, context: Context) -> Answer:
    found = [(deal, number) for deal in context.rows(query.selection) if deal.value and (number := pieces_of(deal, context))]
    if len(found) > FEW:
        return Unknown(
            "My sources state that of too many deals to tell which is meant.", tuple(row(context, deal) for deal, _ in found[:FEW])
        )
    told = tuple(_statement(deal, number, context) for deal, number in found)
    return Answered(told, ("Spread evenly over the pieces, which my sources do not say.",))


def _statement(deal: Deal, number: int, context: Context) -> Statement:
    if deal.value is None:
        message = f"{deal.id} has no value"
        raise ValueError(message)
    result = arithmetic.per(deal.value, Decimal(number))
    sources = tuple(dict.fromkeys((*cited(context, deal, ("value",)), *context.evidence(deal, "label"))))
    said = wording.derived(result)
    text = f"{said[:1].upper()}{said[1:]} each: {context.wording.deal(deal)} is worth {wording.quantity(deal.value)}."
    operands = (Operand(deal.id, deal.value, sources[0]), Operand(deal.id, number, sources[-1]))
    return Statement(text, sources, result, Calculation("value per piece", operands, result))


KIND = Kind("piece", (), _recognise, _answer)
