"""One module per kind of question; `KINDS` is all of them, the more specific first where they explain as much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dealdesk.kinds import (
    aggregate,
    belonging,
    chat,
    claim,
    coincidence,
    connection,
    contrast,
    count,
    duration,
    evenly,
    group,
    having,
    identity,
    inclusion,
    introduction,
    listing,
    lookup,
    membership,
    neighbour,
    passage,
    pooling,
    rate,
    reduction,
    roster,
    summary,
    ticker,
    timeline,
    topic,
    utterance,
    verify,
)

if TYPE_CHECKING:
    from dealdesk.kinds.kind import Kind

KINDS: tuple[Kind[Any], ...] = (
    chat.KIND,
    rate.KIND,
    evenly.KIND,
    pooling.KIND,
    reduction.KIND,
    roster.KIND,
    summary.KIND,
    duration.KIND,
    coincidence.KIND,
    contrast.KIND,
    neighbour.KIND,
    having.KIND,
    group.KIND,
    count.KIND,
    inclusion.KIND,
    verify.KIND,
    aggregate.KIND,
    timeline.KIND,
    lookup.KIND,
    connection.KIND,
    identity.KIND,
    belonging.KIND,
    claim.KIND,
    membership.KIND,
    ticker.KIND,
    introduction.KIND,
    utterance.KIND,
    topic.KIND,
    listing.KIND,
    passage.KIND,
)
