"""What the table states of deals, attribute by attribute, and what is wrong in a question about deals that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Clarify, Statement, Unknown
from dealdesk.kinds.advance import advance_of
from dealdesk.kinds.counted_end import counted_end
from dealdesk.kinds.reckoning import firmness, of_one_side, statement, uncounted
from dealdesk.kinds.reckoning import whole as whole_of
from dealdesk.kinds.reservation import reservations
from dealdesk.kinds.row import (
    BRIEF,
    FEW,
    FULL,
    caveats,
    cited,
    describe,
    describing,
    noted,
    nothing,
    operand,
    row,
    sentence,
    stated,
    unknown,
)
from dealdesk.query import arithmetic
from dealdesk.query.attribute import BY_NAME
from dealdesk.query.condition import Agreed, Among, Announced, Described, Ends, Lasting, Party, States, Uses, Worth
from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.query.condition import Condition


_SEVERAL = 2
_TELLING = ("workload", "purpose", "hardware", "power", "option", "composition")
_INTRODUCED = frozenset({"lenders", "parties", "customer", "provider", "announced"})
_TOPIC = {"announced": ("announced",), "ends": ("ends",), "starts": ("starts",), "value": ("value",), "term": ("term", "ends")}


class Lookup(Struct, frozen=True):
    """Attributes of the deals selected; each group names alternatives of which a deal states what it can.

    Attributes:
        company: whom a question is about that speaks of a company and of no deal; what is not stated is said to be so of it.
    """

    groups: tuple[tuple[str, ...], ...]
    selection: Selection
    told: frozenset[str] = frozenset()
    company: str = ""

    def about(self, selection: Selection) -> Lookup:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def shown(self, context: Context) -> tuple[Deal, ...]:
        """The deals spoken of; of all there are only the few that state what is asked for."""
        found = context.rows(self.selection)
        telling = tuple(deal for deal in found if any(stated(deal, group) for group in self.groups))
        return telling if not self.selection.is_specific and 0 < len(telling) < FEW else found

    def __str__(self) -> str:
        names = ", ".join(" or ".join(group) for group in self.groups)
        return f"{names} of {self.selection}"


def looked_up(query: Lookup, context: Context) -> Answer:
    """The attributes asked for, of the deals meant; which deal is meant is asked back where too many state them."""
    found = _without_parts(context.rows(query.selection), query)
    found = tuple(sorted(found, key=lambda deal: deal.id in context.knowledge.replaced))  # what counts comes first
    if not any(set(group) & set(BY_NAME) for group in query.groups):
        return about(query, found or context.rows(Selection(query.selection.parties)), context)
    if not found:
        return corrected(query, context)
    said = any(stated(deal, group) for group in query.groups for deal in found)
    if said and not query.selection.is_specific and len(found) > FEW:
        telling = tuple(deal for deal in found if any(stated(deal, group) for group in query.groups))
        if len(telling) < FEW:
            return about(query, telling, context, others=True)
        return Clarify("Which deal do you mean?", tuple(row(context, deal) for deal in found))
    told, asked = about(query, found, context), {name for group in query.groups for name in group}
    return (
        replace(told, caveats=(*told.caveats, *reservations(query.selection, asked, found, context)))
        if isinstance(told, Answered)
        else told
    )


def _without_parts(found: tuple[Deal, ...], query: Lookup) -> tuple[Deal, ...]:
    """`found` without the parts of a deal that itself states all that is asked for."""
    telling = {deal.id for deal in found if all(stated(deal, group) for group in query.groups)}
    return tuple(deal for deal in found if telling.isdisjoint(deal.part_of))


def about(query: Lookup, found: tuple[Deal, ...], context: Context, *, correction: str = "", others: bool = False) -> Answer:
    """The attributes asked for, of these deals; what none of them, or of the `others`, states is said to be unknown."""
    held = {group: [name for name in group if any(stated(deal, (name,)) for deal in found)] for group in query.groups}
    missing = [group[0] for group, names in held.items() if not names and group[0] not in query.told]
    asked = dict.fromkeys(name for names in held.values() for name in names)
    if query.groups == (FULL,) and len(found) > FEW:  # all of it would fill the screen
        asked = dict.fromkeys(name for name in asked if name in {*BRIEF, "workload", "parties"})
    if query.groups == (BRIEF,) and len(found) == 1:  # which of all that is stated of it was asked for was not said
        asked |= dict.fromkeys(stated(found[0], _TELLING))
    names = asked | dict.fromkeys(_beside(query, asked, found, context) if asked else ())
    if "ends" in missing and all(stated(deal, ("term",)) for deal in found):
        names = asked | dict.fromkeys(("term", "announced"))  # how long it runs, where it is not said until when
    tentative = [deal for deal in found if not Agreed().holds(deal)]
    if tentative and "announced" in missing:
        correction = f"My sources report this only as {tentative[0].status}."
        names.update({"value": None, "status": None})
    speaking = [deal for deal in found if stated(deal, names)]
    silent = [deal for deal in found if deal not in speaking]
    whole = query.company or _whole(found, query, context)
    lacks = [f"My sources do not state {_attribute(name, context)} of {whole}." for name in dict.fromkeys(missing)]
    if not speaking:
        return Unknown(" ".join(lacks), () if query.company else tuple(row(context, deal) for deal in found[:FEW]))
    statements = tuple(sentence(context, deal, tuple(names)) for deal in speaking)
    quoted = {citation for statement in statements for citation in statement.citations}
    named = [deal for deal in silent if set(cited(context, deal, ())) & quoted]  # only these may be said by their date
    lacks += [f"My sources do not state {_attribute(next(iter(names)), context)} of {context.wording.deal(deal)}." for deal in named]
    if "ends" in missing:
        statements = (*statements, *(one for deal in speaking[:FEW] if (one := counted_end(deal, context)) is not None))
    places = [c.label for c in query.selection.conditions if isinstance(c, Described)]
    powered_by = [deal for deal in whole_of(tuple(speaking)) if deal.power and not any(map(deal.is_partly_at, places))]
    if ("power",) in query.groups and len(powered_by) > 1 and len({deal.power.unit for deal in powered_by if deal.power}) == 1:
        statements = (*statements, _total_power(powered_by, statements, context))
    if "payment" in names:
        statements = (*statements, *(one for deal in speaking[:FEW] if (one := advance_of(deal, context)) is not None))
    total, notes = _total_value(query, speaking, context)
    statements, lacks = (*statements, *total), [*lacks, *notes]
    rest = others or len(named) < len(silent)
    lacks += [f"My sources do not state {_attribute(next(iter(names)), context)} of the other contracts."] if rest else []
    return Answered(statements, tuple(lacks), correction, partial=bool(lacks))


def _beside(query: Lookup, asked: Iterable[str], found: tuple[Deal, ...], context: Context) -> Iterator[str]:
    """What is said beside the attributes asked for: what the question picks or describes the deals by, and what they are worth."""
    conditions, names = query.selection.conditions, dict.fromkeys(asked)
    if set(names) <= {c.topic for c in conditions} | _INTRODUCED and any(deal.value for deal in found):
        names["value"] = None
    names.update(dict.fromkeys(sorted({"ends" if isinstance(c, Ends) else "term" for c in conditions if isinstance(c, (Ends, Lasting))})))
    names.update(dict.fromkeys((*describing(context, found, query.selection), *_stated_in(query.selection))))
    if (query.groups == (BRIEF,) or query.selection.pick) and any(_hides_a_party(deal, context) for deal in found):
        names["parties"] = None
    if set(query.groups) & {BRIEF, ("announced",), ("parties",)} and any(deal.kind == "purchase" for deal in found):
        names["hardware"] = None  # `what did Acme buy in May?`
    if len(found) > 1 and set(names) <= {"ends", "term", "announced"}:
        names["value"] = None
    yield from names
    if query.selection.pick and query.selection.pick.by in {"ends", "power"}:
        yield query.selection.pick.by
    if any(isinstance(c, Described) for c in conditions):
        yield "value"
    if any(r.unit == "MW" for c in conditions if isinstance(c, Worth) for r in c.ranges):
        yield "power"
    if any(isinstance(c, Uses) for one in (query.selection, *query.selection.without) for c in one.conditions):
        yield "hardware"


def _stated_in(selection: Selection) -> Iterator[str]:
    """The attributes that a selection wants stated at all: `which contract has an option?`."""
    yield from (c.attribute for c in selection.conditions if isinstance(c, States) and c.attribute in BY_NAME)


def _hides_a_party(deal: Deal, context: Context) -> bool:
    """True for a deal whose label does not say with whom it was made."""
    return bool(deal.label) and not all(context.knowledge.say(one) in (deal.label or "") for _, one in deal.parties)


def _total_power(deals: Sequence[Deal], statements: Sequence[Statement], context: Context) -> Statement:
    """What several deals bring together, with each of them as an operand."""
    total = arithmetic.total([deal.power for deal in deals if deal.power])
    sources = tuple(dict.fromkeys(citation for statement in statements for citation in statement.citations))
    operands = tuple(operand(context, deal, "power") for deal in deals)
    return Statement(f"Together: {wording.derived(total)}.", sources, total, Calculation("sum", operands, total))


def _total_value(query: Lookup, deals: Sequence[Deal], context: Context) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """What several deals of one kind come to, where their values are asked for, with its caveats; nothing where they may not be added."""
    counted = [deal for deal in whole_of(of_one_side(tuple(deals), query.selection)) if deal.value]
    alike = len({(deal.kind, deal.value.unit) for deal in counted if deal.value}) == 1 and len({*map(firmness, counted)}) == 1
    if ("value",) not in query.groups or query.selection.pick or len(counted) < _SEVERAL or not alike:
        return (), ()
    return (noted(context, statement("sum", counted, context), counted),), (*uncounted(deals, counted, context), *caveats(counted))


def _attribute(name: str, context: Context) -> str:
    return context.wording.templates.attributes.get(name, f"the {name}")


def _whole(found: tuple[Deal, ...], query: Lookup, context: Context) -> str:
    return context.wording.deal(found[0]) if len(found) == 1 else describe(query.selection, "the contracts")


def corrected(query: Lookup, context: Context) -> Answer:
    """A question about a deal that is not there: what is wrong in it, then what is right."""
    pick = query.selection.pick
    there = context.rows(replace(query.selection, pick=None)) if pick else ()
    if pick and there and pick.first == 1:
        return about(replace(query, selection=replace(query.selection, pick=None)), there, context)
    if pick and there:
        noun, plurals = context.wording.noun_of(there), context.wording.templates.plurals
        correction = f"My sources state only {wording.count(len(there), noun, plurals)} here."
        return Answered(tuple(row(context, deal) for deal in there), (), correction)
    wrong, found = nothing(context, query.selection)
    stranger = isinstance(wrong, Party) and not any(wrong.holds(deal) for deal in context.knowledge.deals)
    if wrong is None or len(found) > FEW or (isinstance(wrong, Party) and not pinned(query.selection)) or (stranger and len(found) > 1):
        return unknown(context, query.selection)
    dated = any(isinstance(c, Announced) for c in query.selection.named)  # a date that may be the one in error
    groups = (*query.groups, *((_TOPIC[wrong.topic],) if wrong.topic in _TOPIC else (("parties",),)), *((("announced",),) if dated else ()))
    label = describe(query.selection, "deal")
    kept = Selection(query.selection.less(wrong).conditions, pick)
    rows = context.rows(kept) or Selection((Among(frozenset(deal.id for deal in found)),), pick).rows(found, context.order) or found
    answer = about(replace(query, groups=groups, selection=kept), rows, context, correction=f"My sources state no {label}.")
    answer = _with_its_owner(answer, wrong, groups, context) if isinstance(answer, Answered) else answer
    agreed = [deal for deal in rows if Agreed().holds(deal) and deal.value]
    summed = isinstance(wrong, Worth) and len(agreed) > 1 and len({deal.parties for deal in agreed}) == 1
    if not summed or not isinstance(answer, Answered) or len({deal.value.unit for deal in agreed if deal.value}) > 1:
        return answer
    told = {one.text for one in answer.statements}
    total = statement("sum", agreed, context)  # the amount may be meant of all
    return answer if total.text in told else replace(answer, statements=(*answer.statements, total))


def _with_its_owner(answer: Answered, wrong: Condition, groups: Iterable[tuple[str, ...]], context: Context) -> Answered:
    """The answer, and of the one deal that the amount said in error does belong to the same attributes."""
    said = isinstance(wrong, Worth) and all(r.exact for r in wrong.ranges)
    owners = [deal for deal in context.knowledge.deals if said and wrong.holds(deal)]
    if len(owners) != 1:
        return answer
    told = sentence(context, owners[0], tuple(dict.fromkeys(("value", *(name for group in groups for name in group)))))
    return replace(answer, statements=tuple(dict.fromkeys((*answer.statements, told))))


def pinned(selection: Selection) -> bool:
    """True where an amount, an announcement or an end says which deal is meant."""
    return any(isinstance(c, (Worth, Announced, Ends)) for c in selection.conditions)
