"""The words of a question that a sentence beside what is asked never explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.engine.no_deal import told_by_none
from dealdesk.language.lexicon import DEAL_NOUNS
from dealdesk.language.mention import Named, spanned
from dealdesk.scope.asked import sizes_deal

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading

_OWING = frozenset({"owe", "owes", "owed"})


def past_passage(reading: Reading, context: Context) -> frozenset[int]:
    """The words that no sentence explains by itself."""
    owing = frozenset(i for i, norm in enumerate(reading.norms) if norm in _OWING)  # which a sentence about a loan may only plan
    return told_by_none(reading, context) | _moved(reading, context) | _sized(reading) | owing


def _sized(reading: Reading) -> frozenset[int]:
    """What a deal comes to, which the table states or nobody does."""
    return spanned(reading.words("noun", *DEAL_NOUNS)) if sizes_deal(reading) else frozenset()


def _moved(reading: Reading, context: Context) -> frozenset[int]:
    """`how much did the index rise?`: a move of what no figure is about, which a sentence may only set beside another's."""
    said = {one for _, named in reading.of(Named) for one in named.ids}
    moves = [figure for figure in context.knowledge.figures if figure.change]
    beside = any(f"@{one}" in context.terms.records[figure.id].text for figure in moves for one in said)
    asks = reading.has("ask", "how_much") or reading.has("operation", "percent")
    own = any(said & set(figure.subject) for figure in moves)
    return spanned(reading.words("topic", "rise", "fall")) if asks and beside and not own else frozenset()
