"""Two things side by side: difference, ratio, share, growth, and which of them is more."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.kinds.comparison import Contrast, compared, in_time, side_of
from dealdesk.kinds.juxtaposition import figures_apart
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.operands import contrast_of_operands
from dealdesk.language.function_word import OWNING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Ordinal, When, spanned
from dealdesk.language.polarity import is_denied, is_polar, names_either
from dealdesk.query.arithmetic import PERCENT, TIMES
from dealdesk.query.condition import Among, Announced, OfKind, Party
from dealdesk.query.selection import Pick, Selection
from dealdesk.scope.focus import focus_of
from dealdesk.scope.operand import operands_of
from dealdesk.scope.operation import measure_in, operation_in, told_in
from dealdesk.scope.pick import pick_in
from dealdesk.scope.relative import measures
from dealdesk.scope.side import Sides, sides_of
from dealdesk.scope.whole import everything_like, is_part, wholes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_PAIR = 2
_EACH = frozenset({"any", "every", "each"})
_HEDGED = frozenset({"no", "not", "n't", "most", "up", "under", "below", "almost", "nearly", "about", "quite", "roughly", "around", "half"})
_IT = (("it",), ("that",), ("this",))
_TIMES = {"twice": 2, "double": 2, "doubled": 2, "doubles": 2, "thrice": 3, "triple": 3, "tripled": 3, "quadruple": 4, "quadrupled": 4}
_ACTING = frozenset({("did",), ("could",), ("can",), ("would",)})
_NEAR = 3
_OWNING = frozenset({"buy", "buys", "bought", "own", "owns", "owned", "hold", "holds", "held", "acquire", "acquires", "acquired"})
_MAYBE = frozenset({"can", "could", "may", "might", "option", "if"})
_CONSISTING = frozenset({"is", "are", "was", "comes", "come", "came"})
_MADE_OF = frozenset({"new", "fresh", "additional", "extra", "option", "options", "extension", "existing"})
_PLACING = ("earliest", "latest", "older", "previous", "next")  # `the first figure`, `the newer one`
_FIGURES = frozenset({"figure", "figures", "number", "numbers", "amount", "amounts", "shown", "named", "given", "one"})
_OPTIONS = frozenset({"option", "options", "extension"})


def _recognise(asked: Asked) -> Iterator[Claimed[Contrast]]:
    """What is set against what; a percentage that a question claims, `is it over half of the total?`, is what the result is held to."""
    reading = asked.reading
    if reading.norms[:1] == ("how",) and reading.norms[1:2] in _ACTING:
        return  # `how did Acme beat Globex to it?` asks in what way
    said = [(m, r) for m, r in reading.of(Range) if r.unit == PERCENT] if is_polar(reading) else []
    named = contrast_of_operands(operands_of(reading, asked.context))
    for claimed in (named,) if named else _contrasts(asked):
        if len(said) == 1 and claimed.query.operation in {"share", "growth"}:
            marks = (*reading.words("modifier", "affirmed", "claimed", "only", "all"), *reading.words("operation", "share", "percent"))
            used = claimed.used | frozenset(said[0][0].span) | spanned(marks)
            yield replace(claimed, query=replace(claimed.query, said=said[0][1]), used=used)
        elif claimed.query.operation == "ratio" and (multiple := _multiple_in(reading)):
            yield replace(claimed, query=replace(claimed.query, said=multiple))
        else:
            yield claimed


def _multiple_in(reading: Reading) -> Range | None:
    """The multiple that a question claims: `is it double the old one?`, `more than twice as much?`."""
    said = [(i, _TIMES[norm]) for i, norm in enumerate(reading.norms) if norm in _TIMES]
    if not is_polar(reading) or len(said) != 1:
        return None
    at, number = said[0][0], Decimal(said[0][1])
    before = set(reading.norms[max(0, at - 3) : at])
    if not before.isdisjoint(_HEDGED):
        return None
    if {"more", "than"} <= before or "over" in before:
        return Range(number, None, TIMES, strict=True)
    if {"less", "than"} <= before:
        return Range(None, number, TIMES, strict=True)
    return Range(number, None, TIMES) if {"at", "least"} <= before else Range(number, number, TIMES)


def _contrasts(asked: Asked) -> Iterator[Claimed[Contrast]]:
    reading = asked.reading
    yield from _sequence(asked)
    yield from _ends_apart(asked)
    operation, cue = _operation_in(reading)
    told = operation == "compare" and "each" in reading.norms and len(focus_of(reading).groups) > 1  # `size and maturity of each`
    if not operation or told or reading.has("operation", "median"):
        return
    part = operation == "share" and (_asks_composition(reading) or _is_part_of_it(reading) or _is_stake(reading))
    if _asks_for_group(reading) or any(measures(reading)) or part:
        return
    measure, measured = measure_in(reading, operation)
    decides = is_polar(reading) and reading.has("operation", "more", "less") and not any(token.norm == "or" for token in reading.tokens)
    claim = (-1 if reading.has("operation", "less") else 1) if decides else 0
    span = cue | measured | told_in(reading)
    ends = _ends_of_period(asked) if operation in {"growth", "difference", "ratio"} else None
    if ends:
        yield Claimed(Contrast(operation, measure, ends.left, ends.right), span | ends.used)
    relates = reading.has("operation", "more", "less", "compare", "longer", "later") or operation != "compare"
    relates = relates or reading.has("operation", "share") or (measure == "ends" and "or" in reading.norms)
    candidates = sides_of(reading, asked.scope, asked.context, asked.shown)
    found = next((s for s in candidates if (relates or s.strong) and _fits(s, operation, asked)), None)
    found = found or (_from_its_base(asked) if operation in {"difference", "ratio", "growth"} else None)
    since = any(when.period.relation in {"after", "since"} for _, when in reading.of(When))
    if found and not (found.strong or found.halves) and since and operation == "growth":  # `how much did it grow after May?`
        found = None
    if found and not (found.strong or found.halves) and is_polar(reading) and not reading.has("modifier", "them", "both", "against"):
        found = None
    if operation == "share" and found and not (found.strong or found.halves):  # two deals, of which neither is part of the other
        found = None
    if operation == "share" and not (found and found.strong and found.is_apart(asked.context)):
        yield from (Claimed(Contrast(operation, measure, s.left, s.right), span | s.used) for s in wholes_of(asked))
    if operation == "growth" and reading.has("topic", "fall") and not reading.has("topic", "rise"):
        operation = "decline"
    if found and found.strong and operation == "growth" and any(token.norm == "than" for token in reading.tokens):
        operation = "margin"
    if found:
        right = _largest_of_any(found.right, reading, claim)
        yield Claimed(Contrast(operation, measure, found.left, right, claim), span | found.used | asked.scope.used)
    opening = {m.start for m in reading.words("ask", "how_much")} & {m.start for m in reading.words("operation", "share")}
    if operation != "share" or not opening:  # `how much of it comes from the option?` asks for a part, which a figure states
        figures = figures_apart(asked, operation, span)
        yield from (replace(c, query=replace(c.query, claim=claim * _are_named_in_turn(c.query, asked))) for c in figures)


def _is_stake(reading: Reading) -> bool:
    """`how much of Globex does Acme own?`, `did Acme buy 25% of Globex?`: a part of a company, and not of its contracts."""
    nouns = {m.start for m in reading.words("noun")}
    owned = (m for m, _ in reading.of(Named) if m.start and reading.norms[m.start - 1] == "of" and m.end not in nouns)
    return not _OWNING.isdisjoint(reading.norms) and any(not reading.said(m).casefold().endswith(OWNING) for m in owned)


def _are_named_in_turn(query: Contrast, asked: Asked) -> bool:
    """`did Acme's shares rise more than Globex's?`: whose one figure is stands before `than`, whose the other is after it."""
    reading, figures = asked.reading, {f.id: set(f.subject) for f in asked.context.knowledge.figures}
    if "than" not in reading.norms or is_denied(reading) or not {query.left, query.right} <= set(figures):
        return False
    than = reading.norms.index("than")
    before = {one for m, named in reading.of(Named) if m.end <= than for one in named.ids}
    after = {one for m, named in reading.of(Named) if m.start > than for one in named.ids}
    left, right = figures[str(query.left)], figures[str(query.right)]
    return bool(left & before and right & after) and not (left & after or right & before)


def _largest_of_any(side: Selection, reading: Reading, claim: int) -> Selection:
    """`is it bigger than any of Acme's contracts?`: than the largest of them, and not than all together."""
    after = reading.norms.index("than") + 1 if "than" in reading.norms else len(reading.norms)
    each = not _EACH.isdisjoint(reading.norms[after : after + 1])
    return replace(side, pick=Pick("value", descending=claim > 0)) if claim and each and side.pick is None else side


def _operation_in(reading: Reading) -> tuple[str, frozenset[int]]:
    """What is to be done with two sides, and the words that say it; of `is the lion's share Acme's or Globex's?` to compare them."""
    operation, cue = operation_in(reading)
    return ("compare" if operation == "share" and is_polar(reading) and names_either(reading) else operation), cue


def _asks_composition(reading: Reading) -> bool:
    """`how much of the deal is new?`, `what share of it comes from the option?`: what one amount is made of, which no two deals tell."""
    verbs = [i for i, norm in enumerate(reading.norms) if norm in _CONSISTING and i]
    after = [i for at in verbs[:1] for i in range(at + 1, len(reading.norms))]
    said = {reading.norms[i] for i in after if reading.norms[i - 1] != "the" or reading.norms[i] in _OPTIONS}  # `the new order` is one
    named = any(m.start > at for at in verbs[:1] for m in (*(m for m, _ in reading.of(Named)), *(m for m, _ in reading.of(When))))
    return not named and not said.isdisjoint(_MADE_OF)


def _is_part_of_it(reading: Reading) -> bool:
    """`how much of it did they pay?`: a part of what was spoken of, and not what that is a part of."""
    starts = {m.end for m in reading.words("ask", "how_much")}
    whole = any(reading.norms[i : i + 1] == ("of",) and reading.norms[i + 1 : i + 2] in _IT for i in starts)
    said = reading.of(Named) or any(isinstance(m.sense, When) for m in reading.mentions) or reading.has("noun", "contract")
    return whole and not said


def _from_its_base(asked: Asked) -> Sides | None:
    """`how much later does the new order end?`: one deal, against the one that it extends, where nothing else is set beside it."""
    reading, context = asked.reading, asked.context
    apart = any(reading.norms[m.start] == "how" for m in reading.words("operation", "difference"))  # `how much bigger`, not `by how much`
    compares = (apart or reading.has("operation", "more", "less", "longer", "later", "ratio")) and "than" not in reading.norms
    rows = context.rows(asked.scope.selection)
    pair = [d for d in context.knowledge.deals if len(rows) == 1 and d.kind == rows[0].kind and d.parties == rows[0].parties]
    if compares and len(pair) == 2 and rows[0].kind == "notes" and not asked.shown:  # noqa: PLR2004 - `how much more are the convertible notes?`
        left, right = (Selection((Among(frozenset({deal.id})),)) for deal in (rows[0], *(d for d in pair if d != rows[0])))
        return Sides(left, right, asked.scope.used, strong=True)
    if (
        asked.shown
        or is_polar(reading)
        or not asked.scope.selection.named
        or not compares
        or reading.has("modifier", "against")
        or len(rows) != 1
        or len(rows[0].extends) != 1
    ):
        return None
    left, right = (Selection((Among(frozenset({one})),)) for one in (rows[0].id, rows[0].extends[0]))
    return Sides(left, right, asked.scope.used, strong=True)


def _ends_apart(asked: Asked) -> Iterator[Claimed[Contrast]]:
    """`by how many years was the order prolonged?`, `how far apart do they end?`: the end of what prolongs a deal against that deal's."""
    reading, context = asked.reading, asked.context
    lasting = (*reading.words("ask", "how_many", "how_long"), *reading.words("noun", "years", "months"))
    apart = (*reading.words("operation", "difference", "later"), *reading.words("relation", "after"))
    prolonging, ending = reading.words("relation", "prolonging"), reading.words("attribute", "ends")
    sets_apart = bool(ending and apart) and not is_polar(reading)
    if not ((prolonging and lasting) or sets_apart) or not _MAYBE.isdisjoint(reading.norms):
        return
    rows = context.rows(replace(asked.scope.selection, pick=None))
    pairs = [(d, b) for d in rows for b in context.knowledge.deals if b.id in d.extends and d.ends and b.ends]
    meant = {deal.id for deal in rows}
    if len(pairs) == 1 and ((prolonging and lasting) or meant <= {deal.id for deal in pairs[0]}):
        left, right = (Selection((Among(frozenset({deal.id})),)) for deal in pairs[0])
        said = (*lasting, *apart, *prolonging, *ending, *reading.words("attribute", "term"), *reading.words("modifier", "polar"))
        said += (*reading.words("operation", "earliest", "latest", "older"), *reading.words("ask", "how_much", "when"))
        yield Claimed(Contrast("difference", "ends", left, right), spanned(said) | asked.scope.used)


def _sequence(asked: Asked) -> Iterator[Claimed[Contrast]]:
    """`did Acme sign before Globex?`: the first deal of the one against the first of the other."""
    reading, names = asked.reading, asked.reading.of(Named)
    related = reading.words("relation", "before", "after")
    if not is_polar(reading) or len(names) != _PAIR or len(related) != 1 or not names[0][0].end <= related[0].start < names[1][0].start:
        return
    kinds = tuple(c for c in asked.scope.selection.conditions if isinstance(c, OfKind))
    owners = [frozenset(asked.context.knowledge.party(one) for one in named.ids) for _, named in names]
    first = Pick("announced", descending=False)
    left, right = (Selection((*kinds, Party(ids, asked.context.knowledge.say(next(iter(ids))))), first) for ids in owners)
    if reading.has("noun", "contract_verb") and asked.context.rows(left) and asked.context.rows(right):
        said = (*related, *reading.words("noun", "contract_verb"), *reading.words("modifier", "polar"), *(m for m, _ in names))
        used = spanned(said) | asked.scope.used
        yield Claimed(Contrast("compare", "announced", left, right, -1 if related[0].name == "before" else 1), used)


def _asks_for_group(reading: Reading) -> bool:
    """`the month with the highest total`, `the top two customers`: some of many, which sets nothing against another."""
    largest = reading.words("operation", "largest", "smallest")
    months = [m for m in reading.words("noun", "months") if reading.tokens[m.start].norm == "month"]
    parties = reading.words("noun", "customers", "providers")
    after = any(0 < at.start - m.end <= _NEAR for m in months for at in largest)
    return after or any(0 <= m.start - at.end <= 1 for m in parties for at in largest)


def _fits(sides: Sides, operation: str, asked: Asked) -> bool:
    """Two sides have no deal in common; a part is one of its whole; `how many times` sets only against each other what it names so."""
    if asked.reading.has("operation", "average") and operation == "compare" and not sides.strong:
        return False
    if operation == "ratio" and sides.halves is None and not asked.reading.has("modifier", "them", "both") and not asked.shown:
        return False
    return operation == "share" or sides.is_apart(asked.context)


def _ends_of_period(asked: Asked) -> Sides | None:
    """`from March to May`: the deals of the first month against those of the last."""
    conditions = asked.scope.selection.conditions
    announced = next((c for c in conditions if isinstance(c, Announced) and len(c.periods) == 1), None)
    months = announced.periods[0].ends if announced else None
    if announced is None or months is None:
        return None
    rest = tuple(c for c in conditions if c is not announced)
    left, right = (Selection((*rest, Announced((month,)))) for month in months)
    if not asked.context.rows(left) or not asked.context.rows(right):
        return None
    return Sides(left, right, asked.scope.used, strong=True)


def contrast_of_selections(
    reading: Reading, left: Selection, right: Selection, context: Context, measure: str = "value"
) -> Iterator[Claimed[Contrast]]:
    """What the question does with the value, or another measure, of two groups of deals that were spoken of before."""
    operation, cue = operation_in(reading)
    own, measured = measure_in(reading, operation)
    sides = Sides(left, right, frozenset(), strong=True)
    if operation in {"difference", "ratio", "compare", "growth"} and sides.is_apart(context) and context.rows(left) and context.rows(right):
        yield Claimed(Contrast(operation, own if own != "value" else measure, left, right), cue | measured | told_in(reading))


def rebased(query: Contrast, reading: Reading, context: Context, named: Sequence[Deal] = ()) -> Iterator[Claimed[Contrast]]:
    """The same two sides, asked for their difference or ratio, or for the difference as a share of one; of the earlier one unsaid."""
    operation, cue = operation_in(reading)
    if (operation in {"difference", "ratio"} or operation == query.operation) and not reading.content - cue:
        yield Claimed(replace(query, operation=operation, claim=0), cue | told_in(reading))
    one, two = (side_of(side, query.measure, context) for side in (query.left, query.right))
    stated = query.operation in {"difference", "compare"} and query.measure == "value"
    whole = reading.has("modifier", "all") or reading.has("operation", "sum")  # `its share of everything`
    if query.operation == "share" and operation in {"", "share"} and whole and not named and isinstance(query.left, Selection):
        told = spanned((*reading.words("modifier", "all", "follow"), *reading.words("operation", "sum")))
        yield Claimed(replace(query, right=everything_like(query.left, context)), cue | told | told_in(reading))
    part = Selection((Among(frozenset(deal.id for deal in named)),))
    if query.operation == operation == "share" and whole and isinstance(query.left, Selection):
        told = spanned(
            (*reading.words("modifier", "all", "follow"), *reading.words("operation", "sum"), *reading.words("noun", "contract_verb"))
        )
        if named and is_part(query.left, part, context):  # `as a share of all that Acme signed`
            yield Claimed(Contrast("share", query.measure, query.left, part), cue | told | told_in(reading))
    sharing = cue | spanned(m for m in reading.words("topic", "stock") if reading.tokens[m.start].norm == "share")
    if query.operation == "share" and sharing and named and isinstance(query.right, Selection) and is_part(part, query.right, context):
        yield Claimed(replace(query, left=part), sharing | told_in(reading))  # `and the May one's share?`
    if not stated or whole or operation not in {"share", "growth"} or one is None or two is None:
        return
    by_size = (one, two) if one.size <= two.size else (two, one)
    by_time = in_time(one, two, context)
    picks = {"smallest": by_size[0], "largest": by_size[1], "older": by_time[0], "earliest": by_time[0], "latest": by_time[1]}
    said = [m for m in reading.words("operation", *picks) if isinstance(m.sense, Word)]
    base = picks[said[0].sense.name] if said and isinstance(said[0].sense, Word) else by_time[0]
    if named:
        meant = [side for side in (one, two) if {deal.id for deal in side.deals} == {deal.id for deal in named}]
        if not meant:
            return
        base = meant[0]
    left, right = (query.right, query.left) if base is one else (query.left, query.right)
    used = cue | told_in(reading) | spanned((*said, *reading.words("noun", "contract"), *reading.words("operation", "difference")))
    yield Claimed(Contrast("excess", query.measure, left, right), used)


def contrast_of_figures(reading: Reading, records: Sequence[str], context: Context) -> Iterator[Claimed[Contrast]]:
    """What the question does with two figures that were stated before; the later one against the earlier."""
    operation, cue = operation_in(reading)
    moved = reading.words("topic", "rise", "fall")
    if not operation and moved and reading.has("ask", "how_much"):  # `an increase of how much?`
        operation, cue = "difference", spanned(moved)
    figures = [f for one in records for f in context.knowledge.figures if f.id == one]
    if operation in {"", "share"} or len(figures) != 2 or figures[0].value.unit != figures[1].value.unit:  # noqa: PLR2004 - two sides
        return
    which = spanned((*reading.words("operation", *_PLACING), *(m for m, _ in reading.of(Ordinal)), *reading.words("context", "prior")))
    things = frozenset(i for i, norm in enumerate(reading.norms) if norm in _FIGURES)
    yield Claimed(Contrast(operation, "value", figures[0].id, figures[1].id), cue | told_in(reading) | pick_in(reading)[1] | which | things)


KIND = Kind(
    "contrast",
    ("How much larger is {customer}'s newest contract than its first?", "What share of all contracts is {customer}'s?"),
    _recognise,
    compared,
)
