"""Claims about deals: the verdict first, then the fact that decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dealdesk.domain.answer import Answer, Answered
from dealdesk.domain.quantity import Bound, Quantity
from dealdesk.kinds.aggregate import OPERATIONS, aggregated
from dealdesk.kinds.count import Count, counted
from dealdesk.kinds.kind import Asked, Claimed, Kind
from dealdesk.kinds.lookup import Lookup, about, pinned, speaks_of_deals
from dealdesk.kinds.row import FEW, describe, nothing, sentence, stated, unknown
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_denied, is_negated, is_polar
from dealdesk.query.condition import Agreed, Among, Announced, Condition, Described, Ends, Lasting, OfKind, Party, Uses, Worth
from dealdesk.query.selection import IDENTIFYING, Pick, Selection
from dealdesk.scope.asked import numbers_in
from dealdesk.scope.focus import focus_of
from dealdesk.scope.role import reversed_roles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Verdict
    from dealdesk.domain.record import Deal
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.pick import Counted


_TENTATIVE = frozenset({"sought", "planned", "in talks", "option", "cancelled"})
_EXACT = frozenset({"exactly", "precisely"})
_PLAIN = frozenset({"value", "announced", "customer", "provider", "parties", "status"})
_SHOWN = {
    "announced": "announced",
    "ends": "ends",
    "value": "value",
    "term": "term",
    "hardware": "hardware",
    "status": "status",
    "power": "power",
}


@dataclass(frozen=True, slots=True)
class Verify:
    """Whether `claim` holds of the deals that `subject` selects.

    Attributes:
        quantifier: `all`, `most`, `none`, `some`, `both` parties, `only` one party, or `each` amount of several.
        operation: an aggregate over the subject that the claim is about; empty where it is about each deal.
        counted: how many deals the claim says there are.
        groups: attributes that the claim names.
        pool: where a pick is claimed, what the deals have in common among which it picks.
        exactly: the claim says that an amount is exact.
        denied: the claim is asked to be false, or made of a person, so that the fact is told without a yes or no.
    """

    subject: Selection
    claim: Condition | Pick | None
    quantifier: str
    negated: bool
    operation: str = ""
    counted: Counted | None = None
    groups: tuple[tuple[str, ...], ...] = ()
    denied: bool = False
    pool: tuple[Condition, ...] = ()
    exactly: bool = False

    @property
    def selection(self) -> Selection:
        """Subject and claim together."""
        if isinstance(self.claim, Pick):
            return replace(self.subject, pick=self.claim)
        return replace(self.subject, conditions=(*self.subject.conditions, self.claim)) if self.claim else self.subject

    def about(self, selection: Selection) -> Verify | None:
        """The same claim made of other deals."""
        claim = self.claim
        if isinstance(claim, Pick) or self.operation:
            return None
        if claim is not None:
            claim = next((c for c in selection.named if c.topic == claim.topic), claim)
            selection = selection.less(claim)
        return replace(self, subject=selection, claim=claim, counted=None)

    def __str__(self) -> str:
        return f"whether {self.quantifier} of {self.subject}: {'not ' if self.negated else ''}{self.claim or self.counted}"


def _recognise(asked: Asked) -> Iterator[Claimed[Verify]]:
    if not _claims_of_deals(asked):
        return
    scope, focus = asked.scope, focus_of(asked.reading)
    used = spanned(_marks(asked.reading)) | scope.used | focus.used
    used |= spanned(asked.reading.words("operation", "more", "largest")) if _quantifier(asked) == "most" else frozenset()
    claim = Verify(scope.selection, None, _quantifier(asked), is_negated(asked.reading), counted=scope.counted)
    claim = replace(
        claim, negated=claim.negated and claim.quantifier != "none", denied=_says_no_yes(asked), exactly=_is_exact(asked.reading)
    )
    worth = next((c for c in scope.selection.conditions if isinstance(c, Worth)), None)
    if worth:
        yield from _of_totals(asked, claim, worth, used)
    several = _several(asked)
    if several:
        each = replace(claim, subject=scope.selection.less(several), claim=several, quantifier="each", denied=False, exactly=False)
        yield Claimed(each, used)
        return
    if _is_comparison(asked) or (claims_nothing(asked) and not focus.groups and scope.counted is None):
        return
    yield Claimed(_of_each(asked, claim, focus.groups), used)


def _several(asked: Asked) -> Worth | Announced | None:
    """Several exact amounts, or several dates joined by `and`, of which the claim must hold each for itself."""
    amounts = any(isinstance(c, Worth) for c in asked.scope.selection.conditions)
    joined = not amounts and not any(token.norm == "or" for token in asked.reading.tokens)
    for condition in asked.scope.selection.conditions:
        if isinstance(condition, Worth) and len(condition.ranges) > 1 and all(r.exact for r in condition.ranges):
            return condition
        if isinstance(condition, Announced) and len(condition.periods) > 1 and joined:
            return condition
    return None


def _claims_of_deals(asked: Asked) -> bool:
    """True for a question about deals that wants yes or no; not for `is it for training or inference?`, which wants one of them."""
    reading, scope = asked.reading, asked.scope
    if not is_polar(reading) or not (scope.is_specific or scope.counted) or not speaks_of_deals(asked) or _only_spends(asked):
        return False
    if reading.has("noun", "customers", "providers") and reading.has("operation", "largest", "smallest"):
        return False
    described = any(isinstance(c, Described) for c in scope.selection.conditions)
    return not (described and any(token.norm == "or" for token in reading.tokens))


def _marks(reading: Reading) -> tuple[Mention, ...]:
    """The words by which any claim may be made."""
    said = reading.words("modifier", "affirmed", "denied", "all", "any", "none", "only", "both", "polar", "claimed", "negation")
    return (*reading.words("noun", "customers", "providers"), *said)


def _quantifier(asked: Asked) -> str:
    reading = asked.reading
    parties = any(isinstance(c, Party) and len(c.ids) > 1 for c in asked.scope.selection.conditions)
    if parties and any(token.norm == "both" for token in reading.tokens):
        return "both"
    if any(token.norm == "least" for m in reading.words("modifier", "any") for token in reading.tokens[m.start : m.end]):
        return "some"
    if reading.has("modifier", "all", "both", "only"):
        return "all"
    if any(reading.tokens[m.start].norm == "most" for m in reading.words("operation", "more")) and numbers_in(reading):
        return "most"
    return "none" if reading.has("modifier", "none") else "some"


def _is_exact(reading: Reading) -> bool:
    return any(token.norm in _EXACT for token in reading.tokens)


def _says_no_yes(asked: Asked) -> bool:
    """True where neither yes nor no is clear: of a person, of a lender, of buyers and sellers that have traded places, of a double no."""
    reading, names = asked.reading, asked.context.knowledge.names
    person = any(names[one].kind == "person" for _, named in reading.of(Named) for one in named.ids)
    parties = {one for c in asked.scope.selection.named if isinstance(c, Party) for one in c.ids}
    lends = any(parties & set(deal.lenders) for deal in asked.context.rows(asked.scope.selection))
    return person or lends or is_denied(reading) or _negates_noun(reading) or reversed_roles(reading, asked.context) is not None


def _is_comparison(asked: Asked) -> bool:
    """`more than the $21bn contract`: sets deals side by side."""
    exact = any(isinstance(c, Worth) and all(r.exact for r in c.ranges) for c in asked.scope.selection.conditions)
    return exact and asked.reading.has("operation", "more", "less") and any(t.norm == "than" for t in asked.reading.tokens)


def _of_totals(asked: Asked, claim: Verify, worth: Worth, used: frozenset[int]) -> Iterator[Claimed[Verify]]:
    """A claim about what deals come to together, or on average."""
    operations = [m for m in asked.reading.words("operation", *OPERATIONS) if isinstance(m.sense, Word)]
    for mention in operations[:1]:
        if isinstance(mention.sense, Word):
            total = replace(claim, subject=asked.scope.selection.less(worth), claim=worth, operation=mention.sense.name)
            yield Claimed(total, used | spanned(operations))


def _of_each(asked: Asked, claim: Verify, groups: tuple[tuple[str, ...], ...]) -> Verify:
    """A claim about single deals: what is claimed parted from what says of which."""
    reading, scope = asked.reading, asked.scope
    pooled = _superlative(asked)
    if pooled and all(name in _PLAIN for group in groups for name in group):
        before, pick, pool = pooled
        return replace(claim, subject=before, claim=pick, pool=pool, counted=None, exactly=False)
    telling = any(reading.words("attribute", name) for group in groups for name in group if name not in _PLAIN)
    subject, said = _split(asked, about_attributes=telling)
    unbounded = claim.quantifier == "all" and not subject.named and isinstance(said, Party)
    if scope.counted is not None and scope.counted.bound:
        subject, said = scope.selection, None
    bare = said is None and scope.counted is None and reading.has("modifier", "negation")  # `isn't it one block?` denies what is not read
    claim = replace(claim, subject=subject, claim=said, groups=groups, denied=claim.denied or unbounded or bare)
    if not reading.has("modifier", "only"):
        return claim
    sole = _sole(asked)
    if sole:
        return replace(claim, subject=scope.selection.less(sole), claim=sole, quantifier="only")
    return replace(claim, denied=claim.denied or scope.counted is None)


def _only_spends(asked: Asked) -> bool:
    """`will spending exceed 5 billion?`: money in general, where no party and no deal is spoken of."""
    verbs, spending = spanned(asked.reading.words("noun", "contract_verb")), spanned(asked.reading.words("context", "spend"))
    parties = any(isinstance(c, Party) for c in asked.scope.selection.conditions)
    return bool(verbs) and verbs <= spending and not (parties or asked.shown or asked.reading.has("noun", "contract", "notes", "loan"))


def _negates_noun(reading: Reading) -> bool:
    """`used in no contract`: a negation in the middle of a claim, of which neither yes nor no is clear."""
    nouns = {m.start for m in reading.words("noun", "contract", "notes", "loan")}
    return any(token.norm == "no" and i > 0 and i + 1 in nouns for i, token in enumerate(reading.tokens))


def _sole(asked: Asked) -> Condition | None:
    """`is Acme the only customer of Globex?`: the party said before `only`, of which it is claimed."""
    at = min(m.start for m in asked.reading.words("modifier", "only"))
    parties = [(min(span, default=0), c) for c, span in asked.scope.conditions if isinstance(c, Party)]
    before = [c for i, c in parties if i < at]
    return before[0] if before and len(parties) > 1 else None


def _superlative(asked: Asked) -> tuple[Selection, Pick, tuple[Condition, ...]] | None:
    """`Acme's 6 billion was the largest of September`: the deals said first, the pick claimed, and what it picks from."""
    pick = asked.scope.selection.pick
    at = max((m.start for m in asked.reading.words("operation") if set(m.span) & asked.scope.used), default=-1)
    said = [(min(span, default=0), c) for c, span in asked.scope.conditions if not isinstance(c, OfKind)]
    before, after = tuple(c for i, c in said if i < at), tuple(c for i, c in said if i > at)
    if pick is None or not before or not after or not any(c.topic in IDENTIFYING for c in before):
        return None
    kinds = tuple(c for c in asked.scope.selection.conditions if isinstance(c, OfKind))
    return Selection((*kinds, *before)), pick, after


def claims_nothing(asked: Asked) -> bool:
    """True where only parties are named and no word speaks of a deal: `will Acme go public?`."""
    parties = all(isinstance(c, Party) for c in asked.scope.selection.named) and asked.scope.selection.pick is None
    return parties and not asked.reading.has("noun", "contract", "contract_verb", "notes", "loan", "financing")


def _split(asked: Asked, *, about_attributes: bool) -> tuple[Selection, Condition | Pick | None]:
    """The last thing said is the claim, what comes before it says of which deals; a pick may be either.

    Where the question is about an attribute and states no value of it, all that is said tells of which deals.
    """
    scope = asked.scope
    used = next((c for c in scope.selection.named if isinstance(c, Uses)), None)
    if used and asked.reading.has("modifier", "all"):
        return scope.selection.less(used), used
    if about_attributes and not any(isinstance(c, (Ends, Lasting)) for c in scope.selection.conditions):
        return scope.selection, None
    named = [(min(span, default=0), condition) for condition, span in scope.conditions if not isinstance(condition, OfKind)]
    pick = scope.selection.pick
    at = max((m.start for m in asked.reading.words("operation") if set(m.span) & scope.used), default=-1)
    last = max(named, key=lambda pair: pair[0], default=None)
    if pick and len(named) > 0 and (last is None or at > last[0]):
        return replace(scope.selection, pick=None), pick
    bound = next((c for _, c in named if isinstance(c, Worth) and not any(r.exact for r in c.ranges)), None)
    if bound is not None and len(named) > 1 and not asked.reading.has("modifier", "all"):
        return scope.selection.less(bound), bound
    if bound is not None and last is not None and last[1] is bound:
        return scope.selection.less(bound), bound
    quantified = _quantifier(asked) in {"all", "most"} and not asked.reading.has("modifier", "both", "only")
    universal = quantified and isinstance(last and last[1], Party)
    if last is None or (len(named) == 1 and not pick and isinstance(last[1], Party) and not universal):
        return scope.selection, None
    return scope.selection.less(last[1]), last[1]


def _answer(query: Verify, context: Context) -> Answer:
    subject = context.rows(query.subject)
    if query.counted is not None and query.claim is None:
        return _number(query, subject, context)
    if query.quantifier == "each":
        return _each(query, context)
    if not subject:
        return _denied(query, context)
    if query.claim is None and subject and not any(Agreed().holds(deal) for deal in subject):
        return _exists(query, subject, context)
    unsaid = [group for group in query.groups if not any(stated(deal, group) for deal in subject)]
    if unsaid and subject:
        return about(Lookup(tuple(unsaid), query.subject), subject, context)
    if query.operation and isinstance(query.claim, Worth):
        return _amount(query, subject, context)
    if isinstance(query.claim, Pick):
        return _picked(query, subject, context)
    if query.claim is None:
        return _exists(query, subject, context)
    held = tuple(deal for deal in subject if query.claim.holds(deal))
    if query.quantifier == "both":
        return _of_both(query, subject, held, context)
    return _verdict(query, subject, held, context)


def _each(query: Verify, context: Context) -> Answer:
    """Whether every amount or date of several is that of a deal of the subject; for an amount that is not, whose it is."""
    subject, everything = context.rows(query.subject), context.knowledge.deals
    if isinstance(query.claim, Worth):
        parts: tuple[Condition, ...] = tuple(Worth((r,), "") for r in query.claim.ranges)
    else:
        parts = tuple(Announced((period,)) for period in query.claim.periods) if isinstance(query.claim, Announced) else ()
    rows = [[deal for deal in subject if part.holds(deal)] for part in parts]
    elsewhere = [[deal for deal in everything if part.holds(deal)] if isinstance(part, Worth) else [] for part in parts]
    shown = tuple(dict.fromkeys(deal for found, other in zip(rows, elsewhere, strict=True) for deal in (found or other))) or subject[:FEW]
    return _said("Yes" if all(rows) != query.negated else "No", query, shown, context)


def _of_both(query: Verify, subject: tuple[Deal, ...], held: tuple[Deal, ...], context: Context) -> Answer:
    """Whether each of the parties named has a deal for which the claim holds."""
    ids = frozenset().union(*(c.ids for c in query.subject.conditions if isinstance(c, Party) and len(c.ids) > 1))
    lacking = [one for one in ids if not any(one in {party for _, party in deal.parties} for deal in held)]
    shown = held if not lacking else tuple(deal for deal in subject if any(one in {p for _, p in deal.parties} for one in lacking))
    return _said("Yes" if bool(lacking) == query.negated else "No", query, (*shown, *(held if lacking else ())), context)


def _verdict(query: Verify, subject: tuple[Deal, ...], held: tuple[Deal, ...], context: Context) -> Answer:
    if isinstance(query.claim, Party) and not held and query.quantifier == "some" and not pinned(query.subject):
        return unknown(context, query.selection)
    if query.claim is not None and not isinstance(query.claim, Pick) and not held:
        unstated = _SHOWN.get(query.claim.topic)
        if unstated and not any(stated(deal, (unstated,)) for deal in subject):
            return about(Lookup(((unstated,),), query.subject), subject, context)
    rest = tuple(deal for deal in subject if deal not in held and (query.quantifier != "most" or Agreed().holds(deal)))
    if query.quantifier == "only" and held and not rest:
        return _said("", query, held, context)
    silent = tuple(deal for deal in rest if query.claim is not None and _leaves_open(query.claim, deal))
    if silent and ((query.quantifier == "all" and silent == rest) or (query.quantifier in {"some", "none"} and not held)):
        return _open(query, held, silent, context)
    true = {"all": not rest, "most": len(held) > len(rest), "only": not rest, "none": not held}.get(
        query.quantifier, bool(held)
    ) != query.negated
    first = held and (query.quantifier == "some" or not rest)
    shown = held if first else (*held, *rest) if query.quantifier == "most" and true else (*rest, *held)
    whose = _whose(query, context) if not held else ()
    if whose and query.quantifier == "some":
        return _said("Yes" if true else "No", replace(query, groups=(*query.groups, ("parties",))), whose, context)
    if not held and len(subject) > FEW:
        wrong, found = nothing(context, query.selection)
        shown = found[:FEW] if wrong else subject[:FEW]
    return _said("Yes" if true else "No", query, tuple(shown), context)


def _whose(query: Verify, context: Context) -> tuple[Deal, ...]:
    """The deals of anybody that are worth exactly what is claimed of the wrong ones."""
    exact = isinstance(query.claim, Worth) and all(r.exact and r.unit for r in query.claim.ranges)
    kinds = tuple(c for c in query.subject.conditions if isinstance(c, OfKind))
    return context.rows(Selection((*kinds, query.claim))) if exact and isinstance(query.claim, Worth) else ()


def _leaves_open(claim: Condition | Pick, deal: Deal) -> bool:
    """True where a deal for which a claim does not hold is not said to be otherwise: hardware or words that its source leaves out."""
    if isinstance(claim, Uses):
        return not deal.hardware or deal.hardware_scope is not None
    if isinstance(claim, Described):
        return True
    if isinstance(claim, Announced):
        said = deal.announced
        months = {p.start.month for p in claim.periods if p.start and p.end} | {m for p in claim.periods for m in p.months}
        return said is None or (said.year is None and said.month in months)
    return isinstance(claim, Ends) and deal.ends is None


def _open(query: Verify, held: tuple[Deal, ...], silent: tuple[Deal, ...], context: Context) -> Answer:
    """What is said of some, and of which the sources do not say it."""
    lacks = [f"My sources do not say that of {context.wording.deal(deal)}." for deal in silent[: FEW + 1]]
    answer = _said("", query, (*held, *silent[: FEW + 1]), context)
    return replace(answer, caveats=(*lacks, *answer.caveats)) if isinstance(answer, Answered) else answer


def _said(verdict: Verdict, query: Verify, shown: tuple[Deal, ...], context: Context) -> Answer:
    verdict = "" if query.denied or (verdict == "Yes" and _is_open(query, shown)) else verdict
    if not shown:
        return unknown(context, query.selection)
    topics = [c.topic for c in query.selection.conditions]
    topics += ["ends"] if "term" in topics else []
    disputed = (
        query.claim is not None and query.claim not in query.subject.conditions and any(not query.claim.holds(deal) for deal in shown)
        if not isinstance(query.claim, Pick)
        else False
    )
    prolonged = isinstance(query.claim, Ends) and disputed and any(deal.option for deal in shown)
    verdict = "" if prolonged else verdict
    tentative = bool(shown) and all(deal.status in _TENTATIVE for deal in shown)
    groups = (
        *query.groups,
        *((("status",),) if tentative else ()),
        *((("option",),) if prolonged else ()),
        *((("parties", "purpose"),) if disputed and isinstance(query.claim, Party) else ()),
    )
    names = tuple(dict.fromkeys(["value", *(_SHOWN[t] for t in topics if t in _SHOWN), *(n for g in groups for n in g)]))
    return Answered(tuple(sentence(context, deal, names) for deal in shown), verdict=verdict)


def _is_open(query: Verify, shown: tuple[Deal, ...]) -> bool:
    """True where a yes would say more than the source: of what is only sought, planned or talked about, or beyond a bound."""
    stage = any(c.topic in {"status", "expands"} for c in query.selection.conditions)
    if not stage and shown and all(deal.status in _TENTATIVE for deal in shown):
        return True
    if query.quantifier == "all" and isinstance(query.claim, Uses) and any(deal.hardware_scope for deal in shown):
        return True
    if len(shown) > 1:
        return False
    worth = [r for c in query.selection.conditions if isinstance(c, Worth) for r in c.ranges]
    bounds = {deal.value.bound for deal in shown if deal.value}
    beyond = (Bound.UP_TO in bounds and any(r.low is not None and not r.exact for r in worth)) or (
        Bound.AT_LEAST in bounds and any(r.high is not None and not r.exact for r in worth)
    )
    return beyond or (query.exactly and bounds != {Bound.EXACTLY})


def _exists(query: Verify, subject: tuple[Deal, ...], context: Context) -> Answer:
    if not any(Agreed().holds(deal) for deal in subject):
        return _said("No", replace(query, groups=(("status",),)), subject, context)
    if query.groups:
        return about(Lookup(query.groups, query.subject), subject[: FEW + 1], context)
    return _said("No" if query.negated or query.quantifier == "none" else "Yes", query, subject, context)


def _picked(query: Verify, subject: tuple[Deal, ...], context: Context) -> Answer:
    kinds = tuple(c for c in query.subject.conditions if isinstance(c, OfKind))
    pick = query.claim if isinstance(query.claim, Pick) else None
    best = context.rows(Selection((*kinds, *query.pool), pick))
    true = bool(set(subject) & set(best)) != query.negated
    return _said("Yes" if true else "No", query, best if not true else subject, context)


def _number(query: Verify, subject: tuple[Deal, ...], context: Context) -> Answer:
    if not subject or query.counted is None:
        return unknown(context, query.subject)
    true = query.counted.holds(len(subject)) != query.negated
    answer = counted(Count("deal", query.subject), subject, context)
    return replace(answer, verdict="Yes" if true else "No")


def _amount(query: Verify, subject: tuple[Deal, ...], context: Context) -> Answer:
    answer = aggregated(query.operation, subject, context)
    if not isinstance(answer, Answered):
        return answer
    value = answer.statements[0].value
    true = isinstance(value, Quantity) and isinstance(query.claim, Worth) and any(r.holds(value.amount) for r in query.claim.ranges)
    verdict: Verdict = "Yes" if true != query.negated else "No"
    inexact = query.exactly and isinstance(value, Quantity) and value.bound is not Bound.EXACTLY
    verdict = "" if query.denied or (inexact and true) else verdict
    return replace(answer, verdict=verdict)


def _denied(query: Verify, context: Context) -> Answer:
    rest = context.rows(query.subject.less(query.subject.named[-1])) if query.subject.named else ()
    unmet = _SHOWN.get(query.subject.named[-1].topic) if query.subject.named else None
    if query.quantifier == "none" and rest and unmet and all(stated(deal, (unmet,)) for deal in rest):
        return _said("Yes", query, rest[:FEW], context)
    wrong, found = nothing(context, query.selection)
    pick = query.selection.pick
    found = Selection((Among(frozenset(deal.id for deal in found)),), pick).rows(found, context.order) if pick else found
    if wrong is None or len(found) > FEW:
        return unknown(context, query.selection)
    if isinstance(wrong, (Party, Uses, Described)) and not pinned(query.selection):
        answer = _said("", query, found, context)
        stands = f"My sources state no {describe(query.selection, 'deal')}."
        return replace(answer, correction=stands) if isinstance(answer, Answered) else answer
    return _said("No" if not query.negated else "Yes", query, found, context)


KIND = Kind(
    "verify",
    ("Did {customer} order more than $10 billion?", "Is it true that {provider} has three customers?"),
    _recognise,
    _answer,
)
