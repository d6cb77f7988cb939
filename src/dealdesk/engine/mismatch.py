"""The words of a question for which a candidate is the wrong sort of answer: it states, dates or defines something else than they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION
from dealdesk.domain.quantity import Range
from dealdesk.engine.demand import ONE_SIDED, voices
from dealdesk.engine.near_deal import past_deal, unmet_by_deal
from dealdesk.engine.near_record import past_record, unmet_by_record
from dealdesk.kinds.kind import is_claim, records_of
from dealdesk.kinds.particulars import Lookup
from dealdesk.language.function_word import HELPING
from dealdesk.language.lexicon import CARRIER, FINANCING_NOUNS, Word
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.arithmetic import PERCENT
from dealdesk.query.condition import Described, HasStatus
from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

_PEOPLE = frozenset({"person", "man", "woman"})
_PURPOSES = frozenset({"purpose", "workload"})
_ROLES = ("lenders", "customer", "provider", "borrower", "issuer", "officer", "spokesperson")
_SAYING = frozenset({"say", "says", "said", "comment", "commented", "respond", "responded", "explain", "explained", "tell", "told"})
_BEING = frozenset({"is", "was", "has", "does", "makes"})
_WH = frozenset({"what", "how"})
_OWING = frozenset({"owe", "owes", "owed", "repay", "repaid", "repays"})
_PAYING = frozenset({"pay", "paid", "pays"})
_NOT_DONE = frozenset({"sought", "planned", "in talks", "option", "cancelled"})


def mismatched(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that such an answer never explains."""
    near = past_record if is_claim(candidate) else past_deal
    apart = _apart(candidate, reading, context) | _rated(candidate, reading) | _acted(candidate, reading, context)
    beside = _given_up(candidate, reading) | _personal(candidate, reading) | _introduced(candidate, reading, context)
    beside |= _outgrown(candidate, reading, context) | _unsettled(candidate, reading, context) | _placed(candidate, reading, context)
    return near(candidate, reading, context) | apart | beside | _voiced(candidate, reading, context)


def unmatched(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that such an answer explains only where a sentence that it cites holds them."""
    return unmet_by_record(candidate, reading, context) if is_claim(candidate) else unmet_by_deal(candidate, reading)


def _placed(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`how many megawatts in Northam?`: the power of what is served from several places is not that of one, which a figure may state."""
    sides = (getattr(candidate.query, name, None) for name in ("selection", "subject", "claim", "left", "right"))
    said = [one for side in sides for one in (side.conditions if isinstance(side, Selection) else (side,)) if isinstance(one, Described)]
    places = [one.label for one in said if any(deal.is_partly_at(one.label) for deal in context.knowledge.deals if one.holds(deal))]
    power = {deal.power.unit for deal in context.knowledge.deals if deal.power}
    measured = spanned((*reading.words("attribute", "power"), *(m for m, amount in reading.of(Range) if amount.unit in power)))
    if not places or not measured:
        return frozenset()
    told = [f for f in context.knowledge.figures if f.value.unit in power and any(place in f.statement for place in places)]
    return measured if told or not isinstance(candidate.query, Lookup) else frozenset()


def _acted(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`who backs Acme?`: a verb, though it is one that carries nothing elsewhere, which neither a deal nor a definition explains."""
    defines = any(DEFINITION in context.terms.records[one].key for one in records_of(candidate.query))
    if reading.norms[:1] not in (("who",), ("which",)) or not (defines or candidate.kind.name in ONE_SIDED):
        return frozenset()
    told = spanned(m for m in reading.mentions if not (isinstance(m.sense, Word) and m.sense.category == CARRIER))
    verb = {m.start - 1 for m, _ in reading.of(Named) if m.start == 2 or reading.norms[0] == "which"} - told - candidate.used  # noqa: PLR2004
    return frozenset(i for i in verb if reading.norms[i].endswith(("s", "ed")) and reading.norms[i] not in _BEING)


def _introduced(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`is Acme happy with Globex?`: a claim of two companies, which who each of them is does not decide."""
    chosen = records_of(candidate.query)
    defines = len(chosen) > 1 and all(DEFINITION in context.terms.records[one].key for one in chosen)
    return reading.inside if (defines or candidate.kind.name == "introduction") and is_polar(reading) else frozenset()


def _outgrown(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`is Acme bigger than Globex?` of a customer and its provider: companies, which neither their deals nor other figures measure."""
    contrasted = candidate.kind.name == "contrast"
    if not contrasted or reading.has("noun", "contract", "contract_verb", *FINANCING_NOUNS) or reading.has("topic"):
        return frozenset()
    party = context.knowledge.party
    sides = [{party(one) for one in named.ids} for _, named in reading.of(Named)]
    deals = [{one for _, one in deal.parties} for deal in context.knowledge.deals]
    traders = len(sides) == 2 and any(sides[0] & parties and sides[1] & parties for parties in deals)  # noqa: PLR2004 - with each other
    return spanned(reading.words("operation", "more", "less", "compare", "difference", "ratio")) if traders else frozenset()


def _unsettled(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`how much does Acme owe?`, of a loan that is only sought; `how much did it pay?`, of an order that was called off."""
    selection = getattr(candidate.query, "selection", None)
    deals = context.rows(selection) if selection is not None and reading.has("ask", "how_much") else ()
    stages = {deal.status for deal in deals}
    ordered = len(reading.of(Named)) == 1 and all(deal.customer for deal in deals)  # which is no debt
    owing = _OWING if deals and (stages <= _NOT_DONE or ordered) else frozenset[str]()
    owing |= _PAYING if stages == {"cancelled"} else frozenset()
    return frozenset(i for i, norm in enumerate(reading.norms) if norm in owing)


def _personal(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`which person built it?`: somebody, whom no deal names."""
    return (
        frozenset(i for i, norm in enumerate(reading.common) if norm in _PEOPLE and i)
        if isinstance(candidate.query, Lookup)
        else frozenset()
    )


def _given_up(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`the reason for backing out of it`: why a deal was called off, which what it was for does not say."""
    if not isinstance(candidate.query, Lookup) or not _PURPOSES & {name for group in candidate.query.groups for name in group}:
        return frozenset()
    off = any(isinstance(c, HasStatus) and "cancelled" in c.statuses for c in candidate.query.selection.conditions)
    return spanned(reading.words("ask", "why")) if off else frozenset()


def _rated(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`who pays more per megawatt?`: what each megawatt costs, which no value and no sum says."""
    return spanned(m for m in reading.words("operation", "per_power") if not candidate.used.issuperset(m.span))


def _apart(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that ask how far things lie apart, `how much more than`, which stating one or each of them does not say."""
    records = records_of(candidate.query)
    told = [m for m in reading.words("operation", "difference") if len(m.span) > 1 and reading.tokens[m.start].norm == "how"]
    if not records and candidate.kind.name in ONE_SIDED:
        timed = reading.has("ask", "how_long") or reading.has("noun", "months", "years")
        between = frozenset(i for i, norm in enumerate(reading.norms) if norm == "between" and timed)  # `how long between them?`
        later = getattr(candidate.query, "groups", ()) == (("value",),) and reading.has("attribute", "ends")
        between |= spanned(m for m in reading.words("operation", "later") if later)  # `how much later does it end?`
        return between | spanned(m for m in told if m.end < len(reading.tokens) and reading.tokens[m.end].norm in {"than", "of"})
    exceeding = reading.has("operation", "more", "less") and reading.has("modifier", "against")
    exceeding |= bool(told) and any(token.norm == "than" for token in reading.tokens)  # `how much higher is it than the old one?`
    several = len(records) > 1 or (bool(records) and exceeding)
    asked = spanned(
        m for m in reading.words("operation", "difference") if records and reading.tokens[m.start].norm in {"difference", "gap"}
    )
    starts = {m.end for m in reading.words("ask", "how_much")} if records and candidate.kind.name == "claim" else set[int]()
    moved = frozenset[int]()
    if records and candidate.kind.name != "contrast" and reading.has("topic", "rise", "fall") and not _is_move(records, context):
        moved = spanned(
            m for m in reading.words("operation", "difference") if reading.norms[m.start] == "by"
        )  # `by how much was it raised?`
    far = moved | spanned(m for m in reading.words("operation", "more", "less") if m.start in starts)  # `how far above the other is it?`
    return far | (spanned(reading.words("operation", "difference", "ratio")) if several else asked)


def _is_move(records: tuple[str, ...], context: Context) -> bool:
    """True for figures that are themselves moves, or percentages."""
    found = [figure for figure in context.knowledge.figures if figure.id in records]
    return not found or any(figure.change or figure.value.unit == PERCENT for figure in found)


def _voiced(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`how did the chief comment on the deal?`: the verb of what a person said, which only what is stated of that person answers."""
    chosen = records_of(candidate.query)
    told = {one for r in context.knowledge.claims if r.id in chosen for one in (*r.subject, *r.object, r.by or "")}
    leads = any("#boss" in context.terms.records[one].key for one in chosen)
    verbs = reading.words("modifier", "reporting", "voicing") if not is_polar(reading) and (leads or not chosen) else ()
    roles = {m.end for m in (*reading.words("attribute", *_ROLES), *reading.words("topic", "boss"))}  # `what does the bank say?`
    named = (m for m, _ in reading.of(Named) if not chosen and m.start and reading.norms[m.start - 1] in HELPING)
    roles |= {m.end for m in named if set(reading.norms[m.end : m.end + 1]) & _SAYING}  # `what did Acme say?`
    voiced = spanned(m for m in verbs if m.start in roles and reading.tokens[0].norm in _WH)
    return voiced.union(*(span for speaker, span in voices(reading, context) if speaker not in told))
