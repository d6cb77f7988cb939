"""Statements about deals: one sentence for one deal, or one row in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.context.term import terms_of_text
from dealdesk.domain.answer import Answered, Operand, Statement, Unknown
from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Quantity
from dealdesk.query.attribute import BY_NAME
from dealdesk.query.condition import (
    Agreed,
    Among,
    Announced,
    Apart,
    Bought,
    Described,
    Ends,
    OfKind,
    Party,
    SaidOn,
    Starts,
    States,
    Uses,
    Worth,
)
from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Citation
    from dealdesk.domain.record import Deal, Fact
    from dealdesk.query.condition import Condition

BRIEF = ("value", "announced", "term", "ends")
FULL = (
    "parties", "value", "announced", "starts", "term", "ends", "workload", "purpose", "hardware", "sites",
    "power", "payment", "option", "composition", "lenders", "status", "by",
)  # fmt: skip
FEW = 4
_WORDED = ("workload", "purpose", "location", "sites", "payment", "option")  # what a source says in its own words
_BROAD = frozenset({"contract", "compute contract"})


def stated(deal: Deal, attributes: Iterable[str]) -> tuple[str, ...]:
    """Those of `attributes` that the source states of `deal`."""
    return tuple(name for name in attributes if name in BY_NAME and BY_NAME[name].read(deal))


def _fields(deal: Deal, attributes: Sequence[str]) -> list[str]:
    numbered = bool(deal.label) and any(char.isdigit() for char in deal.label or "")  # a name that says a number needs its sentence
    label = ["announced"] if deal.announced and (numbered or not deal.label) else []
    label += ["label"] if numbered else []
    fields = [field for name in attributes for field in BY_NAME[name].fields]
    return [*fields, *label] or [role for role, _ in deal.parties]


def cited(context: Context, deal: Deal, attributes: Sequence[str]) -> tuple[Citation, ...]:
    """The sentences that prove `attributes` of `deal` and the words that name it."""
    return context.evidence(deal, *_fields(deal, attributes))


def is_tentative(deal: Deal) -> bool:
    """True for a deal that is talked about, optional or called off, which nothing may be said of without saying so."""
    return deal.status is not None and not Agreed().holds(deal) and deal.status not in (deal.label or "")


def sentence(context: Context, deal: Deal, attributes: Sequence[str]) -> Statement:
    """What the source states of one deal, in one sentence."""
    said = stated(deal, (*attributes, *(("status",) if is_tentative(deal) and "status" not in attributes else ())))
    clauses = list(dict.fromkeys(context.wording.clause(deal, name, BY_NAME[name].read(deal)) for name in said))  # a site that is the place
    clauses += [context.wording.clause(deal, "replaced", None)] if deal.id in context.knowledge.replaced else []
    text = f"{context.wording.deal(deal)} {wording.listed(clauses)}."
    value = BY_NAME[said[0]].read(deal) if said else None
    kept = value if isinstance(value, (Quantity, PartialDate)) else context.wording.value(value) if value else None
    return Statement(_capital(text), cited(context, deal, said), kept)


def row(context: Context, deal: Deal, attributes: Sequence[str] = ("value",)) -> Statement:
    """One deal as a row: who and when, then its values."""
    said = stated(deal, attributes)
    values = [context.wording.qualified(deal, name, BY_NAME[name].read(deal)) for name in said]
    if is_tentative(deal) and deal.status and "status" not in said:
        values.append(deal.status)
        said = (*said, "status")
    values += ["since replaced"] if deal.id in context.knowledge.replaced else []
    text = f"{_capital(context.wording.short(deal))}: {', '.join(values) or 'value not stated'}"
    return Statement(f"- {text}", cited(context, deal, said), deal.value)


def chosen_by(selection: Selection) -> tuple[str, ...]:
    """The attributes by which a selection chooses its deals, and which a row therefore shows: hardware, power, what is stated at all."""
    topics = (c.attribute if isinstance(c, States) else c.topic for c in selection.conditions if isinstance(c, (States, Uses, Worth)))
    return tuple(dict.fromkeys(topic for topic in topics if topic in BY_NAME))


def describing(context: Context, deals: Iterable[Deal], selection: Selection) -> tuple[str, ...]:
    """The attributes in whose words a selection describes its deals: `workload` of `the one for inference`."""
    labels = " ; ".join(c.label for c in selection.conditions if isinstance(c, Described))
    if not labels:
        return ()
    said = terms_of_text(context.reader, labels, content=True)
    texts = {name: " ; ".join(str(BY_NAME[name].read(deal) or "") for deal in deals) for name in _WORDED}
    held = {name: terms_of_text(context.reader, text, content=True) for name, text in texts.items() if text}
    found = tuple(name for name, words in held.items() if said & words)
    return tuple(name for name in found if name != "location") if "sites" in found else found  # the site says where it lies


def operand(context: Context, deal: Deal, of: str = "value") -> Operand:
    """A deal's value, or its power, as part of a calculation."""
    value = getattr(deal, of)
    if value is None:
        message = f"{deal.id} has no {of}"
        raise ValueError(message)
    return Operand(deal.id, value, cited(context, deal, (of,))[0])


def caveats(deals: Sequence[Deal]) -> tuple[str, ...]:
    """What a reply that adds up these values must not leave unsaid."""
    ids = {deal.id for deal in deals}
    return tuple(note for deal in deals if set(deal.extends) & ids for note in deal.notes)


def noted(context: Context, head: Statement, deals: Sequence[Deal]) -> Statement:
    """`head` with the sentences behind the `caveats` of these deals, so that no caveat goes without its source."""
    ids = {deal.id for deal in deals}
    telling = (deal for deal in deals if deal.notes and set(deal.extends) & ids and any("notes" in item.field for item in deal.evidence))
    sources = (citation for deal in telling for citation in context.evidence(deal, "notes"))
    return replace(head, citations=tuple(dict.fromkeys((*head.citations, *sources))))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def describe(selection: Selection, noun: str = "") -> str:
    """The selection in plain words: `contracts with Acme announced in May`."""
    parties = [c.label for c in selection.named if isinstance(c, Party)]
    alone = "bought by" if any(isinstance(c, Bought) for c in selection.conditions) else "with"  # of what it sells nothing is said
    parts = [f"between {wording.listed(parties)}" if len(parties) > 1 else f"{alone} {parties[0]}"] if parties else []
    for condition in selection.named:
        if isinstance(condition, (Party, Among)):
            continue
        if isinstance(condition, (Announced, Starts, Ends)):
            labels = wording.listed([period.label for period in condition.periods], "or")
            joiner = "" if condition.periods[0].relation else "in "
            verb = "announced" if isinstance(condition, Announced) else "starting" if isinstance(condition, Starts) else "ending"
            parts.append(f"{verb} {joiner}{labels}")
        elif isinstance(condition, SaidOn):
            parts.append(str(condition))
        elif isinstance(condition, Apart):
            parts.append(f"that came {condition.label.split()[0]} the one named")  # whose own date needs its sentence
        elif isinstance(condition, Worth):
            parts.append(f"worth {condition.label}")
        elif isinstance(condition, States):
            lacking = condition.attribute.startswith("no ")
            parts.append(f"{'without' if lacking else 'with'} a stated {condition.attribute.removeprefix('no ')}")
        else:
            parts.append(f"where {condition}")
    excepted = [_excepted(one) for one in selection.without]
    kind = next((c.label for c in selection.conditions if isinstance(c, OfKind) and c.label not in _BROAD), "")
    noun = kind if noun == "deal" and kind else noun
    return " ".join([noun or "contracts", *parts, *(f"other than {wording.listed(excepted)}" for _ in excepted[:1])])


def _excepted(selection: Selection) -> str:
    """What is left out, in plain words: `the largest`, `those with Acme`."""
    rest = describe(Selection(selection.conditions), "those").removesuffix("those").strip()
    return f"the {selection.pick}" if selection.pick else rest


def nothing(context: Context, selection: Selection) -> tuple[Condition | None, tuple[Deal, ...]]:
    """The one condition without which an empty selection finds the fewest deals, and those deals."""
    best: tuple[tuple[int, bool], Condition, tuple[Deal, ...]] | None = None
    narrow = any(isinstance(c, OfKind) and not c.is_plain for c in selection.conditions)  # `the convertible notes`
    for condition in selection.named:
        rest = selection.less(condition)
        others = [c for c in rest.named if _identifies(c)]
        found = rest.matching(context.knowledge.deals)
        size = (len(found), isinstance(condition, Party))  # whose deals are meant is doubted last
        elsewhere = any(condition.holds(deal) for deal in context.knowledge.deals)  # the amount of a deal of another kind
        if found and (others or (narrow and not elsewhere)) and (best is None or size < best[0]):
            best = (size, condition, found)
    return (best[1], best[2]) if best else _by_parties(context, selection)


def _by_parties(context: Context, selection: Selection) -> tuple[Condition | None, tuple[Deal, ...]]:
    """Where several things said are wrong at once: the deals of the parties named, and the first of those things."""
    parties = tuple(c for c in selection.conditions if isinstance(c, (OfKind, Party)))
    wrong = [c for c in selection.named if c not in parties]
    found = Selection(parties).matching(context.knowledge.deals)
    several = len(wrong) > 1 and any(isinstance(c, Party) for c in parties)
    return (wrong[0], found) if several and found else (None, ())


def _identifies(condition: Condition) -> bool:
    return isinstance(condition, (Announced, Ends, Worth, Party))


def unknown(context: Context, selection: Selection) -> Unknown:
    """No such deal is stated; offers what is."""
    label = describe(selection, "deal")
    related = _related(context, selection)
    near = () if related else nothing(context, selection)[1]
    return Unknown(f"My sources state no {label}.", (*related, *(row(context, deal) for deal in near[:FEW])), of_deals=True)


def unstated(context: Context, selection: Selection) -> Answered | Unknown:
    """To a claim that two companies have a deal, which is not stated; that they compete is told as what is so instead."""
    told = unknown(context, selection)
    compete = any("#competitor" in context.terms.records[record.id].key for record in _between(context, selection)[:1])
    return Answered(told.nearest, correction=told.text) if compete else told


def _related(context: Context, selection: Selection) -> tuple[Statement, ...]:
    """What else is stated of companies that have no deal with each other: that they compete."""
    return tuple(Statement(r.statement, context.cite(*r.evidence)) for r in _between(context, selection)[:1])


def _between(context: Context, selection: Selection) -> tuple[Fact, ...]:
    """The facts about all companies named, of which one takes part in no deal."""
    named = [c.ids for c in selection.conditions if isinstance(c, Party)]
    traded = {one for deal in context.knowledge.deals for _, one in deal.parties}
    if len(named) < 2 or all(ids & traded for ids in named):  # noqa: PLR2004 - of each other
        return ()
    about = [({context.knowledge.party(one) for one in (*r.subject, *r.object)}, r) for r in context.knowledge.facts]
    return tuple(r for parties, r in about if all(ids & parties for ids in named))
