"""Windows of sentences: what is indexed, so that a sentence is found by its neighbours' words too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.article import Passage
from dealdesk.retrieval.sentence import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dealdesk.domain.article import Article

WINDOW = 3


class Window(Struct, frozen=True):
    """Some sentences of one article that follow each other."""

    sentences: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """Their text, joined by blanks."""
        return " ".join(sentence.text for sentence in self.sentences)


def sentences_of(article: Article) -> tuple[Passage, ...]:
    """The sentences of `article` in order."""
    return tuple(Passage(article.id, start, end, article.text[start:end]) for start, end in sentence_spans(article.text))


def windows_of(articles: Iterable[Article]) -> tuple[Window, ...]:
    """Every run of `WINDOW` sentences of each article; a shorter article is one window."""
    windows: list[Window] = []
    for article in articles:
        sentences = sentences_of(article)
        last = max(len(sentences) - WINDOW, 0)
        windows += [Window(sentences[i : i + WINDOW]) for i in range(last + 1) if sentences]
    return tuple(windows)
