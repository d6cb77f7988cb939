"""What the sources say about a thing that has no name in the corpus: the claims, else the sentences, that hold all words for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered, Statement
from dealdesk.kinds.introduction import stated
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Mention, Named, Ordinal, When, spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.article import Passage
    from dealdesk.domain.record import Fact, Figure
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_DEALS = ("contract", "notes", "loan", "financing")
_MOST = 2  # claims or sentences
_LONGEST = 5  # words of a topic


class Topic(Struct, frozen=True):
    """What is said of the thing called `words`: the ids of claims, and sentences, each an article and the offset at which it starts."""

    words: str
    records: tuple[str, ...]
    passages: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return f"what is said about {self.words}"


def _recognise(asked: Asked) -> Iterator[Claimed[Topic]]:
    """`what does the article say about liquid cooling?`, `anything on permits?`; not where a name or a deal is spoken of."""
    reading = asked.reading
    telling = reading.words("operation", "profile") or _opening(reading)
    told = (*reading.words("noun", *_DEALS), *reading.of(Named), *reading.of(When), *reading.of(Ordinal))
    if not telling or told or asked.shown:
        return
    light = spanned((*telling, *reading.words(CARRIER, "function"), *reading.words("modifier", "aside", "follow")))
    words = [i for i, token in enumerate(reading.tokens) if i not in light and (token.is_word or token.is_number)]
    if not words or len(words) > _LONGEST or words[0] < telling[0].end or (len(words) == 1 and reading.has("attribute")):
        return
    stems = frozenset(reading.tokens[i].stem for i in words)
    records = tuple(r.id for r in _claims(stems, asked.context)[:_MOST])
    passages = () if records else tuple((p.article, p.start) for p in _sentences(stems, asked.context)[:_MOST])
    if records or passages:
        label = " ".join(reading.tokens[i].text for i in words)
        yield Claimed(Topic(label, records, passages), spanned(telling) | frozenset(words))


def _opening(reading: Reading) -> tuple[Mention, ...]:
    """`anything about ...`, where a question opens so; elsewhere it is somebody who says it."""
    norms = [token.norm for token in reading.tokens[:2]]
    opens = norms[:1] in (["anything"], ["something"]) and norms[1:] in (["about"], ["on"], ["regarding"])
    return (Mention(0, 2, Word("operation", "profile")),) if opens else ()


def _claims(stems: frozenset[str], context: Context) -> list[Figure | Fact]:
    """The claims whose statements hold every one of the words."""
    lexicon = context.reader.lexicon
    return [r for r in context.knowledge.claims if stems <= {token.stem for token in lexicon.tokens(r.statement)}]


def _sentences(stems: frozenset[str], context: Context) -> list[Passage]:
    return [p for listed in context.sentences.values() for p in listed if stems <= context.terms.sentences[p.article, p.start]]


def _answer(query: Topic, context: Context) -> Answer:
    found = [p for article, start in query.passages for p in context.sentences[article] if p.start == start]
    return Answered((*stated(query.records, context), *(Statement(f"“{p.text}”", (context.cite_passage(p),)) for p in found)))


KIND = Kind("topic", (), _recognise, _answer)
