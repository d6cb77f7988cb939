"""The sentence that says it, where no record does.

A sentence speaks only if it holds the question's names and its expected kind of answer, and it or the sentence before it
covers the question's content words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered, Statement
from dealdesk.domain.quantity import Range
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.function_word import WH
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.probe import question_terms
from dealdesk.matching.want import asks_price
from dealdesk.scope.asked import attributes_in, unstated_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dealdesk.context.context import Context
    from dealdesk.domain.article import Passage
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_CALCULATED = ("define", "difference", "ratio", "share", "percent", "growth", "sum", "average", "median", "spread", "rank", "group")
_WINDOWS = 4
_LEAST = 3
_COVERED = 0.75
_VERBATIM = 4


class Quoted(Struct, frozen=True):
    """The sentences, each an article and the offset at which it starts."""

    passages: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return f"sentence {', '.join(f'{article}@{start}' for article, start in self.passages)}"


def _recognise(asked: Asked) -> Iterator[Claimed[Quoted]]:
    reading, context = asked.reading, asked.context
    terms = question_terms(reading)
    if reading.has("operation", *_CALCULATED) or asks_price(reading):
        return
    dated = spanned(m for m, _ in reading.of(When))  # a period is one thing said
    whole = len(reading.content - dated) + len(reading.of(When)) < _LEAST
    content = _words_of(reading) if whole else reading.content
    if len(content) < (_VERBATIM if whole else _LEAST) or is_polar(reading) or attributes_in(reading) or unstated_in(reading):
        return
    told = {i: terms[i] for i in content}
    wanted = sorted({term for found in told.values() for term in found})
    best: tuple[float, tuple[Passage, ...], frozenset[int]] | None = None
    for index in context.retriever.search(wanted, _WINDOWS):
        sentences = context.windows[index].sentences
        for before, sentence in zip((None, *sentences), sentences, strict=False):
            found = _speaks(reading, told, sentence, None if whole else before, context)
            if whole and found and not content <= found[2]:
                continue
            if found and (best is None or found[0] > best[0]):
                best = found
    if best:
        yield Claimed(Quoted(tuple((p.article, p.start) for p in best[1])), best[2])


def _words_of(reading: Reading) -> frozenset[int]:
    """All words but those of grammar and courtesy: where few of them are of content, a sentence must hold every one."""
    light = spanned((*reading.words(CARRIER, "function", "polite"), *reading.words("ask")))
    asks = any(token.norm in WH for token in reading.tokens)
    return frozenset(i for i in reading.inside - light if reading.tokens[i].is_word) if asks and reading.content else frozenset()


def _speaks(
    reading: Reading, told: Mapping[int, frozenset[str]], sentence: Passage, before: Passage | None, context: Context
) -> tuple[float, tuple[Passage, ...], frozenset[int]] | None:
    own = context.terms.sentences[sentence.article, sentence.start]
    earlier = context.terms.sentences[before.article, before.start] if before else frozenset()
    content = frozenset(told)
    here = frozenset(i for i in content if told[i] & own)
    both = here | frozenset(i for i in content if told[i] & earlier)
    names = frozenset(i for m, _ in reading.of(Named) for i in m.span)
    if names - both or len(both) < _COVERED * len(content) or len(here) < _LEAST or len(here) <= len(both) / 2:
        return None
    if any(term[0] == "#" for i in content - both for term in told[i]):
        return None
    if not _expected(reading, sentence, context):
        return None
    asks = spanned(reading.words("ask"))
    needs = before is not None and bool((both - here) or _points_back(sentence))
    passages = (before, sentence) if needs and before else (sentence,)
    return len(both) + len(here) / 10 - len(sentence.text) / 5000, passages, both | asks


def _points_back(sentence: Passage) -> bool:
    first = sentence.text.split(maxsplit=1)[0].strip("“‘\"'").casefold()
    return first in {"this", "that", "these", "those", "it", "its", "such", "they", "he", "she"}


def _expected(reading: Reading, sentence: Passage, context: Context) -> bool:
    """Whether the sentence holds what was asked for and the question did not say itself."""
    asks = {m.name for m in reading.words("ask")}
    tokens = context.reader.lexicon.tokens(sentence.text)
    mentions = context.reader.mentions(tokens)
    senses = [m.sense for m in mentions]
    said = {one for _, named in reading.of(Named) for one in named.ids}
    if "how_much" in asks:
        told = {s.low for _, s in reading.of(Range)}
        units = {"USD", "EUR"} if reading.has("currency") else {"USD", "EUR", "%"}
        stated = [s for s in senses if isinstance(s, Range) and s.unit in units and s.low not in told]
        return len(stated) == 1  # of several amounts none is said to be the one that is asked for
    if asks & {"how_many", "how_long"} or any(token.norm == "many" for token in reading.tokens):
        return False
    if asks & {"when", "until_when"}:
        return any(isinstance(s, When) for s in senses)
    if "who" in asks:
        return any(isinstance(s, Named) and not set(s.ids) & said for s in senses)
    if "why" in asks:
        return any(isinstance(s, Word) and s.category == "topic" and s.name == "cause" for s in senses)
    return "where" not in asks


def _answer(query: Quoted, context: Context) -> Answer:
    passages = [p for article, start in query.passages for p in context.sentences[article] if p.start == start]
    text = " ".join(passage.text for passage in passages)
    return Answered((Statement(f"“{text}”", tuple(context.cite_passage(p) for p in passages)),))


KIND = Kind("passage", (), _recognise, _answer)
