"""Sum, average, median and spread of the values of the deals selected, with the parts shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement, Unknown
from dealdesk.domain.quantity import Range
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.lookup import speaks_of_deals, through_person
from dealdesk.kinds.operands import worked_out_of_operands
from dealdesk.kinds.reckoning import OPERATIONS, aggregated, of_one_side, whole
from dealdesk.kinds.row import FEW, cited, row
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import When, spanned
from dealdesk.query.condition import Among, OfKind, Party, Worth
from dealdesk.query.selection import IDENTIFYING, Selection
from dealdesk.scope.addition import added_in
from dealdesk.scope.focus import focus_of
from dealdesk.scope.operand import operands_of
from dealdesk.scope.pick import pick_in
from dealdesk.scope.side import halves_of, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked
    from dealdesk.scope.side import Half

_PAIR = 2
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "its", "their", "his", "her", "our", "one"})


class Aggregate(Struct, frozen=True):
    """One of `OPERATIONS` over the values of the deals selected, or over what each states `of` its power.

    Attributes:
        each: the question names every deal, so that they are added up even where one is signed and another only planned.
    """

    operation: str
    selection: Selection
    of: str = "value"
    each: bool = False

    def about(self, selection: Selection) -> Aggregate:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"{self.operation} of the {self.of}s of {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Aggregate]]:
    reading, scope = asked.reading, asked.scope
    named = worked_out_of_operands(operands_of(reading, asked.context))
    if named:
        yield Claimed(Aggregate(named.operation, named.selection, each=True), named.used)
        return
    bare = any(
        not said.unit and not scope.used.issuperset(mention.span) and reading.tokens[mention.start - 1].norm != "all"
        for mention, said in reading.of(Range)
    )
    if through_person(asked) or (bare and not speaks_of_deals(asked)):
        return
    how_much = reading.words("ask", "how_much")
    where = reading.words("ask", "where") if reading.has("operation", "sum") else ()
    value = reading.words("attribute", "value")
    extra = spanned((*how_much, *value, *where, *reading.words("operation", "once")))
    added = added_in(reading)
    said = [m for m in reading.words("operation", *OPERATIONS) if not added.issuperset(m.span)]
    names = dict.fromkeys(m.sense.name for m in said if isinstance(m.sense, Word))
    if reading.has("operation", "evenly") and speaks_of_deals(asked):  # `divided equally over its orders`
        names = {"average": None}
    for name in names:
        ordering = ("rank",) if name == "median" else ()  # `sorted by size, the one in the middle`
        span = spanned(reading.words("operation", name, *ordering, *(("evenly", "group", "ratio") if name == "average" else ())))
        if not asked.context.rows(scope.selection) or scope.selection.pick:
            for sides in sides_of(reading, scope, asked.context, asked.shown):
                if scope.selection.pick and not (sides.halves and all(_identifies(half) for half in sides.halves)):
                    continue
                ids = frozenset(deal.id for side in (sides.left, sides.right) for deal in asked.context.rows(side))
                yield Claimed(Aggregate(name, Selection((Among(ids),)), each=len(ids) == _PAIR), span | sides.used | scope.used | extra)
                break
        power = reading.words("attribute", "power")
        if power:
            counted = spanned(reading.words("ask", "how_many"))
            yield Claimed(Aggregate(name, scope.selection, "power"), span | scope.used | extra | spanned(power) | counted)
        if not _is_parted(asked, span):
            yield Claimed(Aggregate(name, scope.selection), span | scope.used | extra)
        for both, used in _picked_apart(asked):
            yield Claimed(Aggregate(name, both), span | used | scope.used | extra)
    verbs = reading.words("noun", "contract_verb")
    nouns = [m for m in reading.words("noun", "contract", "notes", "loan") if not reading.tokens[m.start].norm.endswith("s")]
    singular = [m for m in nouns if not set(m.span) & {i for v in verbs for i in v.span} or is_noun(reading, m)]
    plural = [m for m in reading.words("noun", "contract", "notes", "loan") if reading.tokens[m.start].norm.endswith("s")]
    several = len(focus_of(reading).groups) > 1
    manner = reading.has("ask", "how") and not how_much  # `how do they earn money?`
    manner = manner or (reading.has("context", "giant") and not scope.is_specific)  # `what do the giants spend?`
    if (how_much or value) and (verbs or plural) and not (several or singular or manner) and not scope.selection.pick:
        yield Claimed(Aggregate("sum", scope.selection), scope.used | extra)


def _is_parted(asked: Asked, cue: frozenset[int]) -> bool:
    """`Acme's total, and the first order of Globex`: a sum of something else than the one deal that is picked after a comma."""
    pick, told = pick_in(asked.reading)
    if pick is None or asked.scope.selection.pick is None or pick.count > 1 or not cue or not told or asked.shown:
        return False
    return any(asked.reading.tokens[i].norm in {",", "and", "plus"} for i in range(max(cue) + 1, min(told)))


def _identifies(half: Half) -> bool:
    """True for a side that says of itself which deal it is: by a pick, a date, an amount or an end."""
    return half.scope.selection.pick is not None or half.says(IDENTIFYING)


def _picked_apart(asked: Asked) -> Iterator[tuple[Selection, frozenset[int]]]:
    """`the smallest plus the biggest`: deals that each side picks for itself, together."""
    for left, right, _ in halves_of(asked.reading, asked.context):
        picks = [half.scope.selection.pick for half in (left, right)]
        if not all(picks) or picks[0] == picks[1]:
            continue
        parties = tuple(c for half in (left, right) for c in half.scope.selection.conditions if isinstance(c, (Party, OfKind)))
        rows = [
            asked.context.rows(Selection((*half.scope.selection.conditions, *parties), half.scope.selection.pick)) for half in (left, right)
        ]
        if all(rows):
            yield Selection((Among(frozenset(deal.id for side in rows for deal in side)),)), left.used | right.used
            return


def is_noun(reading: Reading, mention: Mention) -> bool:
    """True where a word that is also a verb follows an article, a date, a possessive or a superlative: `the May order`."""
    if mention.start == 0:
        return False
    before = reading.tokens[mention.start - 1]
    determined = before.norm in _DETERMINERS or before.text.casefold().endswith(("'s", "s'"))
    return (
        determined
        or any(m.end == mention.start for m, _ in reading.of(When))
        or any(m.end == mention.start for m in reading.words("operation"))
    )


def _answer(query: Aggregate, context: Context) -> Answer:
    found = context.rows(query.selection)
    if found and query.of == "power":
        return _powers(query, found, context)
    if found:
        sold = of_one_side(found, query.selection)
        answer = aggregated(query.operation, sold, context, each=query.each)
        bought = _others([deal for deal in found if deal not in sold], context) if sold != found else ""
        notes = (f"Not counted, because there it buys and does not sell: {bought}.",) if bought else ()
        return replace(answer, caveats=(*answer.caveats, *notes)) if isinstance(answer, Answered) else answer
    worth = next((c for c in query.selection.named if isinstance(c, Worth) and all(r.exact for r in c.ranges)), None)
    rest = context.rows(query.selection.less(worth)) if worth else ()
    answer = aggregated(query.operation, rest, context) if rest else empty(query.selection, context)
    if worth and rest and isinstance(answer, Answered):
        return replace(answer, correction=f"My sources state no deal worth {worth.label}.")
    return answer


def _others(deals: Sequence[Deal], context: Context) -> str:
    """`two other contracts`."""
    counted, _, noun = wording.count(len(deals), context.wording.noun_of(deals), context.wording.templates.plurals).partition(" ")
    return f"{counted} other {noun}"


def _powers(query: Aggregate, found: tuple[Deal, ...], context: Context) -> Answer:
    """The result over the power of those deals that state one."""
    stating = tuple((deal, deal.power) for deal in whole(found) if deal.power)
    if not stating:
        return _no_power(found, context)
    words, calculate = OPERATIONS[query.operation]
    operands = tuple(Operand(deal.id, power, cited(context, deal, ("power",))[0]) for deal, power in stating)
    result = calculate([power for _, power in stating])
    sources = tuple(dict.fromkeys(op.citation for op in operands))
    head = Statement(f"{words}: {wording.derived(result)}.", sources, result, Calculation(query.operation, operands, result))
    rows = tuple(row(context, deal, ("power",)) for deal, _ in stating)
    silent = [deal for deal in found if not deal.power]
    left = (f"My sources do not state the power capacity of {_others(silent, context)}.",) if silent else ()
    return Answered((head, *rows), left, partial=bool(left))


def _no_power(found: tuple[Deal, ...], context: Context) -> Answer:
    """No deal of these states a power."""
    return Unknown("My sources state no power capacity of these.", tuple(row(context, deal) for deal in found[:FEW]), of_deals=True)


KIND = Kind(
    "aggregate",
    ("What do {customer}'s contracts add up to?", "What is the average contract value?", "What is the median contract?"),
    _recognise,
    _answer,
)
