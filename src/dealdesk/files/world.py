"""The composition root: a corpus and the shipped words made into an engine."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context.context import Context
from dealdesk.context.term import Terms, profile_of, terms_of_deal, terms_of_text
from dealdesk.context.wording import Templates, Wording
from dealdesk.engine.engine import Engine
from dealdesk.files.english import is_english, parts_of_speech
from dealdesk.files.keeping import afresh
from dealdesk.files.lexicon import load_data, load_lexicon, load_sorts
from dealdesk.language.epithet import Epithets
from dealdesk.language.name import NameFinder
from dealdesk.language.reader import Reader, Times
from dealdesk.language.spelling import Speller
from dealdesk.language.token import tokens_of
from dealdesk.retrieval.passage import sentences_of, windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.domain.article import Passage
    from dealdesk.domain.record import Record
    from dealdesk.files.keeping import Keep
    from dealdesk.knowledge.knowledge import Knowledge
    from dealdesk.retrieval.passage import Window
    from dealdesk.retrieval.retriever import Retriever


def build_engine(knowledge: Knowledge, keep: Keep = afresh) -> Engine:
    """The engine that answers from `knowledge`; `keep` returns what takes long from where it was kept, if it was."""
    lexicon = load_lexicon(keep)
    names = NameFinder.of(knowledge.names.values())
    texts = " ".join(article.text for article in knowledge.articles.values())
    known = frozenset(token.norm for token in tokens_of(texts) if token.is_word)
    speller = Speller(names.spellings, lexicon.vocabulary, known, is_english)
    days = frozenset((date.month, date.day) for deal in knowledge.deals if (date := deal.announced) and date.month and date.day)
    articles = [article.text for article in knowledge.articles.values()]
    epithets = keep("epithets", lambda: Epithets.of(knowledge.names.values(), articles, lexicon, load_sorts()))
    reader = Reader.of(lexicon, names, speller, Times(days, knowledge.newest), epithets)
    sentences = {article.id: sentences_of(article) for article in knowledge.articles.values()}
    windows = windows_of(knowledge.articles.values())
    terms = keep("terms", lambda: _terms(knowledge, reader, sentences))
    wording = Wording(keep("wording", lambda: Templates.model_validate(load_data("wording"))), knowledge)
    return Engine(Context(knowledge, reader, wording, sentences, windows, Lazy(terms, windows), terms, parts_of_speech))


def prepared(engine: Engine) -> Engine:
    """The engine with all read that else the first question to need it would wait for: of use where many will be asked."""
    parts_of_speech("deal")
    is_english("deal")
    engine.context.retriever.search(("deal",), 1)
    return engine


class Lazy(Struct, dict=True):
    """A Retriever that builds its index at the first search: most questions never come to it, and numpy is slow to import."""

    terms: Terms
    windows: tuple[Window, ...]

    @cached_property
    def _index(self) -> Retriever:
        from dealdesk.retrieval.bm25 import Bm25  # noqa: PLC0415 - as above

        return Bm25.of([sorted(frozenset().union(*(self.terms.sentences[s.article, s.start] for s in w.sentences))) for w in self.windows])

    def search(self, terms: Sequence[str], limit: int) -> tuple[int, ...]:
        """See `Retriever`."""
        return self._index.search(terms, limit)


def _terms(knowledge: Knowledge, reader: Reader, sentences: dict[str, tuple[Passage, ...]]) -> Terms:
    by_sentence = {(s.article, s.start): terms_of_text(reader, s.text) for listed in sentences.values() for s in listed}

    def sources(record: Record) -> list[frozenset[str]]:
        found = []
        for item in record.evidence:
            at = knowledge.articles[item.article].text.find(item.quote)
            found += [by_sentence[s.article, s.start] for s in sentences[item.article] if s.start < at + len(item.quote) and at < s.end]
        return found

    records = {record.id: profile_of(reader, record, sources(record)) for record in knowledge.claims}
    counts = Counter(term for p in records.values() for term in p.key | p.words | p.names)
    keys = frozenset().union(*(profile.key for profile in records.values()))
    return Terms(records, by_sentence, counts, {deal.id: terms_of_deal(reader, deal) for deal in knowledge.deals}, keys)
