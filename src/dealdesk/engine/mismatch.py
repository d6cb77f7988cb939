"""The words of a question for which a candidate is the wrong sort of answer: it states, dates or defines something else than they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION, FAMILIES
from dealdesk.domain.period import WEEKDAYS
from dealdesk.domain.quantity import Range
from dealdesk.engine.demand import ONE_SIDED, pieces, voices
from dealdesk.kinds.kind import is_claim, records_of
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.probe import question_terms
from dealdesk.matching.stated import names_period
from dealdesk.query.attribute import BY_NAME
from dealdesk.query.selection import Selection
from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

_IN_ROWS = frozenset({"value", "announced", "customer", "provider", "parties", "ends", "term", "status", "extends"})
_STAGES = frozenset({"in_talks", "cancelled", "sought"})
_SPECIFIC = ("starts", "ends", "term", "hardware", "workload", "power", "location", "payment", "option")
_DETAILS = frozenset({"payment", "lenders"})
_DONE = frozenset({"catchup", "outperform", "benefit", "demand", "peak"})  # topics that tell what somebody does
_DEFINITE = frozenset({"the", "that", "this"})
_DOING = frozenset({"do", "does", "did", "can", "could", "will", "would"})
_CLOSING = frozenset({"close", "closed", "closes", "trade", "trades", "traded", "trading", "finish", "finished"})
_SORTS = frozenset({"kind", "kinds", "sort", "sorts", "type", "types"})
_NEAR = 2
_ROLES = ("lenders", "customer", "provider", "borrower", "issuer", "officer")
_WH = frozenset({"what", "how"})
_WEEKDAYS = frozenset(day.casefold() for day in WEEKDAYS)


def mismatched(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that such an answer never explains."""
    return (
        _strange(candidate, reading, context)
        | _apart(candidate, reading)
        | _unsaid(candidate, reading, context)
        | _trading(candidate, reading, context)
        | _spent(candidate, reading, context)
        | _of_a_figure(candidate, reading, context)
        | _voiced(candidate, reading, context)
        | _mannered(candidate, reading)
        | _quoted(candidate, reading)
        | _sort_of(candidate, reading)
        | _alone(candidate, reading, context)
        | _listed(candidate, reading)
        | _reckoned(candidate, reading, context)
        | (pieces(reading, context) if candidate.kind.name in ONE_SIDED and not is_claim(candidate) else frozenset())
        | _unstated(candidate, reading, context)
    )


def unmatched(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that such an answer explains only where a sentence that it cites holds them."""
    return _unmet(candidate, reading, context) | _dated_otherwise(candidate, reading) | _staged(candidate, reading)


def _unsaid(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words of a yes-or-no question that stand beside a stated claim in its sentence and not in the claim itself."""
    chosen = [context.terms.records[one] for one in records_of(candidate.query)]
    decided = getattr(candidate.query, "verdict", "") != ""
    if not chosen or not is_polar(reading) or decided:
        return frozenset()
    own = frozenset().union(*(profile.key | profile.words | profile.names | profile.asked for profile in chosen))
    terms = question_terms(reading)
    said = (*(m for m, _ in reading.of(Named)), *(m for m, _ in reading.of(Range)), *reading.words("operation", "more", "less"))
    plain = spanned((*said, *reading.words("modifier"), *reading.words("noun")))
    parties = frozenset(f"@{context.knowledge.party(term[1:])}" for term in own if term[0] == "@")
    strange = [m for m, named in reading.of(Named) if not {f"@{one}" for one in named.ids} & (own | parties)]
    return frozenset(i for i in reading.content - plain if not terms[i] & own) | spanned(strange)


def _trading(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`who leases from Acme?`, `whom does Acme chase?`: the words that ask for somebody in what Acme does, and not for what Acme is."""
    chosen = [context.terms.records[one] for one in records_of(candidate.query)]
    if not any(DEFINITION in profile.key for profile in chosen):
        return frozenset()
    own = frozenset().union(*(profile.key | profile.words for profile in chosen))
    done = spanned(m for m in reading.words("topic", *_DONE) if f"#{m.name}" not in own)
    return done | _asked_trader(reading)


def _asked_trader(reading: Reading) -> frozenset[int]:
    """The words that ask who buys or sells: the verb after `who`, the role after `which`."""
    if reading.has("operation", "define", "profile"):  # `what kind of capacity does Acme get?`
        return spanned(reading.words("noun", "taking"))
    verbs = reading.words("noun", "contract_verb")
    roles = [m for m in reading.words("attribute", "customer", "provider") if reading.tokens[m.start - 1].norm in {"which", "what"}]
    which = bool(reading.tokens) and reading.tokens[0].norm == "which"  # `which cloud giant leases from Acme?`
    return spanned((*(verbs if reading.has("ask", "who") or roles or which else ()), *roles))


def _spent(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`what was spent from 2020 to 2022?`: the very period of a stated figure, which no sum of deals is for where none is spoken of."""
    knowledge = context.knowledge
    if is_claim(candidate) or not reading.has("context", "spend") or reading.has("noun", "contract", "notes", "loan"):
        return frozenset()
    parties = {one for deal in knowledge.deals for _, one in deal.parties}
    named = any(knowledge.party(one) in parties for _, said in reading.of(Named) for one in said.ids)
    told = not named and any(names_period(reading, figure) for figure in knowledge.figures)
    return spanned(m for m, _ in reading.of(When)) if told else frozenset()


def _of_a_figure(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """An amount that a stated figure has and no deal: a question that speaks of no deal is not about a deal of that size.

    One that wants yes or no asks whether a deal is of that size, unless `the $5 billion` is something known.
    """
    if (
        is_claim(candidate)
        or candidate.kind.name not in ONE_SIDED | {"count", "verify"}
        or reading.has("noun", "contract", "notes", "loan")
    ):
        return frozenset()
    knowledge = context.knowledge
    exact = [(m, said) for m, said in reading.of(Range) if said.exact and said.unit]
    if is_polar(reading):
        exact = [(m, said) for m, said in exact if m.start and reading.tokens[m.start - 1].norm in _DEFINITE]
    figures = [
        (m, said)
        for m, said in exact
        if any(said.unit == f.value.unit and said.holds(f.value.amount) for f in knowledge.figures if not f.total_of)
    ]
    return spanned(
        m for m, said in figures if not any(d.value and said.unit == d.value.unit and said.holds(d.value.amount) for d in knowledge.deals)
    )


def _reckoned(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`what is Acme's total?`: the words that reckon, which no definition of Acme explains."""
    defines = any(DEFINITION in context.terms.records[one].key for one in records_of(candidate.query))
    worked = [m for m in reading.words("operation", "sum", "average", "median") if reading.tokens[m.start].norm != "meaning"]
    return spanned((*worked, *reading.words("relation", "before", "after"))) if defines else frozenset()


def _mannered(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`how does Acme earn its money?`: asks in what way, which no value of a deal says."""
    valued = getattr(candidate.query, "groups", ()) == (("value",),) or candidate.kind.name in {"list", "aggregate"}
    if is_claim(candidate) or not valued or reading.has("ask", "how_much", "how_many"):
        return frozenset()
    told = (i for m in reading.words("ask", "how") for i in m.span)
    norms = [token.norm for token in reading.tokens]
    if norms[:1] == ["what"] and norms[1:2] and norms[1] in _DOING and "do" in norms[2:]:
        return frozenset({norms.index("do", 2)})  # `what does the money do for it?`
    return frozenset(
        i for i in told if reading.tokens[i].norm == "how" and reading.tokens[i + 1 : i + 2] and reading.tokens[i + 1].norm in _DOING
    )


def _alone(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """What no single claim says: of `Acme alone` what is stated of several, of `the markets` what one company's share did."""
    chosen = [record for record in context.knowledge.claims if record.id in records_of(candidate.query)]
    if not chosen or is_polar(reading) or getattr(candidate.query, "verdict", "") != "":
        return frozenset()
    ends = {m.end for m, _ in reading.of(Named)}
    alone = (i for i, token in enumerate(reading.tokens) if token.norm == "alone" and i in ends and len(chosen[0].object) > 1)
    markets = (i for i, token in enumerate(reading.tokens) if token.norm == "markets" and chosen[0].change)
    return frozenset((*alone, *markets))


def _sort_of(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`what sort of buyers`: asks what they are, which no deal of theirs says."""
    whose = [m.start for m in (*reading.words("noun", "customers", "providers"), *reading.words("attribute", "customer", "provider"))]
    sorts = (m for m in reading.words("operation", "define") if any(reading.tokens[i].norm in _SORTS for i in m.span))
    told = spanned(m for m in sorts if any(0 <= start - m.end <= _NEAR for start in whose))
    return told if candidate.kind.name in ONE_SIDED and not is_claim(candidate) else frozenset()


def _quoted(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`at what price did Acme close?`: what a share costs, which no deal is worth."""
    prices = frozenset(i for i, token in enumerate(reading.tokens) if token.norm in {"price", "prices"})
    closes = any(token.norm in _CLOSING for token in reading.tokens) and not reading.has("noun", "contract", "notes", "loan")
    return prices if prices and closes and candidate.kind.name in ONE_SIDED and not is_claim(candidate) else frozenset()


def _voiced(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`how did the chief comment on the deal?`: the verb of what a person said, which only what is stated of that person answers."""
    chosen = records_of(candidate.query)
    told = {one for r in context.knowledge.claims if r.id in chosen for one in (*r.subject, *r.object, r.by or "")}
    verbs = () if chosen or is_polar(reading) else reading.words("modifier", "reporting", "voicing")
    roles = {m.end for m in reading.words("attribute", *_ROLES)}  # `what does the bank say?`
    voiced = spanned(m for m in verbs if m.start in roles and reading.tokens[0].norm in _WH)
    return voiced.union(*(span for speaker, span in voices(reading, context) if speaker not in told))


def _unstated(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`how much was paid upfront?`: an attribute that describes what is asked for, and that none of the deals meant states."""
    selection = getattr(candidate.query, "selection", None)
    if is_claim(candidate) or candidate.kind.name not in ONE_SIDED or not isinstance(selection, Selection):
        return frozenset()
    rows = context.rows(selection)
    told = [m for m in focus_of(reading).describing if m.name in _DETAILS]
    told = [m for m in told if not reading.tokens[m.start].norm.endswith("ed")]  # `installed` asks for no instalment
    return spanned(m for m in told if not any(BY_NAME[m.name].read(deal) for deal in rows))


def _apart(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """The words that ask how far things lie apart, `how much more than`, which stating one or each of them does not say."""
    records = records_of(candidate.query)
    told = [m for m in reading.words("operation", "difference") if len(m.span) > 1 and reading.tokens[m.start].norm == "how"]
    if not records and candidate.kind.name in ONE_SIDED:
        return spanned(m for m in told if m.end < len(reading.tokens) and reading.tokens[m.end].norm in {"than", "of"})
    exceeding = reading.has("operation", "more", "less") and reading.has("modifier", "against")
    exceeding |= bool(told) and any(token.norm == "than" for token in reading.tokens)  # `how much higher is it than the old one?`
    several = len(records) > 1 or (bool(records) and exceeding)
    asked = spanned(
        m for m in reading.words("operation", "difference") if records and reading.tokens[m.start].norm in {"difference", "gap"}
    )
    return spanned(reading.words("operation", "difference", "ratio")) if several else asked


def _strange(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words of an unstated attribute of several words, some of which a claim holds; a day that another one tells of."""
    chosen = records_of(candidate.query)
    records = [record for record in context.knowledge.claims if record.id in chosen]
    said = " ".join(" ".join((record.statement, record.relation, *record.words)).casefold() for record in records)
    found = [m for m in reading.words("attribute") if isinstance(m.sense, Word) and m.sense.name not in BY_NAME and len(m.span) > 1]
    light = spanned(reading.words(CARRIER, "function"))
    profiles = [context.terms.records[one] for one in chosen]
    families = frozenset().union(*(p.key | p.words | p.text for p in profiles))
    meant = [m.span for category in FAMILIES for m in reading.words(category) if f"#{m.name}" in families]
    found = [m for m in found if m.span not in meant]
    strange = [m for m in found if " ".join(reading.tokens[i].norm for i in m.span if i not in light) not in said]
    subjects = {one for record in records for one in record.subject}
    rest = [r for r in context.knowledge.claims if subjects & set(r.subject) and r.id not in chosen]
    others = " ".join(record.statement.casefold() for record in rest)
    days = frozenset(i for i, t in enumerate(reading.tokens) if t.norm in _WEEKDAYS and t.norm not in said and t.norm in others)
    return spanned(strange) | days if chosen else frozenset()


def _unmet(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words for an attribute of deals, `comes online`, that a claim about something else does not touch."""
    if not is_claim(candidate):
        return frozenset()
    defines = any(DEFINITION in context.terms.records[one].key for one in records_of(candidate.query))
    told = [m for m in reading.words("attribute", *_SPECIFIC) if (defines or len(m.span) > 1) and not candidate.used & frozenset(m.span)]
    said = frozenset().union(*(context.terms.records[one].every for one in records_of(candidate.query)))
    unmet = spanned(m for m in told if not all(reading.tokens[i].stem in said for i in m.span))
    if defines and focus_of(reading).groups not in {(), (("parties",),)}:  # `what is the Acme contract for?` asks for no definition
        unmet |= focus_of(reading).used - candidate.used
    return unmet


def _listed(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`what is the Acme contract for?`: asks for an attribute that a row of a list does not hold."""
    focus = focus_of(reading)
    asks = any(not set(group) & _IN_ROWS for group in focus.groups)
    return focus.used - candidate.used if candidate.kind.name == "list" and asks else frozenset()


def _staged(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`which are in talks?`: the words for a stage at which no deal stands, so that no condition holds them."""
    told = [m for m in reading.words("stage") if m.name in _STAGES and not candidate.used & frozenset(m.span)]
    return spanned(told) if candidate.kind.name in ONE_SIDED | {"count"} and not is_claim(candidate) else frozenset()


def _dated_otherwise(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`when was it called off?`: the day of that is not the one on which a deal was announced."""
    asks = reading.words("ask", "when")
    given = getattr(candidate.query, "groups", ()) == (("announced",),)
    fallen = [m for m in reading.words("stage", "cancelled") if m.end == len(reading.tokens) or not _precedes_noun(reading, m.end)]
    return spanned(asks) if given and fallen else frozenset()


def _precedes_noun(reading: Reading, index: int) -> bool:
    return any(0 <= m.start - index <= _NEAR for m in reading.words("noun", "contract", "notes", "loan"))
