"""What part of a stated amount something is: which the table tells only of whole deals, and the sources at most in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import amounts_of
from dealdesk.domain.answer import Unknown
from dealdesk.domain.quantity import Range
from dealdesk.engine.turn import Turn
from dealdesk.kinds.particulars import Lookup, about
from dealdesk.kinds.row import row
from dealdesk.language.function_word import COPULA
from dealdesk.language.lexicon import DEAL_NOUNS
from dealdesk.language.mention import Named, Ordinal, When
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Among
from dealdesk.query.selection import Selection
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading

_OPENING = 5
_PARTS = frozenset({"part", "portion", "component", "piece", "half", "share", "parts", "portions", "components", "pieces", "halves"})
_EACH = frozenset({"each", "every", "either"})
_NEAR = 4  # tokens: `each of the two parts`
_MONEY = frozenset({"dollar", "dollars", "money", "numbers", "figures"})


def asks_for_part(reading: Reading) -> bool:
    """`of the $21bn, how much ...`: what part of a stated amount something is; an opening such as `tell me:` may stand before it."""
    words = [token.norm for token in reading.tokens]
    start = next((i + 1 for i, word in enumerate(words) if word == ":"), 0)
    amount = any(start < m.start <= start + _OPENING and said.unit and said.exact for m, said in reading.of(Range))
    asked = [m for m in reading.words("ask", "how_much", "how_many") if m.start <= start + 1]
    inside = any(
        words[i] == "of" and any(0 < m.start - i <= 2 and said.unit and said.exact for m, said in reading.of(Range))  # noqa: PLR2004 - `of the`
        for m in asked
        for i in range(m.end, min(m.end + 3, len(words)))
    )
    composed = any(words[m.start] not in _PARTS for m in reading.words("attribute", "composition"))  # `what is it made of, and ...`
    each = not composed and any(word in _EACH and not _PARTS.isdisjoint(words[i : i + 1 + _NEAR]) for i, word in enumerate(words))
    placed = {m.end for m, _ in reading.of(Ordinal)} & {i for i, word in enumerate(words) if word in _PARTS}  # `the first part`
    split = composed and not _MONEY.isdisjoint(words) and reading.norms[0] == "how"  # `how is it split in dollars?`
    whole = any(words[i : i + 2] in (["all", "of"], ["most", "of"]) and _is_amount(reading, i + 2) for i in range(len(words)))
    return (
        inside
        or (whole and is_polar(reading))  # `is all of the $5bn new?`
        or ((each or placed) and reading.has("ask", "how_much", "how_many"))  # `how much goes to each part?`
        or split
        or (
            words[start : start + 1] in (["of"], ["inside"], ["within"])
            and amount
            and (reading.has("ask", "how_much", "how_many") or reading.has("operation", "share", "percent"))
        )
    )


def asks_of_what(reading: Reading) -> bool:
    """`how much of Acme's order is new?`: a part that no name, date or amount tells."""
    for mention in reading.words("ask", "how_much"):
        of = mention.end - 1 if reading.tokens[mention.end - 1].norm == "of" else mention.end
        verb = next((i for i in range(of, len(reading.tokens)) if reading.tokens[i].norm in COPULA), None)
        if of < len(reading.tokens) and reading.tokens[of].norm == "of" and verb is not None and verb + 1 < len(reading.tokens):
            part = reading.only(range(verb + 1, len(reading.tokens)))
            told = any(isinstance(m.sense, (Named, When, Range)) for m in part.mentions) or part.has("noun") or part.has("attribute")
            words = [t for t in reading.tokens[verb + 1 :] if t.is_word]
            if len(words) == 1 and not told and (reading.has("noun", *DEAL_NOUNS) or reading.has("stage")):
                return True
    return False


def is_whole_share(query: object, reading: Reading, context: Context) -> bool:
    """True for a share of deals that are all among those of the whole, where the amount said is not that of the part."""
    sides = [getattr(query, name, None) for name in ("left", "right")]
    part, whole = ({d.id for d in context.rows(s)} if isinstance(s, Selection) else set() for s in sides)
    amounts = [said for _, said in reading.of(Range) if said.unit and said.exact]
    is_whole = any(r.holds(d.value.amount) for d in context.knowledge.deals if d.id in part and d.value for r in amounts)
    return bool(part) and part < whole and not is_whole


def undivided(reading: Reading, before: Turn | None, context: Context) -> Turn:
    """What a stated amount is made up of, where a source says it in figures or yes or no is asked; else offers what it says in words."""
    scope = scope_of(reading, context)
    shown = before.deals if before and not scope.is_specific else ()
    deals = tuple(d for d in context.rows(scope.selection) if d.id in shown or not shown)
    made = [deal for deal in deals if deal.composition]
    if made and (is_polar(reading) or all(amounts_of(context.reader, str(deal.composition)) for deal in made)):
        query = Lookup((("value",), ("composition",)), Selection((Among(frozenset(deal.id for deal in made)),)))
        answer = about(query, tuple(made), context)
        return Turn(reading.text, answer, str(query), query, "lookup", query.selection, deals=tuple(deal.id for deal in made))
    near = tuple(row(context, deal, ("value", "composition")) for deal in deals[:2])
    text = "My sources do not state how much of that amount is for what."
    return Turn(reading.text, Unknown(text, near), "part of an amount", selection=scope.selection, deals=tuple(deal.id for deal in deals))


def _is_amount(reading: Reading, start: int) -> bool:
    """True where an exact amount of money begins at `start`, or after an article there."""
    return any(0 <= m.start - start <= 1 and said.unit and said.exact for m, said in reading.of(Range))
