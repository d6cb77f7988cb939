"""What the sources say in short: how each article opens, and the signed contracts, newest first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered, Statement, Unknown
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.row import row
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned
from dealdesk.query.condition import Agreed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.article import Article
    from dealdesk.scope.question import Asked

_ARTICLES, _DEALS = 3, 5


class Summary(Struct, frozen=True):
    """Everything, in short."""

    def __str__(self) -> str:
        return "summary of the sources"


def _recognise(asked: Asked) -> Iterator[Claimed[Summary]]:
    """`summarise the article`, `what is new?`; not where a name, a date or an attribute says of what."""
    reading = asked.reading
    told = (*reading.words("operation", "summary", "profile"), *reading.words("operation", "list"), *reading.words(CARRIER))
    beside = spanned((*told, *reading.words("noun", "contract"), *reading.words("modifier", "it", "all")))
    if asked.shown or reading.of(Named) or asked.scope.selection.named or reading.content - beside:
        return
    if reading.has("operation", "summary"):
        yield Claimed(Summary(), beside)


def _answer(_: Summary, context: Context) -> Answer:
    articles = sorted(context.knowledge.articles.values(), key=_newest, reverse=True)
    leads = [context.sentences[article.id][0] for article in articles[:_ARTICLES] if context.sentences[article.id]]
    deals = [deal for deal in context.knowledge.deals if deal.customer and Agreed().holds(deal)][::-1][:_DEALS]
    if not leads:
        return Unknown(context.wording.templates.foreign)
    openings = tuple(Statement(f"“{lead.text}”", (context.cite_passage(lead),)) for lead in leads)
    return Answered((*openings, *(row(context, deal) for deal in deals)))


def _newest(article: Article) -> date:
    return article.published.start if article.published else date.min


KIND = Kind("summary", ("Summarise what you know.",), _recognise, _answer)
