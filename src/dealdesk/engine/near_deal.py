"""The words of a question that a deal beside what is asked never explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Range
from dealdesk.engine.demand import ONE_SIDED
from dealdesk.engine.no_deal import of_itself, predicated, taken_over, told_by_none, undone
from dealdesk.kinds.listing import PLAIN
from dealdesk.language.function_word import OWNING
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.stated import names_period
from dealdesk.query.attribute import BY_NAME
from dealdesk.query.condition import Described
from dealdesk.query.selection import Selection
from dealdesk.scope.description import TRADE
from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

_STAGES = frozenset({"in_talks", "unsigned", "cancelled", "sought", "planned"})
_DETAILS = frozenset({"payment", "lenders"})
_DEFINITE = frozenset({"the", "that", "this"})
_DOING = frozenset({"do", "does", "did", "can", "could", "will", "would"})
_MANNERS = frozenset({"fast", "quickly", "soon", "well", "easily", "hard", "rapidly"})
_BUILT = frozenset(f"{verb}{end}" for verb in ("build", "deliver", "install", "finish", "deploy") for end in ("", "s", "ed", "ing")) | {
    "built"
}
_NEEDING = frozenset({"need", "needs", "require", "requires", "lack", "lacks"})
_ON = frozenset({"on", "in", "into"})
_OPENING = 4  # tokens
_NEAR = 2


def past_deal(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that an answer from the deal table never explains."""
    beside = told_by_none(reading, context) if candidate.kind.name in ONE_SIDED else frozenset[int]()
    beside |= predicated(reading) if candidate.kind.name in ONE_SIDED | {"verify"} else frozenset()
    return (
        beside
        | taken_over(reading, context)
        | of_itself(reading, context)
        | undone(reading)
        | spanned(reading.words("context", "capital"))
        | _spent(reading, context)
        | _of_a_figure(candidate, reading, context)
        | _mannered(candidate, reading)
        | _built(candidate, reading)
        | _moved(candidate, reading)
        | _listed(candidate, reading)
        | _unstated(candidate, reading, context)
        | _told(candidate, reading)
        | _defined(candidate, reading)
    )


def unmet_by_deal(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """The words that it explains only where a sentence that it cites holds them."""
    return _dated_otherwise(candidate, reading) | _staged(candidate, reading)


def _spent(reading: Reading, context: Context) -> frozenset[int]:
    """`what was spent from 2020 to 2022?`: the very period of a stated figure, which no sum of deals is for where none is spoken of."""
    knowledge = context.knowledge
    if not reading.has("context", "spend") or reading.has("noun", "contract", "notes", "loan"):
        return frozenset()
    spending = spanned(reading.words("context", "spend"))
    parties = {one for deal in knowledge.deals for _, one in deal.parties}
    told = _spending(context)
    foretold = reading.has("operation", "sum") and reading.has("context", "exceed") and not reading.of(Named)
    if foretold and told:
        return spending  # `what could total spending exceed?`
    said = {knowledge.party(one) for _, named in reading.of(Named) for one in named.ids}
    sells = any(deal.provider in said for deal in knowledge.deals)
    superlative = not said and reading.has("operation", "largest", "smallest")
    if not sells and (said & told or superlative) and (_spends_on(reading) or _spends_elsewhen(reading, said, context)):
        return spending
    period = not said & parties and any(names_period(reading, figure) for figure in knowledge.figures)
    return spanned(m for m, _ in reading.of(When)) if period else frozenset()


def _spending(context: Context) -> set[str]:
    """The companies, and the members of the groups, of whom a figure or a fact tells what they spend."""
    names, profiles = context.knowledge.names, context.terms.records
    subjects = {one for record in context.knowledge.claims if "#spend" in profiles[record.id].key for one in record.subject}
    return subjects | {member for one in subjects if one in names for member in names[one].members}


def _spends_on(reading: Reading) -> bool:
    """`spends on AI`: money for a thing at large, and not for one deal."""
    first = min((m.end for m in reading.words("context", "spend")), default=0)
    things = {*(m.start for m in reading.words("context", "compute")), *(i for i, norm in enumerate(reading.norms) if norm == TRADE)}
    return any(at > first and reading.norms[at - 1] in _ON for at in things)


def _spends_elsewhen(reading: Reading, said: set[str], context: Context) -> bool:
    """`what will Acme spend in 2026?`: a time in which Acme has announced no deal."""
    theirs = [deal for deal in context.knowledge.deals if said & {one for _, one in deal.parties}]
    whens = [when.period for _, when in reading.of(When)]
    return bool(whens) and not any(deal.announced and all(when.covers(deal.announced) for when in whens) for deal in theirs)


def _of_a_figure(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """An amount that a stated figure has and no deal: a question that speaks of no deal is not about a deal of that size.

    One that wants yes or no asks whether a deal is of that size, unless `the $5 billion` is something known.
    """
    if candidate.kind.name not in ONE_SIDED | {"count", "verify"} or reading.has("noun", "contract", "notes", "loan"):
        return frozenset()
    knowledge = context.knowledge
    exact = [(m, said) for m, said in reading.of(Range) if said.exact and said.unit]
    if is_polar(reading):
        exact = [(m, said) for m, said in exact if m.start == 1 or (m.start and reading.tokens[m.start - 1].norm in _DEFINITE)]
    figures = [
        (m, said)
        for m, said in exact
        if any(said.unit == f.value.unit and said.holds(f.value.amount) for f in knowledge.figures if not f.total_of)
    ]
    return spanned(
        m for m, said in figures if not any(d.value and said.unit == d.value.unit and said.holds(d.value.amount) for d in knowledge.deals)
    )


def _mannered(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`how does Acme earn its money?`: asks in what way, which no value of a deal says."""
    valued = getattr(candidate.query, "groups", ()) == (("value",),) or candidate.kind.name in {"list", "aggregate"}
    if not valued or reading.has("ask", "how_much", "how_many"):
        return frozenset()
    told = [i for m in reading.words("ask", "how") for i in m.span]
    norms = [token.norm for token in reading.tokens]
    if norms[:1] == ["what"] and norms[1:2] and norms[1] in _DOING and "do" in norms[2:]:
        return frozenset({norms.index("do", 2)})  # `what does the money do for it?`
    after = (i + 2 if set(norms[i + 1 : i + 2]) & _MANNERS else i + 1 for i in told if norms[i] == "how")  # `how fast can it be built?`
    return frozenset(told) if any(set(norms[i : i + 1]) & _DOING for i in after) else frozenset()


def _built(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`how long does it take to build one?`: the verb of what takes that time, which the length of no deal tells."""
    timed = any(group in {("term",), ("term", "ends")} for group in getattr(candidate.query, "groups", ()))
    return frozenset(i for i, norm in enumerate(reading.norms) if timed and norm in _BUILT)


def _moved(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`was Acme's rise larger than Globex's?`: moves, of which deals set against each other say nothing."""
    apart = getattr(candidate.query, "operation", "") in {"compare", "difference", "ratio"} and candidate.kind.name == "contrast"
    deals = reading.has("noun", "contract", "notes", "loan") or reading.has("operation", "sum")
    moves = spanned(reading.words("topic", "rise", "fall", "stock")) - spanned(reading.words("attribute"))  # not `falls due`
    points = frozenset(i for i, norm in enumerate(reading.norms) if norm == "points" and candidate.kind.name == "contrast")
    return points | (moves if apart and not deals else frozenset())


def _told(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`what does the deal confirm?`, `what does Acme need?`: a verb at the end that says what no row of a deal tells."""
    words = [i for i, token in enumerate(reading.tokens) if token.is_word]
    asks = reading.norms[:1] in (("what",), ("which",)) and not _DOING.isdisjoint(reading.norms[1:_OPENING])
    nouns = {m.end for m in reading.words("noun", "contract", "notes", "loan")}
    told = reading.has("attribute") or not words or words[-1] in candidate.used
    if candidate.kind.name not in ONE_SIDED or not asks or told:
        return frozenset()
    shows = words[-1] in nouns and words[-1] in spanned(reading.words(CARRIER, "asking"))
    return frozenset(words[-1:] if shows or reading.norms[words[-1]] in _NEEDING else ())


def _defined(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`what is a convertible note?`, `what is inference?`: asks what a word means, which no deal that goes by it tells."""
    if candidate.kind.name not in ONE_SIDED or reading.norms[:2] not in (("what", "is"), ("what", "are")) or reading.has("attribute"):
        return frozenset()
    conditions = getattr(candidate.query, "selection", Selection()).named
    article = set(reading.norms[2:3]) & {"a", "an"}
    described = bool(conditions) and all(isinstance(c, Described) for c in conditions)
    return frozenset({0}) if (article and not conditions) or (described and not reading.has("noun", "contract")) else frozenset()


def _listed(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`what is the Acme contract for?`: asks for an attribute that a row of a list does not hold."""
    focus = focus_of(reading)
    asks = any(not set(group) & PLAIN for group in focus.groups)
    return focus.used - candidate.used if candidate.kind.name == "list" and asks else frozenset()


def _unstated(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`how much was paid upfront?`: an attribute that describes what is asked for, and that none of the deals meant states."""
    selection = getattr(candidate.query, "selection", None)
    if candidate.kind.name not in ONE_SIDED or not isinstance(selection, Selection):
        return frozenset()
    rows = context.rows(selection)
    told = [m for m in focus_of(reading).describing if m.name in _DETAILS]
    told = [m for m in told if not reading.tokens[m.start].norm.endswith("ed")]  # `installed` asks for no instalment
    return spanned(m for m in told if not any(BY_NAME[m.name].read(deal) for deal in rows))


def _staged(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`which are in talks?`: the words for a stage at which no deal stands, so that no condition holds them."""
    told = [m for m in reading.words("stage") if m.name in _STAGES and not candidate.used & frozenset(m.span)]
    told = [m for m in told if m.name != "planned" or "planned" in reading.norms[m.start : m.end]]  # `which notes does Acme plan to sell?`
    return spanned(told) if candidate.kind.name in ONE_SIDED | {"count"} else frozenset()


def _dated_otherwise(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`when was it called off?`: the day of that is not the one on which a deal was announced."""
    asks = reading.words("ask", "when")
    given = getattr(candidate.query, "groups", ()) == (("announced",),)
    ends = {m.end for m, _ in reading.of(Named) if not reading.tokens[m.end - 1].text.endswith(OWNING)}  # `when did Acme cancel it?`
    said = reading.words("stage", "cancelled")
    fallen = [m for m in said if m.end == len(reading.tokens) or m.start in ends or not _precedes_noun(reading, m.end)]
    return spanned(asks) if given and fallen else frozenset()


def _precedes_noun(reading: Reading, index: int) -> bool:
    return any(0 <= m.start - index <= _NEAR for m in reading.words("noun", "contract", "notes", "loan"))
