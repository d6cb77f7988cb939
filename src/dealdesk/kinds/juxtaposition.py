"""Two stated figures against each other: the pair that the halves of a question speak of, or all that is stated of one metric or name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.quantity import Range
from dealdesk.domain.record import Figure
from dealdesk.kinds.comparison import Contrast
from dealdesk.kinds.kind import Claimed
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Ordinal, When, spanned
from dealdesk.matching.match import matches
from dealdesk.matching.stated import names_period, years_for
from dealdesk.matching.want import asking
from dealdesk.query.arithmetic import PERCENT
from dealdesk.scope.side import halves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_SURE = 2.5
_STATED = 10.0  # score of a figure whose very amount is said
_PAIR = 2
_SCALE = 10**5
_SIZES = ("how_much", "how_many", "how_long", "how")  # what a difference, a ratio or a growth answers; not `when`
_APART = frozenset({"difference", "ratio", "growth", "decline"})


class _Matched(Struct, frozen=True):
    """A figure that a part of a question speaks of, the tokens that say so, and how clearly."""

    figure: Figure
    used: frozenset[int]
    score: float


def figures_apart(asked: Asked, operation: str, span: frozenset[int]) -> Iterator[Claimed[Contrast]]:
    """The pairs of figures on which a question wants `operation`, which the tokens `span` say."""
    dated = _of_two_years(asked, operation, span)
    if dated:
        yield dated
        return
    for claimed in (*_figures(asked, operation, span), *_of_one_metric(asked, operation, span), *_of_one_name(asked, operation, span)):
        grown = operation not in {"growth", "decline"} or (_became(claimed.query, asked.context) and _grew_then(claimed.query, asked))
        if grown and _are_of_one_scale(claimed.query, asked.context):
            yield claimed


def _are_of_one_scale(query: Contrast, context: Context) -> bool:
    """False for the price of a share and a revenue, which are both dollars and nothing to compare."""
    sizes = sorted(abs(f.value.amount) for f in context.knowledge.figures if f.id in {query.left, query.right})
    return len(sizes) != _PAIR or sizes[1] <= sizes[0] * _SCALE


def _became(query: Contrast, context: Context) -> bool:
    """Whether one of two figures can have become the other: they are of one subject, and no rival forecasts of one thing."""
    figures = [f for f in context.knowledge.figures if f.id in {query.left, query.right}]
    return len(figures) != _PAIR or _are_alike(*figures)


def _grew_then(query: Contrast, asked: Asked) -> bool:
    """False where the one year that a question says is not that of the later figure: `by how much did it grow in 2025?`."""
    said = [when.period.label for _, when in asked.reading.of(When)]
    years = [max(years_for(f), default="") for f in asked.context.knowledge.figures if f.id in {query.left, query.right}]
    return len(said) != 1 or not said[0].isdigit() or not all(years) or said[0] == max(years)


def _of_two_years(asked: Asked, operation: str, span: frozenset[int]) -> Claimed[Contrast] | None:
    """`in 2032 than in 2028`, `growth 2028-2030`: of two years that are said the figures for each, of one subject and unit; later first."""
    dates, reading = spanned(m for m, _ in asked.reading.of(When)), _plain(asked.reading)
    years = sorted({str(year) for _, when in reading.of(When) for year in when.period.years})
    if operation not in _APART or len(years) != _PAIR:
        return None
    found = [m for m in _figures_matched(reading, asked.context) if m.used & reading.content - dates]
    before, after = ([m for m in found if years_for(m.figure) == {year}] for year in years)
    pairs = [(one, two) for one in after for two in before if _are_alike(one.figure, two.figure)]
    if not pairs:
        return None
    one, two = max(pairs, key=lambda pair: pair[0].score + pair[1].score)
    told = (
        *reading.words("topic", "forecast", "revenue", "rise"),
        *asked.reading.words("ask", *_SIZES),
        *reading.words("modifier", "against"),
    )
    used = span | one.used | two.used | dates | spanned((*told, *(m for m, _ in reading.of(Named))))
    return Claimed(Contrast(operation, "value", one.figure.id, two.figure.id), used)


def _figures_matched(reading: Reading, context: Context) -> list[_Matched]:
    """The figures that a question touches, best first."""
    return [_Matched(m.record, m.used, m.score) for m in matches(reading, context) if isinstance(m.record, Figure)]


def _plain(reading: Reading) -> Reading:
    """The reading without the words that say what is to be worked out, so that the figures it is worked out from are found."""
    amounts = (Word("ask", "how_many"), Word("ask", "how_much"))
    worked = reading.words("operation", "percent", "growth")
    return reading.without(spanned((*(m for m in asking(reading) if m.sense in amounts), *worked)))


def _are_alike(one: Figure, two: Figure) -> bool:
    """Whether two figures are of one subject and unit, neither of them a rival of the other."""
    return one.value.unit == two.value.unit and bool({*one.subject} & {*two.subject}) and one.id not in two.rivals


def _of_one_metric(asked: Asked, operation: str, span: frozenset[int]) -> Iterator[Claimed[Contrast]]:
    """The two figures that a source states for one metric, where a question asks how the one became the other: the later one first."""
    dates = asked.reading.of(When)
    grown = operation in {"growth", "decline"} and len(dates) == 1
    year = spanned(m for m, _ in dates) if grown else frozenset[int]()  # of the later one, which the earlier one is not for
    undated = _plain(asked.reading).without(year) if grown else asked.reading
    found = [m for m in matches(undated, asked.context) if isinstance(m.record, Figure) and not m.wrong and m.score > _SURE]
    if operation not in _APART or not found:
        return
    first = found[0].record
    alike = [m for m in found if isinstance(m.record, Figure) and m.record.metric == getattr(first, "metric", "")]
    if _speaks_of_both(asked.reading):  # of several figures of one metric, `the two forecasts` are those that rival each other
        rivals = [m for m in alike if m.record.id in getattr(first, "rivals", ())]
        alike = [found[0], *rivals] if len(rivals) == 1 else alike
    apart = alike[1:] and (alike[1].record.id not in getattr(first, "rivals", ()) or _speaks_of_both(asked.reading))
    if len(alike) == len({m.record.id for m in alike}) == _PAIR and apart:
        after, before = sorted((m.record for m in alike), key=_year_of, reverse=True)
        told = year | spanned(
            (*asked.reading.words("operation", "previous", "next", "latest", "older", "earliest"), *asked.reading.words("topic", "event"))
        )
        told |= spanned((*(m for m, _ in asked.reading.of(Named)), *asked.reading.words("context")))
        yield Claimed(Contrast(operation, "value", after.id, before.id), span | told | alike[0].used | alike[1].used)


def _of_one_name(asked: Asked, operation: str, span: frozenset[int]) -> Iterator[Claimed[Contrast]]:
    """`how many times the old Acme figure is the new one?`: the only two amounts stated of, or by, the one name."""
    reading, knowledge = asked.reading, asked.context.knowledge
    names = reading.of(Named)
    nouns = [m for m in reading.words("noun", "contract", "notes", "loan") if reading.tokens[m.start].norm not in {"one", "ones"}]
    if operation not in {"difference", "ratio", "growth"} or len(names) != 1 or nouns or reading.of(When):
        return
    ids = {*names[0][1].ids, *(knowledge.party(one) for one in names[0][1].ids)}
    own = [f for f in knowledge.figures if f.value.is_money and not f.total_of and ids & {*f.subject, f.by}]
    aged = (*reading.words("operation", "older", "previous", "latest", "earliest", "next"), *reading.words("context", "prior"))
    grown = reading.words("attribute", "value") if operation != "growth" else ()
    said = (*aged, *reading.words("topic", "forecast", "revenue"), *grown)
    if len(own) == _PAIR and own[1].id not in own[0].rivals and own[0].value.unit == own[1].value.unit and said:
        told = spanned(
            (
                *said,
                *reading.words("topic", "rise"),
                *reading.words("ask", *_SIZES),
                *reading.words("noun", "contract"),
                *(m for m, _ in names),
                *reading.words("modifier", "against", "both"),
            )
        )
        after, before = sorted(own, key=lambda figure: figure.period or "", reverse=True)
        yield Claimed(Contrast(operation, "value", after.id, before.id), span | told)


def _year_of(figure: Figure | Fact) -> str:
    """The last year that a figure is for, else the words that say its period."""
    return max(years_for(figure), default=figure.period or "")


def _speaks_of_both(reading: Reading) -> bool:
    """`the two`, `the forecasts`: both of those that rival each other."""
    return reading.has("modifier", "both") or any(reading.tokens[m.end - 1].norm.endswith("s") for m in reading.words("topic", "forecast"))


def _figures(asked: Asked, operation: str, span: frozenset[int]) -> Iterator[Claimed[Contrast]]:
    """Two stated figures against each other, cut where both are matched best; one may leave it to the other to say whose it is."""
    reading = _plain(asked.reading)
    if not _speaks_of_figures(reading, asked.context):
        return
    pairs = [pair for pair in _pairs(reading, asked.context) if operation not in {"share", "growth"} or not _are_moves(pair)]
    pairs = [
        pair for pair in pairs if operation != "share" or pair[0].figure.id not in pair[1].figure.rivals
    ]  # neither is part of the other
    if pairs:
        one, two = max(pairs, key=lambda pair: pair[0].score + pair[1].score)
        told = (*reading.words("topic", "forecast"), *reading.words("ask", *_SIZES), *reading.words("modifier", "against"))
        told += (*reading.words("operation", "previous", "next", "latest", "older", "earliest"), *reading.words("noun", "years", "months"))
        yield Claimed(Contrast(operation, "value", one.figure.id, two.figure.id), span | one.used | two.used | spanned(told))


def _are_told_of_each(one: Figure, two: Figure) -> bool:
    """Two figures of one subject, or the same day's moves of two shares."""
    return bool(set(one.subject) & set(two.subject)) or (bool(one.change and two.change) and one.metric == two.metric)


def _is_measured_alike(one: Figure, two: Figure) -> bool:
    """Two amounts of one unit; of percentages both are moves or neither: a share of the orders is not set against a fall of the stock."""
    return one.value.unit == two.value.unit and (one.value.unit != PERCENT or bool(one.change) == bool(two.change))


def _are_moves(pair: tuple[_Matched, _Matched]) -> bool:
    return pair[0].figure.value.unit == PERCENT


def _pairs(reading: Reading, context: Context) -> Iterator[tuple[_Matched, _Matched]]:
    """The figures that the two halves of the question speak of, for every cut that has them."""
    names = spanned(m for m, _ in reading.of(Named))
    telling = spanned(m for m in reading.mentions if isinstance(m.sense, (Named, When, Range, Ordinal)))
    common = reading.inside - telling
    for left, right, _ in halves_of(reading, context):
        beside = (common, names) if left.reading.content else (common,)
        parts = (left.reading, *(reading.only(left.reading.inside | one) for one in beside))
        one = next(filter(None, (_figure(part, context) for part in parts)), None)
        two = one and (
            _figure(reading.only(right.reading.inside | names), context, unlike=one.figure, prior=right.is_prior)
            or _figure(reading.only(right.reading.inside | common), context, unlike=one.figure)
            or _of_year(right.reading, context, one.figure)
        )
        if one and two:
            apart = one.figure.by != two.figure.by  # else it is the change of one forecast that is asked for
            yield (_standing(one, left.reading, context), _standing(two, right.reading, context)) if apart else (one, two)


def _of_year(part: Reading, context: Context, like: Figure) -> _Matched | None:
    """`... against 2025`: the figure of the same subject and unit that is for the year which is all that a half says."""
    told = spanned(m for m, _ in part.of(When))
    alike = (f for f in context.knowledge.figures if f != like and f.value.unit == like.value.unit and set(f.subject) & set(like.subject))
    found = [figure for figure in alike if names_period(part, figure) and figure.id not in like.rivals]
    return _Matched(found[0], told, _SURE) if len(found) == 1 and part.content <= told else None


def _speaks_of_figures(reading: Reading, context: Context) -> bool:
    """True where the question as a whole touches two figures, or says the amount of one."""
    stated = {(figure.value.unit, figure.value.amount) for figure in context.knowledge.figures}
    said = any((one.unit, one.low) in stated for _, one in reading.of(Range) if one.exact)
    return said or len(_figures_matched(reading, context)) > 1


def _figure(part: Reading, context: Context, unlike: Figure | None = None, *, prior: bool = False) -> _Matched | None:
    """The figure that a part of the question speaks of; where `unlike` is given, another one of the same subject and unit."""
    found = matches(part, context)
    for mention, said in part.of(Range):
        for figure in context.knowledge.figures:
            if said.exact and said.unit == figure.value.unit and said.holds(figure.value.amount) and figure != unlike:
                told = next((m.used for m in found if m.record == figure), frozenset())
                return _Matched(figure, told | frozenset(mention.span), _STATED)
    for match in found:
        record = match.record
        if not isinstance(record, Figure) or match.wrong or (match.score <= _SURE and not prior) or record.total_of:
            continue
        if unlike is None or (record != unlike and _is_measured_alike(record, unlike) and _are_told_of_each(record, unlike)):
            return _Matched(record, match.used, match.score)
    return None


def _standing(match: _Matched, part: Reading, context: Context) -> _Matched:
    """The last that the same person has said of the same thing, where a question says nothing of when or of which."""
    figure = match.figure
    aged = part.of(When) or part.has("operation", "previous", "older", "earliest", "latest") or part.has("context", "prior")
    told = [f for f in context.knowledge.figures if f.by and (f.by, f.metric, f.period) == (figure.by, figure.metric, figure.period)]
    dated = [(f.when, f.id) for f in told if f.when]
    latest = max(dated)[1] if dated and not aged and len(dated) == len(told) else figure.id
    return _Matched(next((f for f in told if f.id == latest), figure), match.used, match.score)
