"""What becomes of a claim about deals: yes, no, or the fact alone where the sources decide neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context.term import amounts_of
from dealdesk.domain.answer import Answer, Answered, Statement
from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Bound
from dealdesk.kinds.count import Count, counted
from dealdesk.kinds.particulars import Lookup, about, pinned
from dealdesk.kinds.row import FEW, describe, describing, nothing, sentence, stated, unknown, unstated
from dealdesk.kinds.totalled import totalled
from dealdesk.query.condition import (
    Agreed,
    Among,
    Announced,
    Condition,
    Described,
    Ends,
    HasStatus,
    Lasting,
    OfKind,
    Party,
    Takes,
    Uses,
    Worth,
)
from dealdesk.query.selection import Pick, Selection
from dealdesk.scope.office import trade_between

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Verdict
    from dealdesk.domain.record import Deal
    from dealdesk.scope.pick import Counted


_YEAR = re.compile(r"\b[12]\d{3}\b")
_TENTATIVE = frozenset({"sought", "planned", "in talks", "option", "cancelled"})
_SHOWN = frozenset({"announced", "starts", "ends", "value", "term", "hardware", "status", "power"})


class Verify(Struct, frozen=True):
    """Whether `claim` holds of the deals that `subject` selects.

    Attributes:
        quantifier: `all`, `most`, `none`, `some`, `both` parties, `only` one party, or `each` amount of several.
        operation: an aggregate over the subject that the claim is about; empty where it is about each deal.
        counted: how many deals the claim says there are.
        groups: attributes that the claim names.
        pool: where a pick is claimed, what the deals have in common among which it picks.
        exactly: the claim says that an amount is exact.
        capped: the claim says that an amount is the most that it may come to; `floored`: the least.
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
    capped: bool = False
    floored: bool = False

    @property
    def selection(self) -> Selection:
        """Subject and claim together; the subject alone where the claim is of what it comes to."""
        if self.operation:
            return self.subject
        if isinstance(self.claim, Pick):
            return replace(self.subject, pick=self.claim)
        return replace(self.subject, conditions=(*self.subject.conditions, self.claim)) if self.claim else self.subject

    def shown(self, context: Context) -> tuple[Deal, ...]:
        """The deals for which the claim holds; those few of which it was made where it holds for none, or was to hold for all."""
        held, made_of = context.rows(self.selection), context.rows(self.subject)
        if self.quantifier == "all" and len(made_of) <= FEW:
            return made_of
        return made_of if len(made_of) == 1 else held or (made_of if len(made_of) <= FEW else ())

    def about(self, selection: Selection) -> Verify | None:
        """The same claim made of other deals."""
        claim = self.claim
        if isinstance(claim, Pick) or self.operation:
            return None
        fresh = [c for c in selection.named if isinstance(c, Party) and c not in self.subject.conditions]
        if isinstance(claim, Takes):  # `and Globex?`, of the part that was claimed of Acme
            taken = fresh[0] if len(fresh) == 1 else None
            claim = Takes(taken.ids, claim.role, taken.label) if taken else claim
            selection = selection.less(taken) if taken else selection
        elif claim is not None:
            claim = next((c for c in selection.named if c.topic == claim.topic), claim)
            selection = selection.less(claim)
        return replace(self, subject=selection, claim=claim, counted=None)

    def __str__(self) -> str:
        return f"whether {self.quantifier} of {self.subject}: {'not ' if self.negated else ''}{self.claim or self.counted}"


def judged(query: Verify, context: Context) -> Answer:
    """The answer to `query`."""
    subject = context.rows(query.subject)
    unlike = _of_another_kind(query.selection, context)
    if unlike:
        return _said("No" if not query.negated else "Yes", query, unlike, context)
    if query.counted is not None and query.claim is None:
        return _number(query, subject, context)
    if query.quantifier == "each":
        return _each(query, context)
    if not subject:
        return _denied(query, context)
    if query.claim is None and not any(Agreed().holds(deal) for deal in subject):
        return _exists(query, subject, context)
    unsaid = [group for group in query.groups if not any(stated(deal, group) for deal in subject)]
    if unsaid:
        return about(Lookup(tuple(unsaid), query.subject), subject, context)
    if query.operation and isinstance(query.claim, Worth):
        return totalled(query, subject, context)
    if isinstance(query.claim, Pick):
        return _picked(query, subject, context)
    if query.claim is None:
        return _exists(query, subject, context)
    held = tuple(deal for deal in subject if query.claim.holds(deal))
    later = _enlarging(query.claim, held, context) or _replacing(query.claim, held, context)
    if later:
        alone = set(later).isdisjoint(subject)  # claimed of the first one only, which no source says to be void
        verdict: Verdict = "" if alone and isinstance(query.claim, Ends) else "Yes" if alone != query.negated else "No"
        return _said(verdict, query, (*held, *later) if alone else (*later, *held), context)
    if query.quantifier == "both":
        return _of_both(query, subject, held, context)
    return _verdict(query, subject, held, context)


def _each(query: Verify, context: Context) -> Answer:
    """Whether every amount or date of several is that of a deal of the subject; first whose it is that is not, or which are left."""
    subject = context.rows(query.subject)
    kinds = tuple(c for c in query.subject.conditions if isinstance(c, OfKind))
    if isinstance(query.claim, Worth):
        parts: tuple[Condition, ...] = tuple(Worth((r,), "") for r in query.claim.ranges)
    else:
        parts = tuple(Announced((period,)) for period in query.claim.periods) if isinstance(query.claim, Announced) else ()
    rows = [[deal for deal in subject if part.holds(deal)] for part in parts]
    rest = [deal for deal in subject if not any(part.holds(deal) for part in parts)]
    lacking = [part for part, found in zip(parts, rows, strict=True) if not found]
    others = [context.rows(Selection((part,) if isinstance(part, Worth) else (*kinds, part))) or rest for part in lacking]
    shown = tuple(dict.fromkeys(deal for found in (*others, *rows) for deal in found)) or subject[:FEW]
    return _said("Yes" if all(rows) != query.negated else "No", query, shown, context)


def _of_both(query: Verify, subject: tuple[Deal, ...], held: tuple[Deal, ...], context: Context) -> Answer:
    """Whether each of the parties named has a deal for which the claim holds."""
    ids = frozenset().union(*(c.ids for c in query.subject.conditions if isinstance(c, Party) and len(c.ids) > 1))
    lacking = [one for one in ids if not any(one in {party for _, party in deal.parties} for deal in held)]
    shown = held if not lacking else tuple(deal for deal in subject if any(one in {p for _, p in deal.parties} for one in lacking))
    return _said("Yes" if bool(lacking) == query.negated else "No", query, (*shown, *(held if lacking else ())), context)


def _of_role(query: Verify, claim: Takes, subject: tuple[Deal, ...], held: tuple[Deal, ...], context: Context) -> Answer:
    """Whether a company takes a part: first the deals in which it does, else those in which another one does."""
    others = frozenset().union(*(c.ids for c in query.subject.conditions if isinstance(c, Party)))
    held = tuple(deal for deal in held if not others or any(role in claim.facing and one in others for role, one in deal.parties))
    theirs = tuple(deal for deal in subject if claim.ids & {one for _, one in deal.parties})
    facts = () if held or theirs else trade_between(claim, query.subject, context)
    if facts:
        return Answered(
            tuple(Statement(one.statement, context.cite(*one.evidence)) for one in facts), verdict="No" if query.negated else "Yes"
        )
    if not (held or theirs or pinned(query.subject)):
        return unstated(context, replace(query.subject, conditions=(*query.subject.conditions, Party(claim.ids, claim.label, "claimed"))))
    return _said("Yes" if bool(held) != query.negated else "No", query, (held or theirs or subject)[: FEW + 1], context)


def _verdict(query: Verify, subject: tuple[Deal, ...], held: tuple[Deal, ...], context: Context) -> Answer:
    if isinstance(query.claim, Takes):
        return _of_role(query, query.claim, subject, held, context)
    if isinstance(query.claim, Party) and not held and query.quantifier == "some" and not pinned(query.subject):
        return unstated(context, query.selection)
    if query.claim is not None and not isinstance(query.claim, Pick) and not held:
        topic = query.claim.topic
        if topic in _SHOWN and not any(stated(deal, (topic,)) for deal in subject):
            return about(Lookup(((topic,),), query.subject), subject, context)
    agreed = query.quantifier in {"most", "only"} or (query.quantifier == "all" and not isinstance(query.claim, (Agreed, HasStatus)))
    rest = tuple(deal for deal in subject if deal not in held and (not agreed or Agreed().holds(deal)))
    if query.quantifier == "only" and held and not rest:
        lends = isinstance(query.claim, Party) and any(query.claim.ids & set(deal.lenders) for deal in held)
        return _said("", replace(query, groups=(*query.groups, *((("lenders",),) if lends else ()))), held, context)
    silent = tuple(deal for deal in rest if query.claim is not None and _leaves_open(query.claim, deal))
    if isinstance(query.claim, Ends) and set(silent) != set(rest):  # what was called off ends at no time
        silent = tuple(deal for deal in silent if Agreed().holds(deal))
    if silent and ((query.quantifier == "all" and silent == rest) or (query.quantifier in {"some", "none"} and not held)):
        others = tuple(deal for deal in rest if deal not in silent) if isinstance(query.claim, (Announced, Ends)) else ()
        if (
            others and not held and len(rest) > FEW and isinstance(query.claim, Announced)
        ):  # `was any deal signed in June?`: none of those that are dated
            left = _open(query, (), silent, context)
            return (
                replace(left, correction=f"My sources state no {describe(query.selection, 'deal')}.")
                if isinstance(left, Answered)
                else left
            )
        return _open(query, (*held, *others[:FEW]), silent, context)
    true = {"all": not rest, "most": len(held) > len(rest), "only": not rest, "none": not held}.get(
        query.quantifier, bool(held)
    ) != query.negated
    if not true and not query.negated and _is_stated_of(query, subject, context):
        return _said("", replace(query, groups=(*query.groups, ("option",))), subject[: FEW + 1], context)
    against = query.quantifier == "none" and not isinstance(query.claim, Party)
    first = held and (query.quantifier == "some" or against or not rest)
    shown = held if first else (*held, *rest) if query.quantifier == "most" and true else (*rest, *held)
    whose = _whose(query, context) if not held else ()
    if whose and query.quantifier == "some":
        return _said(
            "Yes" if true else "No",
            replace(query, groups=(*query.groups, ("parties",))),
            (*whose, *(subject if len(subject) == 1 else ())),
            context,
        )
    if not held and len(subject) > FEW:
        wrong, found = nothing(context, query.selection)
        shown = _nearest(query.claim, found if wrong else subject)[:FEW]
    return _said("Yes" if true else "No", query, tuple(shown), context)


def _enlarging(claim: Condition, held: tuple[Deal, ...], context: Context) -> tuple[Deal, ...]:
    """The deals that enlarge or prolong those that end when it is claimed, but only as first agreed: they end at another time."""
    if not isinstance(claim, Ends) or not held or not all(deal.ends_scope for deal in held):
        return ()
    ids = {deal.id for deal in held}
    return tuple(d for d in context.knowledge.deals if ids & {*d.extends, *d.supersedes} and d.ends and not claim.holds(d))


def _replacing(claim: Condition, held: tuple[Deal, ...], context: Context) -> tuple[Deal, ...]:
    """The deals that replace all those for which a claim of size or length holds, where it does not hold for them."""
    replaced = {deal.id for deal in held}
    if not isinstance(claim, (Worth, Ends, Lasting)) or not replaced or not replaced <= context.knowledge.replaced:
        return ()
    return tuple(d for d in context.knowledge.deals if replaced.intersection(d.supersedes) and not claim.holds(d))


def _nearest(claim: Condition | Pick | None, deals: tuple[Deal, ...]) -> tuple[Deal, ...]:
    """The deals whose value is closest to an exact amount that is claimed first; as they come where none is."""
    exact = [r.low for r in claim.ranges if r.exact and r.low is not None] if isinstance(claim, Worth) else []
    if not exact:
        return deals
    return tuple(sorted(deals, key=lambda deal: abs(deal.value.amount - exact[0]) if deal.value else exact[0]))


def _is_stated_of(query: Verify, subject: tuple[Deal, ...], context: Context) -> bool:
    """True where the sources state the amount claimed in what they say of the deals, though not as their value: an option's, a part's."""
    if not isinstance(query.claim, Worth) or not all(r.exact and r.unit for r in query.claim.ranges):
        return False
    quotes = " ; ".join(item.quote for deal in subject for item in deal.evidence)
    return any(
        said.unit == r.unit and said.exact and r.holds(said.low)
        for said in amounts_of(context.reader, quotes)
        for r in query.claim.ranges
        if said.low is not None
    )


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
        if said and any(p.start and p.end and said.start <= p.start and p.end <= said.end for p in claim.periods):
            return True  # `in June`, of a deal of the second quarter
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
    enlarged = isinstance(query.claim, Worth) and any(_with_option(query.claim, deal, context) for deal in shown)
    prolonged = disputed and (enlarged or any(_could_end(query.claim, deal) for deal in shown))
    verdict = "" if prolonged else verdict
    tentative = all(deal.status in _TENTATIVE for deal in shown)
    groups = (
        *query.groups,
        *((("status",),) if tentative else ()),
        *((("option",),) if prolonged else ()),
        *((("parties", "purpose"),) if disputed and isinstance(query.claim, Party) else ()),
    )
    described = describing(context, shown, query.selection)
    names = tuple(dict.fromkeys(["value", *described, *(t for t in topics if t in _SHOWN), *(n for g in groups for n in g)]))
    return Answered(tuple(sentence(context, deal, names) for deal in shown), verdict=verdict)


def _could_end(claim: Condition | Pick | None, deal: Deal) -> bool:
    """Whether a deal could end when it is claimed, by its option: `does it run to 2032?` of one that may be extended to 2032."""
    years = [PartialDate(int(year)) for year in _YEAR.findall(deal.option or "")]
    return isinstance(claim, Ends) and any(period.covers(year) for period in claim.periods for year in years)


def _with_option(claim: Worth, deal: Deal, context: Context) -> bool:
    """Whether the power claimed is that of the deal and of its option together: `could it reach 300 megawatts?`."""
    power = deal.power
    extra = [r.low for r in amounts_of(context.reader, deal.option or "") if power and r.unit == power.unit and r.low is not None]
    return power is not None and any(r.unit == power.unit and r.holds(power.amount + one) for one in extra for r in claim.ranges)


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
    beyond |= query.floored and Bound.UP_TO in bounds
    beyond |= query.capped and not bounds.isdisjoint({Bound.AT_LEAST, Bound.OVER})
    return beyond or (query.exactly and bounds != {Bound.EXACTLY})


def _exists(query: Verify, subject: tuple[Deal, ...], context: Context) -> Answer:
    if not any(Agreed().holds(deal) for deal in subject):
        optional = ("option",) in query.groups and all(deal.status == "option" for deal in subject)  # `is it an option?`
        verdict: Verdict = "Yes" if optional != query.negated else "No"
        return _said(verdict, replace(query, groups=(("status",),)), subject, context)
    if query.groups:
        open_yet = all(deal.status in _TENTATIVE for deal in subject)  # `has the loan been signed?`
        groups = (*query.groups, *((("status",),) if open_yet else ()))
        return about(Lookup(groups, query.subject), subject[: FEW + 1], context)
    return _said("No" if query.negated or query.quantifier == "none" else "Yes", query, subject, context)


def _picked(query: Verify, subject: tuple[Deal, ...], context: Context) -> Answer:
    kinds = tuple(c for c in query.subject.conditions if isinstance(c, OfKind))
    pick = query.claim if isinstance(query.claim, Pick) else None
    best = context.rows(Selection((*kinds, *query.pool), pick))
    both = tuple(deal for deal in subject if deal in best)
    query = replace(query, groups=(*query.groups, ((pick.by,) if pick and pick.by in _SHOWN else ("value",))))
    return _said("Yes" if bool(both) != query.negated else "No", query, both or best, context)


def _number(query: Verify, subject: tuple[Deal, ...], context: Context) -> Answer:
    if not subject or query.counted is None:
        return unknown(context, query.subject)
    true = query.counted.holds(len(subject)) != query.negated
    answer = counted(Count("deal", query.subject), subject, context)
    return replace(answer, verdict="Yes" if true else "No")


def _denied(query: Verify, context: Context) -> Answer:
    rest = context.rows(query.subject.less(query.subject.named[-1])) if query.subject.named else ()
    unmet = query.subject.named[-1].topic if query.subject.named else ""
    if query.quantifier == "none" and rest and unmet in _SHOWN and all(stated(deal, (unmet,)) for deal in rest):
        return _said("Yes", query, rest[:FEW], context)
    other = _of_any_kind(query.selection, context)
    if other:
        return _said(
            "No" if not query.negated else "Yes", replace(query, groups=(*query.groups, ("purpose",), ("parties",))), other, context
        )
    wrong, found = nothing(context, query.selection)
    pick = query.selection.pick
    found = Selection((Among(frozenset(deal.id for deal in found)),), pick).rows(found, context.order) if pick else found
    if wrong is None or len(found) > FEW:
        return unstated(context, query.selection)
    if isinstance(wrong, (Party, Uses, Described)) and not pinned(query.selection):
        answer = _said("", query, found, context)
        stands = f"My sources state no {describe(query.selection, 'deal')}."
        return replace(answer, correction=stands) if isinstance(answer, Answered) else answer
    return _said("No" if not query.negated else "Yes", query, found, context)


def _of_any_kind(selection: Selection, context: Context) -> tuple[Deal, ...]:
    """`was the $2 billion for Acme?`, of a loan: the deals of another kind that are worth exactly what is said, where no contract is."""
    worth = next((c for c in selection.conditions if isinstance(c, Worth) and all(r.exact and r.unit for r in c.ranges)), None)
    kinds = [c for c in selection.conditions if isinstance(c, OfKind)]
    found = context.rows(Selection((worth,))) if worth else ()
    return () if any(kind.holds(deal) for kind in kinds for deal in found) else found


def _of_another_kind(selection: Selection, context: Context) -> tuple[Deal, ...]:
    """`are the $1.25 billion notes convertible?`: the one deal so told, which is of another kind, then those of it."""
    kinds = [c for c in selection.conditions if isinstance(c, OfKind) and c.word]
    told = tuple(c for c in selection.named if isinstance(c, (Worth, Ends, Announced)))
    if len(kinds) != 1 or not told:
        return ()
    found = context.rows(Selection((replace(kinds[0], word="", without=""), *told)))
    return (*found, *context.rows(Selection((kinds[0],)))) if len(found) == 1 and not kinds[0].holds(found[0]) else ()
