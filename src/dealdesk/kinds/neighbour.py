"""The deal just after or just before another one, in time or in size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answer, Answered, Unknown
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.row import BRIEF, row, sentence
from dealdesk.language.mention import spanned
from dealdesk.query.condition import Agreed, Among, Announced, Apart, OfKind, Party
from dealdesk.query.selection import Pick, Selection
from dealdesk.scope.focus import focus_of
from dealdesk.scope.scope import only_product

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.scope.question import Asked


_BY = frozenset({"by", "in"})  # `next by size`, not `the worth of the next one`


class Neighbour(Struct, frozen=True):
    """What comes right after (or, `before`, right before) the deals of `anchor` among those of `pool`, in the order of `by`."""

    anchor: Selection
    by: str
    before: bool
    pool: Selection

    @property
    def selection(self) -> Selection:
        """The deals among which the answer looks, for the next question to lean on."""
        return self.pool

    def shown(self, context: Context) -> tuple[Deal, ...]:
        """The deals right beside those of the anchor; those themselves where `by` is `place`."""
        anchors = context.rows(self.anchor)
        if self.by == "place":
            return anchors
        base = {one for deal in anchors for one in deal.extends} if len(anchors) == 1 and self.before and self.by == "announced" else set()
        if base:  # before what enlarges a deal came that deal
            return tuple(deal for deal in context.knowledge.deals if deal.id in base)
        placed = {deal.id: key for deal in self._pool(anchors, context) if (key := context.order(deal, self.by)) is not None}
        edges = [key for deal in anchors if (key := context.order(deal, self.by)) is not None]
        if not edges:
            return ()
        edge = min(edges) if self.before else max(edges)  # type: ignore[type-var]
        beyond = [key for key in placed.values() if (key < edge if self.before else key > edge)]  # type: ignore[operator]
        nearest = (max if self.before else min)(beyond, default=None)  # type: ignore[type-var]
        return tuple(deal for deal in context.knowledge.deals if nearest is not None and placed.get(deal.id) == nearest)

    def _pool(self, anchors: Sequence[Deal], context: Context) -> tuple[Deal, ...]:
        """The agreed deals among which to look: those of the pool, and of the anchor's kinds where it says none."""
        kinds = {deal.kind for deal in anchors}
        kept = self.pool.conditions
        alike = any(isinstance(c, OfKind) for c in kept)
        return tuple(
            deal for deal in context.knowledge.deals
            if deal not in anchors and Agreed().holds(deal) and (alike or deal.kind in kinds) and all(c.holds(deal) for c in kept)
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{'previous' if self.before else 'next'} by {self.by} of {self.anchor}"


def _recognise(asked: Asked) -> Iterator[Claimed[Neighbour]]:
    reading, scope = asked.reading, asked.scope
    steps = reading.words("operation", "next", "previous")
    named = [c for c in scope.selection.named if not isinstance(c, Party)]
    if not steps or not (named or scope.selection.pick or asked.shown) or only_product(reading, asked.context):
        return
    before = not reading.has("operation", "next")
    open_ended = [c for c in named if isinstance(c, Announced) and c.periods[0].relation in {"after", "before"}]
    if open_ended and any(reading.tokens[m.end - 1].norm.endswith("s") for m in reading.words("noun", "contract")):
        return
    if open_ended:
        pick = Pick("announced", descending=open_ended[0].periods[0].relation == "before")
        yield Claimed(
            Neighbour(replace(scope.selection, pick=pick), "place", before, scope.selection),
            spanned(steps) | scope.used | focus_of(reading).used,
        )
        return
    apart = [c for c in named if isinstance(c, Apart)]
    if apart:
        pick = Pick("announced", descending=before)
        used = spanned(steps) | scope.used | focus_of(reading).used
        yield Claimed(Neighbour(replace(scope.selection, pick=pick), "place", before, scope.selection), used)
        return
    sized = reading.words("operation", "largest", "smallest") or tuple(
        m for m in reading.words("attribute", "value") if m.start and reading.norms[m.start - 1] in _BY
    )
    by = "value" if sized else "announced"
    if sized:
        rising = any(token.norm in {"up", "higher", "bigger", "larger", "above"} for token in reading.tokens)
        before = reading.has("operation", "largest") or not (rising or reading.has("operation", "smallest"))
    asks = focus_of(reading).used
    anchor = replace(scope.selection, pick=None) if sized or named else scope.selection
    pool = Selection(tuple(c for c in scope.selection.conditions if isinstance(c, (OfKind, Party))))
    if asked.shown and not [c for c in named if not isinstance(c, Among)]:
        anchor = Selection((Among(frozenset(asked.shown)),))
    yield Claimed(Neighbour(anchor, by, before, pool), spanned((*steps, *sized)) | scope.used | asks)


def _answer(query: Neighbour, context: Context) -> Answer:
    anchors = context.rows(query.anchor)
    if not anchors:
        return empty(query.anchor, context)
    chosen = query.shown(context)
    if not chosen:
        placed = any(context.order(deal, query.by) is not None for deal in anchors)
        text = "My sources state no such deal." if placed else "My sources do not say when that was."
        return Unknown(text, tuple(row(context, deal) for deal in anchors[:3]), of_deals=placed)
    return Answered(tuple(sentence(context, deal, BRIEF) for deal in chosen))


KIND = Kind("neighbour", ("Which contract came right after {customer}'s first?",), _recognise, _answer)
