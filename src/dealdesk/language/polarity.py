"""Whether a question wants yes or no, and which way its words lean."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import AUXILIARIES, HELPING, OWNING, QUESTION_WORDS
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Named, Number, When, spanned

if TYPE_CHECKING:
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.language.token import Token

_SUBJECTS = frozenset({"i", "we", "you", "they", "he", "she", "it", "that", "this", "there", "who"})
_STATING = frozenset({"is", "are", "was", "were", "isn't", "aren't", "wasn't", "weren't", "has", "have", "had"})
_OWNING = frozenset({"has", "have", "had"})
_RELATIVE = frozenset({"that", "which", "who", "and", "or"})
_CLAIMED = frozenset({"largest", "smallest", "latest", "earliest", "longest", "shortest", "more", "less", "longer", "later"})
_KINDS = frozenset({"convertible", "senior", "customers", "providers"})
_PAST = frozenset({"bought", "sold", "paid", "took", "won", "leased"})
_TAGGED = 4
_ADVERBS = tuple((norm,) for norm in ("also", "really", "actually", "ever", "already", "now"))
_LIGHT_VERBS = frozenset({"have", "get", "go", "take", "make"})  # `go by a pet name`, `get a loan`
BEING = frozenset({"is", "are", "was", "were", "isn't", "aren't", "wasn't", "weren't"})  # says what something is, and not what it does
_ASKING = frozenset({"how", "when", "where", "why", "until", "till", "reason", "reasons", "cause"})


@lru_cache(maxsize=64)
def is_polar(reading: Reading) -> bool:
    """True for `did ...`, `is ...`, `... right?`, `true or false: ...`; false where something else is asked for as well."""
    words = [token for token in reading.tokens if token.is_word or token.is_number]
    if not words:
        return False
    openers = {i for m in reading.words("modifier", "polar") for i in m.span}
    skipped = {i for m in (*reading.words("modifier", "aside"), *reading.words(CARRIER)) for i in m.span} - openers
    skipped -= spanned(reading.words("ask")) | {i for i, norm in enumerate(reading.norms) if norm in QUESTION_WORDS}
    first = next((i for i, t in enumerate(reading.tokens) if t.is_word and i not in skipped), None)
    if _asks_at_last(reading, openers):
        return True
    if first is not None and first in openers and not _asks_you(reading, first) and not _has_subject(reading, first):
        return True
    if _has_tag(words) and not _asks_something(reading):
        return True
    if (_is_affirmed(reading) or reading.has("modifier", "denied")) and not _asks_something(reading):
        return True
    return (reading.has("modifier", "claimed") or _states_with_a_mark(reading)) and not _asks_something(reading)


def _asks_at_last(reading: Reading, openers: set[int]) -> bool:
    """`Acme's order: is it double the old one?`, `if I order today, could it come in May?`: the question stands after what it is about."""
    comma = reading.norms.index(",") if "," in reading.norms else 0
    supposed = reading.norms[0] == "if" and not any(m.start < comma for m in reading.mentions if isinstance(m.sense, (Named, Range, When)))
    starts = [i + 1 for i, norm in enumerate(reading.norms) if norm == ":" or (norm == "," and supposed)]
    asked = (
        bool(starts) and starts[-1] in openers and reading.norms[-1] == "?" and "or" not in reading.norms and not _asks_something(reading)
    )
    return asked and reading.norms[starts[-1] + 1 : starts[-1] + 2] not in (("you",), ("i",), ("we",))


def _states_with_a_mark(reading: Reading) -> bool:
    """`Acme signed in May?`, `only Acme signed in May?`: a name, a verb in the past and a question mark."""
    start = 1 if any(m.start == 0 for m in reading.words("modifier", "only")) else 0
    ends = {m.end for m, _ in reading.of(Named) if m.start == start}
    past = (m for m in reading.words("noun", "contract_verb") if reading.norms[m.start].endswith("ed") or reading.norms[m.start] in _PAST)
    return reading.norms[-1:] == ("?",) and any(m.start in ends for m in past)


def declares(reading: Reading) -> bool:
    """True for `all of Acme's orders are over 5 billion`: a subject, a verb that asks nothing, and something said of the subject."""
    if is_polar(reading) or _asks_something(reading) or reading.has("operation", "list"):
        return False
    for mention in reading.words("modifier", "polar"):
        at, norm = mention.start, reading.tokens[mention.start].norm
        if norm in _STATING and _has_noun(reading, at) and (reading.tokens[at - 1].norm not in _RELATIVE):
            after = [m for m in reading.mentions if m.start >= mention.end and _says_something(m)]
            counts = any(isinstance(m.sense, (Number, Range)) and m.start == at + 1 for m in after)
            return counts if norm in _OWNING else bool(after)
    return False


def _has_noun(reading: Reading, verb: int) -> bool:
    """True where a name, an amount or a noun for deals stands before the verb."""
    told = (
        m for m in reading.mentions if isinstance(m.sense, (Named, Range)) or (isinstance(m.sense, Word) and m.sense.category == "noun")
    )
    return any(m.end <= verb for m in told)


def _says_something(mention: Mention) -> bool:
    """What can be claimed of a subject: a name, a date, an amount, a count, a place in a row, a stage, a kind."""
    sense = mention.sense
    if isinstance(sense, Word):
        return (sense.category == "operation" and sense.name in _CLAIMED) or sense.category == "stage" or sense.name in _KINDS
    return not isinstance(sense, Range) or bool(sense.unit)


def _has_tag(words: list[Token]) -> bool:
    """`..., hasn't it?`, `..., did they?`: an auxiliary and a pronoun at the very end of a longer sentence."""
    if len(words) <= _TAGGED:
        return False
    verb, subject = words[-2], words[-1]
    return subject.norm in _SUBJECTS and verb.norm.removesuffix("n't") in AUXILIARIES


def _is_affirmed(reading: Reading) -> bool:
    """A phrase such as `is it true`, or a word such as `right` that opens or closes the sentence."""
    polite = {i for m in reading.words(CARRIER, "polite", "framing") for i in m.span}
    polite -= {i for m in reading.words("modifier", "affirmed") for i in m.span}
    words = [i for i in sorted(reading.inside - polite) if reading.tokens[i].is_word or reading.tokens[i].is_number]
    edges = {*words[:1], *words[-1:]}
    edges |= {i for i in words if reading.tokens[i + 1 : i + 2] and reading.tokens[i + 1].norm in {"?", ":"}}
    ends_in_sum = any(words[-1:] == [m.end - 1] for m in reading.words("operation", "sum"))
    opening = {i for i in words[:1] if reading.norms[i] == "so" and ends_in_sum}  # `so they all come to?` claims nothing
    return any(len(m.span) > 1 or m.start in edges - opening for m in reading.words("modifier", "affirmed"))


def _has_subject(reading: Reading, verb: int) -> bool:
    """`one of the orders was ...`: a verb after what it is said of states and does not ask."""
    told = (m for m in reading.mentions if not isinstance(m.sense, Word) or m.sense.category == "noun")
    before = reading.tokens[verb - 1].norm if verb else ""
    return before in _SUBJECTS or any(m.end <= verb for m in told)


def _asks_something(reading: Reading) -> bool:
    if any(token.norm in QUESTION_WORDS for token in reading.tokens):
        return True
    asks = reading.words("ask", "how_much", "how_many", "how_long", "until_when", "when", "who", "where", "why")
    return any(reading.tokens[i].norm in _ASKING for m in asks for i in m.span)


def _asks_you(reading: Reading, first: int) -> bool:
    after = reading.tokens[first + 1 : first + 2]
    return (bool(after) and after[0].norm in {"you", "u"}) or bool(
        after and after[0].norm in {"i", "we"} and reading.tokens[first].norm in {"can", "could", "may", "might"} and reading.has("ask")
    )


def names_either(reading: Reading) -> bool:
    """`Acme or Globex`: two names of which one is wanted."""
    names = [m for m, _ in reading.of(Named)]
    return any(reading.norms[a.end : b.start] == ("or",) for a, b in pairwise(names))


def is_negated(reading: Reading) -> bool:
    """True where the claim itself says that something is not so; `didn't it ...?` and `..., isn't it?` only ask."""
    said = (*reading.words("modifier", "negation", "none"), *(reading.words("modifier", "exclude") if is_polar(reading) else ()))
    return any(_negates(reading, mention) for mention in said)


def _negates(reading: Reading, mention: Mention) -> bool:
    norm = reading.tokens[mention.start].norm
    if mention.sense == Word("modifier", "exclude"):
        return norm in {"not", "never"}
    if not norm.endswith("n't"):
        return norm not in {"any", "no"}
    words = [i for i, token in enumerate(reading.tokens) if token.is_word]
    asks = mention.start == words[0] or reading.tokens[mention.start - 1].norm in {",", "and", "but", "so", "why"}
    tag = mention.start + 1 == words[-1] and reading.tokens[words[-1]].norm in _SUBJECTS
    return not asks and not tag


def is_denied(reading: Reading) -> bool:
    """True for `is it false that ...`, where yes and no would trade places; not for `true or false: ...`."""
    return reading.has("modifier", "denied") and not reading.has("modifier", "affirmed")


def predicate(reading: Reading) -> frozenset[int]:
    """The verb of `did Acme found it?`, whatever else it may mean: the word after the name that follows an auxiliary."""
    first = next((m for m, _ in reading.of(Named)), None)
    helped = first is not None and first.start == 1 and reading.norms[0] in HELPING
    if first is None or not helped or reading.tokens[first.end - 1].text.casefold().endswith(OWNING):
        return frozenset()
    at = first.end + (reading.norms[first.end : first.end + 1] in _ADVERBS)
    told = at < len(reading.tokens) and reading.tokens[at].is_word and reading.norms[at] not in _LIGHT_VERBS
    return frozenset({at} if told else ())
