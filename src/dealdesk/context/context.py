"""Everything that the kinds work with: the knowledge, the words, the index, and how evidence becomes a citation."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Citation
from dealdesk.domain.period import PartialDate, later
from dealdesk.domain.quantity import Quantity
from dealdesk.domain.record import Term
from dealdesk.query.selection import LASTING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dealdesk.context.term import Terms
    from dealdesk.context.wording import Wording
    from dealdesk.domain.article import Passage
    from dealdesk.domain.record import Deal, Evidence, Record
    from dealdesk.knowledge.knowledge import Knowledge
    from dealdesk.language.reader import Reader
    from dealdesk.query.selection import Selection
    from dealdesk.retrieval.passage import Window
    from dealdesk.retrieval.retriever import Retriever


_MADE_OF_SEVERAL = frozenset({"label", "composition"})


class Context(Struct, frozen=True, eq=False):
    """The world of one engine; made once, never changed.

    Attributes:
        sentences: every sentence of every article, by article and in order.
        windows: the runs of sentences that `retriever` searches.
        terms: what each record and sentence is about, in the terms of questions.
        parts_of_speech: what an English word can be; nothing for any other.
    """

    knowledge: Knowledge
    reader: Reader
    wording: Wording
    sentences: Mapping[str, tuple[Passage, ...]]
    windows: tuple[Window, ...]
    retriever: Retriever
    terms: Terms
    parts_of_speech: Callable[[str], frozenset[str]]

    def cite(self, *evidence: Evidence) -> tuple[Citation, ...]:
        """The sentences that hold these quotes, each once, in the order given."""
        found = {c: None for item in evidence for c in self._sentences_of(item)}
        return tuple(found)

    def cite_passage(self, passage: Passage) -> Citation:
        """A sentence as a source."""
        article = self.knowledge.articles[passage.article]
        return Citation(
            article.id, article.title, article.publisher, article.published,
            passage.start, passage.end, passage.text, article.url,
        )  # fmt: skip

    def _sentences_of(self, evidence: Evidence) -> Iterable[Citation]:
        article = self.knowledge.articles[evidence.article]
        start = article.text.find(evidence.quote)
        sentences = self.sentences[article.id]
        first = max(bisect_right([s.start for s in sentences], start) - 1, 0)
        for sentence in sentences[first:]:
            if sentence.start >= start + len(evidence.quote):
                break
            yield self.cite_passage(sentence)

    def evidence(self, record: Record, *fields: str) -> tuple[Citation, ...]:
        """The fewest sentences that prove all of `fields`, each of those whose words are made of several; where none is tagged, all."""
        chosen: list[Evidence] = []
        for field in fields:
            proofs = [item for item in record.evidence if field in item.field]
            if field in _MADE_OF_SEVERAL:
                chosen += [item for item in proofs if item not in chosen]
            elif proofs and not any(item in chosen for item in proofs):
                chosen.append(proofs[0])
        cited = self.cite(*(chosen or record.evidence[:1]))
        return cited or self.cite(*record.evidence)

    def rows(self, selection: Selection) -> tuple[Deal, ...]:
        """The deals of `selection`, oldest first or as picked."""
        return selection.rows(self.knowledge.deals, self.order)

    def order(self, deal: Deal, by: str) -> object | None:
        """The sort key of a deal by an attribute; None where it cannot be placed."""
        if by == "announced":
            return self.knowledge.moments.get(deal.id)
        if by == LASTING:
            return deal.ends or _reckoned_end(deal)
        stated: object = getattr(deal, by)
        if isinstance(stated, Quantity):
            return stated.amount
        if isinstance(stated, Term):
            return stated.in_months
        return stated or None


def _reckoned_end(deal: Deal) -> PartialDate | None:
    """Where the term from the start, or from the announcement, leads to; None where either is not stated."""
    begun = deal.starts or deal.announced
    if deal.term is None or begun is None or begun.year is None:
        return None
    end = later(begun.start, deal.term.in_months)
    return PartialDate(end.year, end.month)
