"""What a question does with the things that it names, and which measure of them: the difference of their values, which ends later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.language.lexicon import Word
from dealdesk.language.mention import spanned
from dealdesk.language.polarity import is_polar
from dealdesk.scope.asked import companies_in, is_question, numbers_in

if TYPE_CHECKING:
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_OPENING = 1
_WITH = frozenset({"with", "w"})
_RELATING = ("more", "less", "compare", "longer", "later", "largest", "smallest", "longest", "shortest")
_TIMED = ("longer", "later", "longest", "shortest")
_NO_ENDS = frozenset({"until", "till", "last"})
_TIMES = frozenset({"months", "years", "time", "days", "weeks", "wait", "pause", "interval", "lag"})
_CHANGING = ("more", "less", "difference", "longer")


def operation_in(reading: Reading) -> tuple[str, frozenset[int]]:
    """What is done with the two sides, from the words that say it together: `percent` with `higher` is growth, with `of` a share."""
    percent = reading.words("operation", "percent")
    changing = reading.words("operation", *_CHANGING) + reading.words("topic", "rise", "fall")
    asks_amount = reading.words("ask", "how_much", "how_many", "how_long")
    relating = spanned(reading.words("operation", *_RELATING))
    growing = reading.has("operation", "growth") and (percent or not reading.has("operation", "ratio"))
    moving = reading.has("topic", "rise", "fall")  # `did the shares of Acme climb?`
    moved = any(reading.tokens[m.start].norm == "by" and len(m.span) > 1 for m in percent)  # `by what percentage did it ...`
    if moved and not reading.has("operation", "share") and reading.has("modifier", "against"):
        return "growth", spanned((*percent, *changing))
    if growing or (percent and changing and not reading.has("operation", "share")):
        return "growth", spanned((*percent, *changing, *reading.words("operation", "growth")))
    parts = [m for m in reading.words("topic", "stock") if percent and reading.tokens[m.start].norm == "share" and not moving]
    shares = [m for m in reading.words("operation", "share") if not (moving and reading.tokens[m.start].norm == "shares")]
    if percent or shares:
        return "share", spanned((*percent, *shares, *parts))
    if reading.has("operation", "ratio"):
        return "ratio", spanned(reading.words("operation", "ratio")) | relating
    if reading.has("operation", "difference"):
        return "difference", spanned(reading.words("operation", "difference")) | relating
    counted = [m for m in reading.words("noun", "months", "years") if m.start <= _OPENING]
    against = any(reading.tokens[m.start].norm not in _WITH for m in reading.words("modifier", "against"))
    if counted and against and len(reading.mentions) > len(counted):
        return "difference", spanned(counted)
    stepping = reading.has("modifier", "against", "both") or reading.has("ask", "how_long", "how_many")
    steps = reading.words("operation", "earliest", "next") if stepping else ()
    if asks_amount and (steps or reading.has("operation", "more", "less", "longer", "later")):
        return "difference", relating | spanned(steps)
    either = reading.has("attribute", "ends") and any(token.norm == "or" for token in reading.tokens)
    first = reading.words("operation", "earliest", "latest") if either else ()
    if first:  # `which comes first, the end of the lease or that of the loan?`
        return "compare", relating | spanned(first)
    said = [m for m in reading.words("operation", *_RELATING) if not (m.start and reading.tokens[m.start - 1].norm == "or")]
    said = [
        m
        for m in said
        if not (is_polar(reading) and reading.tokens[m.start].norm == "most" and (numbers_in(reading) or _is_of_some(reading, m)))
    ]
    return ("compare", relating) if said else ("", frozenset())


def told_in(reading: Reading) -> frozenset[int]:
    """The words that any comparison may hold beside its sides."""
    return spanned((
        *reading.words("ask", "how_much", "how_many", "how_long", "who", *(("when",) if reading.has("operation", *_TIMED) else ())),
        *reading.words("attribute", "value"),
        *reading.words("operation", "sum"),
        *reading.words("modifier", "it", "them", "polar", "against", "all", "both"),
        *reading.words("noun", "company"),
        *reading.words("topic", "rise", "fall"),
    ))  # fmt: skip


def _is_of_some(reading: Reading, mention: Mention) -> bool:
    """`most of Acme's orders`: says of how many something is claimed, and sets nothing against anything."""
    return reading.norms[mention.end : mention.end + 1] == ("of",)


def measure_in(reading: Reading, operation: str) -> tuple[str, frozenset[int]]:
    """What is compared: ends where something lasts longer, dates where time lies between, else values."""
    average = reading.words("operation", "average")
    if average:
        return "average", spanned(average)
    counted = numbers_in(reading)
    if counted:
        return "count", counted
    companies, said = companies_in(reading)
    if companies:
        return companies, said
    power = reading.words("attribute", "power")
    if power:
        return "power", spanned(power)
    lasting = reading.words("operation", "longest", "shortest", "longer")
    pointed = spanned(reading.words("modifier", "same_time"))  # `bigger than Acme's that month`
    timed = (
        *(m for m in reading.words("noun", "years", "months") if not pointed & set(m.span)),
        *reading.words("ask", "how_long"),
        *reading.words("operation", "later"),
        *(m for m in reading.words("operation", "difference") if any(t.norm in _TIMES for t in reading.tokens[m.start : m.end])),
    )
    ends = [m for m in reading.words("attribute", "ends") if reading.tokens[m.start].norm not in _NO_ENDS]
    if not lasting and (not (timed or ends) or operation in {"share", "growth", "ratio"}):
        return "value", frozenset()
    asks = spanned(m for m in reading.words("ask") if is_question(reading, m))
    ending = [
        m for m in reading.words("attribute", "ends", "term") if reading.tokens[m.start].norm not in _NO_ENDS and not asks & set(m.span)
    ]
    said = spanned((*lasting, *timed, *ending, *reading.words("attribute", "announced")))
    if any(m.sense == Word("attribute", "term") for m in ending) and not any(m.sense == Word("attribute", "ends") for m in ending):
        return "term", said
    return ("ends" if lasting or ending else "announced"), said
