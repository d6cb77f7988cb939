"""Which unexplained words may be left aside, and said to be.

What asks, names, counts or restricts must be explained. A claim that matches well is told with a word left over. A verb, an
adverb or an adjective that the lexicon does not know may stay aside where the rest of the question is definite: `the event that
hosted the talk`. A noun may only in what the asker says of himself: `for my seminar`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION
from dealdesk.domain.answer import Answered
from dealdesk.domain.quantity import Range
from dealdesk.engine.demand import asked_for, demanded, heads, pieces, voices
from dealdesk.kinds.kind import is_claim, records_of
from dealdesk.language.function_word import OWNING
from dealdesk.language.lexicon import CARRIER, DEAL_NOUNS, Word
from dealdesk.language.mention import Named, Number, Ordinal, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.attribute import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

MOST = 2
_COMPELLING = 1.5  # strength of a match for each word left aside, and as much again
_SURE = 0.75  # strength of a match with which a word may be left aside
_TELLING = 3  # words of content that a stated claim holds, which say which one is meant without a name
_MODIFYING = frozenset({"VERB", "ADJ", "ADV", "ADP", "CCONJ", "SCONJ", "DET", "PRON", "INTJ", "AUX"})
_OWN = frozenset({"my", "our", "your", "mine"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "its", "their", "which", "what"})
_SOFT = frozenset({"modifier", "context", CARRIER, "relation", "chat"})
_TRADING = frozenset({"contract_verb", "fulfilling"})
_PICKING = ("older", "previous", "next", "latest", "earliest", "largest", "smallest", "more", "less")
_STAGES = frozenset({"option", "status", "extends"})  # why it was extended is not why it ended


def left_aside(candidate: Candidate, reading: Reading, left: frozenset[int], context: Context) -> frozenset[int]:
    """The unexplained words `left` where each of them may be left aside, else nothing; of a definition only those that restrict nothing."""
    answer = candidate.answer
    if not left or len(left) > MOST or not isinstance(answer, Answered):
        return frozenset()
    compelling = candidate.strength >= _COMPELLING * (1 + len(left)) and _is_stated(candidate, answer, reading, context)
    if compelling and not left & _telling(candidate, reading, context):
        return left
    if left & asked_for(candidate, reading, context):
        return frozenset()
    weak = candidate.kind.name == "claim" and candidate.strength < _SURE
    if weak or not _is_definite(candidate, reading, left):
        return frozenset()
    defines = any(DEFINITION in context.terms.records[one].key for one in records_of(candidate.query))
    loose = is_claim(candidate) and not (answer.correction or is_polar(reading) or defines)
    terms = _describing_terms(reading, context) if is_claim(candidate) else frozenset()
    return left if all(_is_soft(reading, index, context.parts_of_speech, loose=loose) for index in left - terms) else frozenset()


def _is_stated(candidate: Candidate, answer: Answered, reading: Reading, context: Context) -> bool:
    """True for a claim that is neither confirmed nor denied, and defines nothing unless that is asked."""
    if candidate.kind.name != "claim" or candidate.query.verdict or answer.correction:
        return False
    defines = any(DEFINITION in context.terms.records[one].key for one in records_of(candidate.query))
    return not is_polar(reading) and not (defines and not reading.has("operation", "define"))


def _telling(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that name, trade or reckon, ask for somebody's words or for a part of a deal, or pick one: no match makes up for them."""
    told = frozenset().union(*(span for _, span in voices(reading, context)))
    fixed = demanded(candidate, reading, context) | pieces(reading, context) | told | reading.unknown_names
    fixed |= spanned((*reading.words("noun", "buying", "selling"), *reading.words("attribute", *_STAGES)))
    fixed |= heads(reading) & spanned((*reading.words("attribute"), *reading.words("noun")))
    fixed |= spanned((*reading.words("operation", *_PICKING), *reading.words("topic", "rise", "fall")))
    fixed |= spanned(m for m in reading.mentions if isinstance(m.sense, (Range, Number, Ordinal)))
    fixed |= frozenset(i for i, token in enumerate(reading.tokens) if token.is_number)
    fixed |= heads(reading) if reading.has("ask", "who") else frozenset()  # `who is her sister?`
    if reading.norms[:1] == ("why",) or reading.has("ask", "who", "when"):  # who did it, when or why is asked of what was done
        parts = {i: context.parts_of_speech(reading.tokens[i].norm) for i in reading.content}
        fixed |= frozenset(i for i, found in parts.items() if "VERB" in found and found <= _MODIFYING)
    return fixed | frozenset(i for i, token in enumerate(reading.tokens) if i and token.text[:1].isupper())


def _is_definite(candidate: Candidate, reading: Reading, left: frozenset[int]) -> bool:
    """True where two or more other words of content are explained, and a name, a date, an amount or a deal is spoken of."""
    rest = reading.content - left
    names = spanned(m for m, _ in reading.of(Named))
    if is_claim(candidate) and not rest - names and not reading.has("ask", "why"):
        return False
    if is_claim(candidate) and len((candidate.used & rest) - names) >= _TELLING:
        return True
    named = any(isinstance(m.sense, (Named, When, Range)) and not set(m.span) & left for m in reading.mentions)
    several = len(reading.of(Named)) > 1
    least = 1 if several or is_claim(candidate) else 2  # words explained for each that is not; a stated claim is matched by its own words
    return len(rest) >= least * len(left) and (named or reading.has("noun", "contract_verb", *DEAL_NOUNS))


def _is_soft(reading: Reading, index: int, parts: Callable[[str], frozenset[str]], *, loose: bool) -> bool:
    """A word that restricts nothing; a stated claim, `loose`, is definite enough for any word that nobody knows."""
    token = reading.tokens[index]
    if loose and _of_the_asker(reading, index) and not any(index in m.span for m, _ in reading.of(Named)):
        return True
    known = [m for m in reading.mentions if index in m.span]
    if any(not isinstance(m.sense, Word) or not _is_light(m.sense, loose=loose) for m in known) or not token.is_word:
        return False
    if token.text[:1].isupper() and index and not token.text.isupper():
        return False
    if is_polar(reading) and token.norm.endswith("ly") and parts(token.norm) == {"ADV"}:
        return False  # `unconditionally`, where that is what is claimed
    if known or loose or _of_the_asker(reading, index):
        return True
    found = parts(token.norm)
    if is_polar(reading) and found == {"VERB"} and not token.norm.endswith(("ed", "ing")):
        return False  # `does it replace the older one?`: what is to be confirmed
    return _may_stay(reading, found) and not _restricts(reading, index, found) and not _is_predicate(reading, found)


def _describing_terms(reading: Reading, context: Context) -> frozenset[int]:
    """`the GPU landlord`: a term of the trade that describes what stands after it."""
    names = context.knowledge.names
    found = [m for m, named in reading.of(Named) if all(names[one].kind == "term" for one in named.ids)]
    return spanned(m for m in found if m.end < len(reading.tokens) and reading.tokens[m.end].is_word)


def _may_stay(reading: Reading, parts: frozenset[str]) -> bool:
    """A verb, an adverb or an adjective; a noun only where a name of the corpus is spoken of and nothing is to be confirmed."""
    return (bool(parts) and parts <= _MODIFYING) or (bool(reading.of(Named)) and not is_polar(reading))


def _is_light(word: Word, *, loose: bool) -> bool:
    """A meaning that a word may keep to itself; for a stated claim also one that the deal table knows."""
    tabled = word.category == "attribute" and word.name in BY_NAME and word.name not in _STAGES
    described = (word.category == "noun" and word.name in _TRADING) or tabled
    return word.category in _SOFT or (loose and (described or word == Word("topic", "forecast")))


def _of_the_asker(reading: Reading, index: int) -> bool:
    """`for my seminar`, `in our next issue`: what belongs to the asker is not what is asked about."""
    before = [token.norm for token in reading.tokens[max(0, index - 2) : index]]
    return bool(_OWN & set(before)) or (len(before) == 2 and before[0] == "for" and before[1] in {"the", "a", "an", "this"})  # noqa: PLR2004 - both words


def _restricts(reading: Reading, index: int, parts: frozenset[str]) -> bool:
    """What stands right before a noun of deals says which, unless it is the verb: `the European contract`, `Acme's barge deal`."""
    nouns = {m.start for m in reading.words("noun")}
    owned = index > 0 and (reading.norms[index - 1] in _ARTICLES or reading.tokens[index - 1].text.endswith(OWNING))
    thing = not parts <= _MODIFYING or not parts
    return index + 1 in nouns and ("ADJ" in parts or (thing and (owned or "VERB" not in parts)))


def _is_predicate(reading: Reading, parts: frozenset[str]) -> bool:
    """The only verb of a question without a noun for deals is what is asked: `how much did Acme donate to Globex?`."""
    if "VERB" not in parts:
        return False
    told = reading.has("noun", "contract_verb", *DEAL_NOUNS) or reading.has("attribute") or len(list(reading.words("topic"))) > 1
    return not told
