"""Which sentences and clauses of a message ask, and which only tell what the others are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Range
from dealdesk.kinds.chat import topic_of
from dealdesk.language.function_word import WH
from dealdesk.language.lexicon import CARRIER, DEAL_NOUNS
from dealdesk.language.mention import Named, Number, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.attribute import BY_NAME

_FEW, _SHORT = frozenset({"few", "some", "couple", "several"}), 6

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.language.reading import Reading


def stands(part: Reading) -> bool:
    """True where a clause itself says what it is about, and not only what it asks of the clause before."""
    return bool(part.of(Named)) or part.has("noun", *DEAL_NOUNS) or bool(part.of(Range))


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
    if reading.tokens and reading.tokens[first].norm in WH:
        return True
    openers = (*reading.words("ask"), *reading.words("operation", "list", "profile", "compare", "sum", "rank", "group", "define"))
    return reading.text.rstrip(")'\" ").endswith("?") or is_polar(reading) or any(m.start == first for m in openers)


def asking_among(readings: Sequence[Reading]) -> list[int]:
    """The places of the sentences that ask: the marked ones, else those that only claim, else what is not small talk."""
    asking = [i for i, reading in enumerate(readings) if asks(reading) and not only_claims(reading)]
    marked = [i for i in asking if is_marked(readings[i])]
    asking = marked or asking or [i for i, reading in enumerate(readings) if asks(reading)]
    asking = [i for i in asking if not (i and _says_how_many(readings[i]))] or asking
    if asking:
        return asking
    courteous = [i for i, reading in enumerate(readings) if topic_of(reading) in {"thanks", "bye"}]
    telling = any(isinstance(m.sense, (Named, Range, When)) for reading in readings for m in reading.mentions)
    silent = [i for i, reading in enumerate(readings) if not topic_of(reading)] or [len(readings) - 1]
    return silent if telling or not courteous else courteous[-1:]


def _says_how_many(reading: Reading) -> bool:
    """`Give me a few.`, `Two will do.`: how much of an answer is wanted, and nothing more."""
    norms = [norm for norm in reading.norms if norm.isalnum()]
    numbered = not _FEW.isdisjoint(norms) or any(isinstance(m.sense, Number) for m in reading.mentions)
    silent = not (reading.has("ask") or reading.has("noun") or reading.has("attribute") or reading.of(Named) or is_polar(reading))
    return numbered and silent and len(norms) <= _SHORT and not reading.content and not reading.text.rstrip().endswith("?")


def asks(reading: Reading) -> bool:
    """True where a sentence asks by its mark, its words or what it orders to be done."""
    first = reading.tokens[_first_word(reading)].norm if reading.tokens else ""
    if reading.text.rstrip(")'\" ").endswith("?") or is_polar(reading) or reading.has("ask") or first in WH:
        return True
    if any(m.start == _first_word(reading) for m in reading.words("attribute", *BY_NAME)) and reading.has("noun", *DEAL_NOUNS):
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
