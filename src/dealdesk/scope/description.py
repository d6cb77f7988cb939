"""Deals told apart by words of their own record: a place, a label, a workload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.language.lexicon import CARRIER, FINANCING_NOUNS, Word
from dealdesk.language.mention import Named
from dealdesk.query.condition import Described
from dealdesk.scope.period import spells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.language.reading import Reading
    from dealdesk.scope.said import Said

_PLACES = frozenset({"place", "term"})
_JOINERS = frozenset({"and", "plus", "or", "&", "+", ",", "in", "at"})
_BETWEEN = 2  # `and in`
_COMPUTE = Word("context", "compute")
TRADE = "ai"
_SOFT = frozenset({CARRIER, "context", "modifier", "relation"})


def descriptions_in(reading: Reading, context: Context, pool: Sequence[Deal]) -> Iterator[Said]:
    """The words and places that stand in the records of some deals of `pool` and not of others, as one condition."""
    meant: frozenset[str] | None = None
    said: set[int] = set()
    words: list[str] = []
    for span, terms in _telling(reading, context):
        holding = frozenset(deal.id for deal in pool if terms & context.terms.deals[deal.id])
        apart = meant is not None and not meant & holding and _is_joined(reading, said, span)
        narrowed = holding if meant is None else meant | holding if apart else meant & holding
        asked = span.start > 0 and reading.tokens[span.start - 1].norm in {"what", "which"}
        if holding and narrowed and not asked:
            meant = narrowed
            said |= set(span)
            words.append(" ".join(reading.tokens[i].text for i in span))
    if meant is not None:
        yield Described(meant, " ".join(words)), frozenset(said)


def _workloads(reading: Reading, context: Context) -> Iterator[tuple[range, frozenset[str]]]:
    """`the one for training`: a word of the trade after `for` that the records of some deals say of their workload or purpose."""
    after = (m for m in reading.words("context") if m.start and reading.tokens[m.start - 1].norm == "for")
    for mention in after if reading.has("noun", "contract") else ():
        stems = frozenset(reading.tokens[i].stem for i in mention.span)
        if stems <= _work_of(context):
            yield mention.span, stems


def _work_of(context: Context) -> frozenset[str]:
    """The stems of all words that the deals state of their workload or purpose."""
    texts = (f"{deal.workload or ''} {deal.purpose or ''}" for deal in context.knowledge.deals)
    return frozenset(token.stem for text in texts for token in context.reader.lexicon.tokens(text) if token.is_word)


def _is_joined(reading: Reading, said: set[int], span: range) -> bool:
    """True where nothing but `and`, `plus` or a comma stands between what was said and `span`: both places are meant."""
    between = reading.tokens[max(said) + 1 : span.start] if said else ()
    return 0 < len(between) <= _BETWEEN and all(token.norm in _JOINERS for token in between)


def _telling(reading: Reading, context: Context) -> Iterator[tuple[range, frozenset[str]]]:
    """Names that take no part in deals, and words of content that the lexicon does not know."""
    covered: set[int] = set()
    for mention, named in reading.of(Named):
        covered |= set(mention.span)
        kinds = {context.knowledge.names[one].kind for one in named.ids}
        if "term" in kinds and reading.has("operation", "define"):
            continue
        if kinds & _PLACES:
            yield mention.span, frozenset(f"@{one}" for one in named.ids)
    for span, stems in _workloads(reading, context):
        covered |= set(span)
        yield span, stems
    notes = {m.start for m in reading.words("noun", "notes", "loan")}  # `secured notes`, whatever else that adjective may mean
    either = {i + step for i, token in enumerate(reading.tokens) if token.norm == "or" for step in (-2, -1, 1, 2)}
    covered = covered.union(*(span for span, _, _ in spells(reading)))
    financed = reading.has("noun", *FINANCING_NOUNS)  # whose purpose a topic may tell: `the notes that repay debt`
    for index in sorted(reading.content - covered - either):
        known = [m for m in reading.mentions if index in m.span]
        if reading.norms[index] == TRADE or any(m.sense == _COMPUTE for m in known):
            continue  # what all of them are about
        soft = all(isinstance(m.sense, Word) and (m.sense.category in _SOFT or index + 1 in notes) for m in known)
        topics = frozenset(f"#{m.sense.name}" for m in known if isinstance(m.sense, Word) and m.sense.category == "topic")
        if soft and reading.tokens[index].is_word:
            yield range(index, index + 1), frozenset({reading.tokens[index].stem})
        elif topics and financed:
            yield range(index, index + 1), topics
