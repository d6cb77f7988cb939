"""What a question asks for: attributes that only some answers state, and what no deal has a column for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.language.lexicon import CARRIER, DEAL_NOUNS, Word
from dealdesk.language.mention import spanned
from dealdesk.query.attribute import BY_NAME

if TYPE_CHECKING:
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_ASKING = frozenset({"how", "what", "which", "who", "whom", "whose", "when", "where", "why", "until", "till", "name", "names"})
_MANY = frozenset({"more", "fewer", "less", "most", "fewest", "least"})
_RELATIVE = frozenset({"who", "whom", "whose", "when", "where", "name", "names", "date", "dates", "dated"})
_TELLING = frozenset({"function", "polite", "asking"})


def unstated_in(reading: Reading) -> frozenset[int]:
    """The words that ask for an attribute which no deal has a column for."""
    return spanned(m for m in reading.words("attribute") if isinstance(m.sense, Word) and m.sense.name not in BY_NAME)


def attributes_in(reading: Reading) -> frozenset[int]:
    """The words that ask for an attribute which only some queries answer."""
    found = reading.words("attribute", "purpose", "hardware", "workload", "lenders", "power", "option", "location")
    return frozenset(i for m in found for i in m.span if i in reading.content or len(m.span) > 1)


def asked_in(reading: Reading) -> frozenset[int]:
    """The words that say what kind of answer is wanted."""
    asks = reading.words("ask", "how_much", "how_many", "how_long", "until_when", "when", "who", "where", "why", "consequence")
    return spanned(m for m in asks if is_question(reading, m) and not _is_relative(reading, m))


def numbers_in(reading: Reading) -> frozenset[int]:
    """`more contracts than`, `the fewest deals`: the words that set numbers of deals against each other, not what they are worth."""
    plurals = [m for m in reading.words("noun", "contract", "notes", "loan") if reading.tokens[m.end - 1].norm.endswith("s")]
    sizes = ("more", "less", "largest", "smallest", "difference")
    many = [m for m in reading.words("operation", *sizes) if reading.tokens[m.end - 1].norm in _MANY]
    return spanned(noun for m in many for noun in plurals if 0 <= noun.start - m.end <= 1)


def companies_in(reading: Reading) -> tuple[str, frozenset[int]]:
    """`more customers than`: which companies are counted against each other, `customers` or `providers`, and the words that say so."""
    many = {m.end for m in reading.words("operation", "more", "less") if reading.tokens[m.end - 1].norm in _MANY}
    counted = [m for m in reading.words("noun", "customers", "providers") if m.start in many]
    return (counted[0].name, spanned(counted)) if counted else ("", frozenset())


def is_question(reading: Reading, mention: Mention) -> bool:
    """True for `how long`, `what date` and an opening `number of`, false for a mere `date` or `duration`, which may only describe."""
    return (mention.start == 0 and mention.sense == Word("ask", "how_many")) or any(reading.tokens[i].norm in _ASKING for i in mention.span)


def _is_relative(reading: Reading, mention: Mention) -> bool:
    """`a reader who ...`, `the time when they ...`: a clause on the word before, no question."""
    if mention.start == 0 or reading.tokens[mention.start].norm not in _RELATIVE:
        return False
    before = mention.start - 1
    carriers = [m for m in reading.words(CARRIER) if before in m.span]
    asking = any(isinstance(m.sense, Word) and m.sense.name in _TELLING for m in carriers)
    return mention.end < len(reading.tokens) and not asking and reading.tokens[before].is_word


def sizes_deal(reading: Reading) -> bool:
    """`how large is the loan?`: the amount of a deal, and no rate, part or move of anything."""
    other = unstated_in(reading) or reading.has("operation", "share", "percent") or reading.has("attribute", "payment")
    other = other or reading.has("topic", "rise", "fall", "stock", "revenue", "forecast")
    return reading.has("ask", "how_much") and reading.has("noun", *DEAL_NOUNS) and not other
