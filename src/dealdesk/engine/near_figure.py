"""The words of a question about money, shares or notes that a figure or fact beside what is asked never explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION
from dealdesk.kinds.kind import records_of
from dealdesk.language.function_word import ASKERS
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, spanned

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

_FORETELLING = frozenset({"will", "would", "could", "can", "should", "shall"})
_AHEAD = frozenset({"tomorrow", "soon"})
_SHARES = frozenset({"shares", "stock", "stocks"})
_DIRECTIONS = frozenset({Word("topic", "rise"), Word("topic", "fall")})
_MOVING = ("stock", "rise", "fall", "move")
_PRESENT = frozenset({"current", "currently", "present", "today", "actual", "actually"})
_NOTES = frozenset({"note", "bond", "debenture", "convertible", "senior"})
_EARNED = frozenset({"money", "living"})
_TAKINGS = frozenset({"revenue", "revenues", "turnover", "income", "earnings"})
_CAPITAL = frozenset({"#spend", "#capital"})
_TRADING = frozenset({Word("noun", "selling"), Word("noun", "contract_verb")})


def past_figure(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that such a record never explains, because they ask for other money, another time or another move."""
    return (
        _of_markets(candidate, reading, context)
        | _earned(candidate, reading, context)
        | _borrowed(candidate, reading, context)
        | _present(candidate, reading, context)
        | _unmoved(candidate, reading, context)
        | _unspent(candidate, reading, context)
        | _sold(candidate, reading, context)
        | _of_many(candidate, reading, context)
        | _lost(candidate, reading, context)
    )


def _lost(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`how much did Acme lose?`: what a fact that speaks of no rise and no fall does not tell."""
    facts = [fact for fact in context.knowledge.facts if fact.id in records_of(candidate.query)]
    lexicon = context.reader.lexicon
    said = {m.sense for fact in facts for m in context.reader.mentions(lexicon.tokens(fact.statement))}
    if not facts or said & _DIRECTIONS or not reading.has("ask", "how_much"):
        return frozenset()
    ends = {m.end for m, _ in reading.of(Named)}
    return spanned(m for m in reading.words("topic", "rise", "fall") if m.start in ends)


def _of_many(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`how much will the giants spend?`: of many companies, what a figure states of one."""
    names, chosen = context.knowledge.names, records_of(candidate.query)
    figures = [figure for figure in context.knowledge.figures if figure.id in chosen]
    said = {one for _, named in reading.of(Named) for one in named.ids}
    sole = [f for f in figures if len(f.subject) == 1 and f.subject[0] in names and not names[f.subject[0]].members]
    many = (m for m in reading.words("context", "giant") if reading.norms[m.end - 1].endswith("s") and reading.has("ask", "how_much"))
    return spanned(many) if sole and sole == figures and not any(set(f.subject) & said for f in sole) else frozenset()


def _of_markets(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`did the stock market fall?`, `what did the markets do?`: of all what one company's share did."""
    moves = any(record.change for record in context.knowledge.claims if record.id in records_of(candidate.query))
    stock = (i for i, norm in enumerate(reading.common) if norm == "markets" or (norm == "market" and reading.common[i - 1] == "stock"))
    return frozenset(stock) if moves and not reading.of(Named) else frozenset()


def _borrowed(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`what does Acme want the note money for?`: notes that a record does not speak of."""
    chosen = records_of(candidate.query)
    own = frozenset().union(*(context.terms.records[one].every for one in chosen))
    spoken = spanned(reading.words("noun", "notes", "convertible", "senior")) if chosen else frozenset[int]()
    return frozenset(i for i in spoken if reading.norms[i].rstrip("s") in _NOTES and reading.tokens[i].stem not in own)


def _unmoved(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`did Acme's shares move?`: the words of a share's move, of which a record does not speak at all."""
    chosen = [context.terms.records[one] for one in records_of(candidate.query)]
    own = frozenset().union(*(profile.every for profile in chosen))
    moved = reading.words("topic", *_MOVING) if chosen and not _SHARES.isdisjoint(reading.norms) else ()
    return spanned(moved) if own.isdisjoint({"#stock"}) else frozenset()


def _unspent(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`by how much did Acme raise its capex?`: capital spending, of which a record does not speak at all."""
    own = frozenset().union(*(context.terms.records[one].words | context.terms.records[one].key for one in records_of(candidate.query)))
    return spanned(reading.words("context", "capital")) if own and own.isdisjoint(_CAPITAL) else frozenset()


def _sold(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`what is Acme's revenue?`: what a company takes in, of which a fact about a sale says nothing."""
    facts = {fact.id for fact in context.knowledge.facts}
    profiles = [context.terms.records[one] for one in records_of(candidate.query) if one in facts]
    said = {word for p in profiles for word in p.said.split()}
    return frozenset(i for i, norm in enumerate(reading.norms) if norm in _TAKINGS and profiles and said.isdisjoint(_TAKINGS))


def _present(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`what is Acme's current revenue?`: a time of which no forecast speaks; `what is the current forecast?` is another matter."""
    chosen = [record for record in context.knowledge.claims if record.id in records_of(candidate.query)]
    if any(record.change for record in chosen):
        asks = frozenset({0} if reading.norms[0] in _FORETELLING and not ASKERS & set(reading.norms[1:2]) else ())  # `will it keep rising?`
        level = reading.has("topic", "stock") and not reading.has("topic", "rise", "fall", "move") and "price" in reading.norms
        asks |= frozenset(
            i for i, norm in enumerate(reading.norms) if level and (norm in _PRESENT or norm == "last")
        )  # `the current price`
        return asks | frozenset(i for i, norm in enumerate(reading.norms) if norm in _AHEAD)
    if reading.has("topic", "forecast") or not any(getattr(record, "status", "") == "forecast" for record in chosen):
        return frozenset()
    said = " ".join(record.statement.casefold() for record in chosen)
    return frozenset(i for i, norm in enumerate(reading.norms) if norm in _PRESENT and norm not in said)


def _earned(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`how does Acme earn its money?`: what only a definition that speaks of selling, renting out or the like tells."""
    chosen = [record for record in context.knowledge.claims if record.id in records_of(candidate.query)]
    asked = spanned(m for m in reading.words("operation", "define") if _EARNED.intersection(reading.norms[m.start : m.end]))
    if not chosen or not asked:
        return frozenset()
    tokens = context.reader.lexicon.tokens(" ; ".join(record.statement for record in chosen))
    defines = all(DEFINITION in context.terms.records[record.id].key for record in chosen)
    trades = defines and any(m.sense in _TRADING for m in context.reader.mentions(tokens))
    return frozenset() if trades else asked
