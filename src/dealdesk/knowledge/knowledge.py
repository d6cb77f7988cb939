"""The corpus as one value: names, deals in order of time, figures, facts, articles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dealdesk.domain.article import Article
    from dealdesk.domain.record import Deal, Fact, Figure, Name

Moment = tuple[date, int]


class Knowledge(Struct, frozen=True):
    """What the bot knows.

    Attributes:
        deals: oldest first; those that no date or extension places come last, as listed.
        moments: when each deal that can be placed in time was announced, for ordering only.
    """

    articles: Mapping[str, Article]
    names: Mapping[str, Name]
    deals: tuple[Deal, ...]
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    moments: Mapping[str, Moment]

    @classmethod
    def of(
        cls,
        articles: Iterable[Article] = (),
        names: Iterable[Name] = (),
        deals: Iterable[Deal] = (),
        figures: Iterable[Figure] = (),
        facts: Iterable[Fact] = (),
    ) -> Knowledge:
        """The knowledge of these records; a later record of one id hides an earlier one."""
        by_id = {deal.id: deal for deal in deals}
        placed = {deal.id: _moment(deal, by_id) for deal in by_id.values()}
        moments = {key: moment for key, moment in placed.items() if moment}
        moments |= {deal.id: moment for deal in by_id.values() if (moment := _news(deal, by_id, moments))}
        ordered = sorted(by_id.values(), key=lambda deal: moments.get(deal.id, (date.max, 0)))
        return cls(
            {article.id: article for article in articles},
            {name.id: name for name in names},
            tuple(ordered),
            tuple(figures),
            tuple(facts),
            moments,
        )

    @property
    def claims(self) -> tuple[Figure | Fact, ...]:
        """What is stated beside the deals."""
        return (*self.figures, *self.facts)

    @property
    def replaced(self) -> frozenset[str]:
        """The ids of the deals that another one has replaced."""
        return frozenset(one for deal in self.deals for one in deal.supersedes)

    @property
    def published(self) -> date | None:
        """The first day on which the newest article may have appeared; None where no article says when it did."""
        return max((article.published.start for article in self.articles.values() if article.published), default=None)

    @property
    def newest(self) -> date | None:
        """The last day that an article or a deal is dated by, from which `the past year` is counted back."""
        deals = (
            deal.announced.end - timedelta(days=1) for deal in self.deals if deal.announced and deal.announced.year and deal.announced.month
        )
        return max((*deals, *([self.published] if self.published else ())), default=None)

    @property
    def this_year(self) -> int | None:
        """The year of the news: that in which the newest article appeared.

        Where none says when it did, news that only a weekday dates, told after deals of a year that is said, is of the year after.
        """
        years = [deal.announced.year for deal in self.deals if deal.announced and deal.announced.year]
        if self.published:
            return self.published.year
        return max(years) + 1 if years and any(deal.is_news for deal in self.deals) else None

    def say(self, name: str) -> str:
        """The canonical name for an id; other words stay as they are."""
        return self.names[name].name if name in self.names else name

    def party(self, name: str) -> str:
        """The company that stands behind a name: a person's, a product's, or itself."""
        seen = set[str]()
        while name in self.names and self.names[name].of and name not in seen:
            seen.add(name)
            name = self.names[name].of or name
        return name


def _news(deal: Deal, deals: Mapping[str, Deal], moments: Mapping[str, Moment]) -> Moment | None:
    """Just after all that its article dates, where a deal is only said to have been announced on a weekday: it is the news."""
    if not deal.said_on or (deal.announced and deal.announced.year):
        return None
    told = {item.article for item in deal.evidence}
    beside = [moments[one.id] for one in deals.values() if one.id in moments and told & {item.article for item in one.evidence}]
    return (max(beside)[0], max(beside)[1] + 1) if beside else None


def _moment(deal: Deal, deals: Mapping[str, Deal], depth: int = 0) -> Moment | None:
    """The announcement, or just after that of the deals it extends."""
    if deal.announced and deal.announced.year:
        return deal.announced.start, 0
    before = [deals[one] for one in deal.extends if one in deals and depth < len(deals)]
    moments = [moment for one in before if (moment := _moment(one, deals, depth + 1))]
    return (max(moments)[0], max(moments)[1] + 1) if moments else None
