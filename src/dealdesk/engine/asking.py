"""Which sentences and clauses of a message ask, and which only tell what the others are about."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Range
from dealdesk.kinds.chat import topic_of
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.attribute import BY_NAME

if TYPE_CHECKING:
    from dealdesk.language.reading import Reading

_COPULA = frozenset({"is", "are", "was", "were"})
_OPENING = 5
_DEALS = ("contract", "notes", "loan", "financing", "convertible", "senior")
_EACH, _PARTS = frozenset({"each", "every", "either"}), frozenset({"part", "portion", "component", "piece", "half", "share"})
_WH = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})


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
    each = not composed and any(one in _EACH and other in _PARTS for one, other in itertools.pairwise(words))
    whole = any(words[i : i + 2] in (["all", "of"], ["most", "of"]) and _is_amount(reading, i + 2) for i in range(len(words)))
    return (
        inside
        or (whole and is_polar(reading))  # `is all of the $5bn new?`
        or (each and reading.has("ask", "how_much", "how_many"))  # `how much goes to each part?`
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
        verb = next((i for i in range(of, len(reading.tokens)) if reading.tokens[i].norm in _COPULA), None)
        if of < len(reading.tokens) and reading.tokens[of].norm == "of" and verb is not None and verb + 1 < len(reading.tokens):
            part = reading.only(range(verb + 1, len(reading.tokens)))
            told = any(isinstance(m.sense, (Named, When, Range)) for m in part.mentions) or part.has("noun") or part.has("attribute")
            words = [t for t in reading.tokens[verb + 1 :] if t.is_word]
            if len(words) == 1 and not told and (reading.has("noun", *_DEALS) or reading.has("stage")):
                return True
    return False


def _is_amount(reading: Reading, start: int) -> bool:
    """True where an exact amount of money begins at `start`, or after an article there."""
    return any(0 <= m.start - start <= 1 and said.unit and said.exact for m, said in reading.of(Range))


def stands(part: Reading) -> bool:
    """True where a clause itself says what it is about, and not only what it asks of the clause before."""
    return bool(part.of(Named)) or part.has("noun", *_DEALS) or bool(part.of(Range))


def only_points(reading: Reading) -> bool:
    """`What is it?`: asks no more than what the sentence before said to be wanted."""
    asks = reading.has("ask") or reading.has("attribute") or reading.has("operation", "list", "sum", "why")
    what = any(token.norm in {"what", "which"} for token in reading.tokens)
    points = reading.has("modifier", "it") or any(token.norm in {"tell", "say", "answer", "reply"} for token in reading.tokens)
    return what and not reading.content and not asks and points


def is_marked(reading: Reading) -> bool:
    """True where a question mark or its first words make a sentence one that asks."""
    light = spanned((*reading.words("modifier", "follow", "aside"), *reading.words(CARRIER, "polite")))
    first = next((i for i, t in enumerate(reading.tokens) if t.is_word and i not in light), 0)
    if reading.tokens and reading.tokens[first].norm in _WH:
        return True
    openers = (*reading.words("ask"), *reading.words("operation", "list", "profile", "compare", "sum", "rank", "group", "define"))
    return reading.text.rstrip(")'\" ").endswith("?") or is_polar(reading) or any(m.start == first for m in openers)


def asks(reading: Reading) -> bool:
    """True where a sentence asks by its mark, its words or what it orders to be done."""
    first = reading.tokens[_first_word(reading)].norm if reading.tokens else ""
    if reading.text.rstrip(")'\" ").endswith("?") or is_polar(reading) or reading.has("ask") or first in _WH:
        return True
    if any(m.start == _first_word(reading) for m in reading.words("attribute", *BY_NAME)) and reading.has("noun", *_DEALS):
        return True  # `size of the Acme loan`
    return reading.has(
        "operation", "list", "profile", "compare", "timeline", "sum", "average", "median", "group", "define", "rank"
    ) and not topic_of(reading)


def _first_word(reading: Reading) -> int:
    return next((i for i, token in enumerate(reading.tokens) if token.is_word), 0)


def only_claims(reading: Reading) -> bool:
    """`I believe ...`, `my colleague insists ...`: a question only where nothing else is one."""
    told = reading.has("modifier", "claimed") and not reading.has("modifier", "affirmed", "denied")
    return told and not reading.text.rstrip().endswith("?") and not reading.has("ask")
