"""What a question states in figures, dates, names or direction that a record's source does not."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Range, is_currency
from dealdesk.domain.record import Figure
from dealdesk.language.function_word import HELPING, OWNING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, When
from dealdesk.language.polarity import is_polar
from dealdesk.matching.stated import record_names, states
from dealdesk.matching.want import UNIQUE
from dealdesk.scope.exclusion import exclusions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.context.term import Profile
    from dealdesk.domain.period import Period
    from dealdesk.domain.record import Fact
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_LOAN = Word("noun", "loan")
_NOTES = frozenset(Word("noun", name) for name in ("notes", "convertible", "senior"))
_PERCENT = "%"
NEWS = frozenset({"news", "announcement", "headline", "headlines", "story", "report", "tie-up"})
_PARTS = frozenset({"quarter", "half"})
_MONTH = 31  # days
_DATING = frozenset({"in", "since", "of", "from", "by", "until", "the", "last", "this", "for"})


def conflicts(reading: Reading, context: Context, record: Figure | Fact, profile: Profile) -> tuple[str, ...]:
    """What the question states in figures, dates, names or direction that the record's source does not."""
    wrong = [*_wrong_names(reading, context, record, profile), *_wrong_amounts(reading, record, profile)]
    wrong += _wrong_dates(reading, context, record, profile)
    if _is_opposite(reading, record):
        wrong.append("the direction")
    if _is_of_another_debt(reading, record, context):
        wrong.append("the debt")
    return tuple(dict.fromkeys(wrong))


def _wrong_names(reading: Reading, context: Context, record: Figure | Fact, profile: Profile) -> Iterator[str]:
    """The names said that the record does not hold, nor stand for one that it does."""
    names = context.knowledge.names
    holders = profile.names if profile.key & UNIQUE else profile.text | profile.words | profile.names
    excluded = frozenset().union(*(e.scope for e in exclusions(reading)))
    either = alternatives(reading, record)
    for mention, named in reading.of(Named):
        describes = all(names[one].kind == "term" for one in named.ids)  # `GPU landlords`
        if mention in either or excluded.issuperset(mention.span) or describes:
            continue
        own = all(names[one].kind == "product" for one in named.ids) and not reading.has("topic")
        own |= is_polar(reading) and _holds_role(named.ids, record, profile, context)
        acts = bool(mention.start) and reading.norms[mention.start - 1] in HELPING and not reading.said(mention).endswith(OWNING)
        acts = acts and all(names[one].kind == "company" for one in named.ids)
        ids = {f"@{one}" for one in named.ids} | ({f"@{context.knowledge.party(one)}" for one in named.ids} if not own else set())
        held = profile.names | profile.words if own or acts else holders  # a product is spoken of only where the record itself names it
        strange = not ids & held and not _holds_member(named.ids, record, context)
        strange = strange and not is_counterparty(mention, named.ids, record, reading, context)
        strange = strange or _is_only_beside(ids, reading, record, profile, context)
        if strange or _is_of_another(named.ids, record, context):
            yield reading.said(mention)


def _is_only_beside(ids: set[str], reading: Reading, record: Figure | Fact, profile: Profile, context: Context) -> bool:
    """`when was Acme founded?`, of a record about Globex in whose source Acme stands beside it, and nobody else is named."""
    names = context.knowledge.names
    companies = [one for one in record.subject if one in names and names[one].kind == "company"]
    said = {f"@{one}" for _, named in reading.of(Named) for one in named.ids}
    firm = all(names[one[1:]].kind == "company" for one in ids if one[1:] in names)
    return firm and len(companies) == 1 and said <= ids and not ids & (profile.names | profile.words) and bool(ids & profile.text)


def _wrong_amounts(reading: Reading, record: Figure | Fact, profile: Profile) -> Iterator[str]:
    """The sums of money and shares said that the record does not state, nor is compared with."""
    for mention, said in reading.of(Range):
        counts = said.unit == _PERCENT or is_currency(said.unit)
        if counts and not states(said, profile) and not _set_beside(reading, mention, said, record, profile):
            yield reading.said(mention)


def _wrong_dates(reading: Reading, context: Context, record: Figure | Fact, profile: Profile) -> Iterator[str]:
    """The times said of which the record's source does not speak, at which its share did not move, or which it is not for."""
    source = profile.text | profile.words | profile.names
    years = [when.period for mention, when in reading.of(When) if reading.said(mention).isdigit()]
    outside = bool(years) and all(_is_outside(year, record, context) for year in years)
    for mention, when in reading.of(When):
        year = reading.said(mention).isdigit()
        verbatim = not year and f" {' '.join(reading.norms[mention.start : mention.end])} " in profile.said  # `past year`
        if verbatim or _is_modal(reading, mention):
            continue
        told = _dates(when.period, profile, source) and _moved_then(record, when.period, profile)
        if not told or (year and (outside or _is_of_part(reading, record))):
            yield reading.said(mention)


def _is_of_part(reading: Reading, record: Figure | Fact) -> bool:
    """`in 2031`, of a figure that is for one quarter or half of that year."""
    spells = _PARTS.intersection((record.period or "").casefold().split())
    return isinstance(record, Figure) and bool(spells) and spells.isdisjoint(reading.norms)


def _is_outside(said: Period, record: Figure | Fact, context: Context) -> bool:
    """`in 2028`, of a figure that is for the time before 2028: a year that it names, and is not for."""
    if not isinstance(record, Figure) or not record.period or said.start is None or said.end is None:
        return False
    periods = [
        m.sense.period for m in context.reader.calendar.mentions(context.reader.lexicon.tokens(record.period)) if isinstance(m.sense, When)
    ]
    bounds = [(one.start or date.min, one.end or date.max) for one in periods if one.start or one.end]
    return bool(bounds) and all(end <= said.start or said.end <= start for start, end in bounds)


def _holds_member(ids: Sequence[str], record: Figure | Fact, context: Context) -> bool:
    """True for the name of a group of which the record names a member."""
    names, own = context.knowledge.names, {one[1:] for one in record_names(record)}
    return any(own & set(names[one].members) for one in ids if one in names)


def _is_opposite(reading: Reading, record: Figure | Fact) -> bool:
    """`how far did it fall?`, of a record that tells of a rise, or the other way round."""
    asked = {name for name in ("rise", "fall") if reading.has("topic", name)}
    return bool(record.change) and asked == {"fall" if record.change == "up" else "rise"}


def _is_of_another_debt(reading: Reading, record: Figure | Fact, context: Context) -> bool:
    """`the interest on the notes`, of a record that tells only of a loan, or the other way round."""
    said = _debts(reading.mentions, reading.norms)
    if len(said) != 1:
        return False
    tokens = context.reader.lexicon.tokens(record.statement)
    told = _debts(context.reader.mentions(tokens), [token.norm for token in tokens])
    return bool(told) and said.isdisjoint(told)


def _debts(mentions: Iterable[Mention], norms: Sequence[str]) -> set[str]:
    """Which of `notes` and `loan` the nouns among the mentions name; who raises or borrows says neither."""
    nouns = [m for m in mentions if m.sense in _NOTES | {_LOAN} and not norms[m.start].startswith(("rais", "borrow", "seeking", "trying"))]
    return {"loan" if m.sense == _LOAN else "notes" for m in nouns}


def alternatives(reading: Reading, record: Figure | Fact) -> list[Mention]:
    """`is it Acme's or Globex's?` of a record about one of them: the other one, of which nothing is claimed."""
    pairs = [(one, two) for one, two in itertools.pairwise(reading.of(Named)) if reading.norms[one[0].end : two[0].start] == ("or",)]
    own = {*record.subject, *record.object}
    chosen = [
        (one, two) if own & set(one[1].ids) else (two, one) for one, two in pairs if bool(own & {*one[1].ids}) != bool(own & {*two[1].ids})
    ]
    return [other[0] for _, other in chosen]


def _holds_role(ids: Sequence[str], record: Figure | Fact, profile: Profile, context: Context) -> bool:
    """True for a person of whom a role is claimed that only one person has: the company that this person works for holds none."""
    names = context.knowledge.names
    people = all(names[one].kind == "person" for one in ids)
    return people and bool(profile.key & UNIQUE) and any(names[one].kind == "person" for one in record.object if one in names)


def _is_of_another(ids: Sequence[str], record: Figure | Fact, context: Context) -> bool:
    """True for a product where the record is about another one, which its source only compares with it."""
    names = context.knowledge.names
    if not all(names[one].kind == "product" for one in ids):
        return False
    products = {one for one in (*record.subject, *record.object) if one in names and names[one].kind == "product"}
    return bool(products) and products.isdisjoint(ids)


def is_counterparty(mention: Mention, ids: Sequence[str], record: Figure | Fact, reading: Reading, context: Context) -> bool:
    """A name that only says which deal moved a share price, as in `after the Acme news`: the other party of a deal of the subject."""
    after = reading.tokens[mention.end : mention.end + 1]
    deals = {m.start for m in reading.words("noun", "contract")}
    if not isinstance(record, Figure) or not record.change or not (mention.end in deals or {t.norm for t in after} & NEWS):
        return False
    knowledge = context.knowledge
    said = {knowledge.party(one) for _, named in reading.of(Named) for one in named.ids}
    if not said & set(record.subject):
        return False
    parties = [{one for _, one in deal.parties} for deal in knowledge.deals]
    return any({knowledge.party(one) for one in ids} & sides and set(record.subject) & sides for sides in parties)


def _dates(period: Period, profile: Profile, source: frozenset[str]) -> bool:
    """Whether a record's source speaks of this time: of its month and its year, where both are said."""
    months = {f"month {month}" for month in period.months}
    if len(months) > 1:
        return "#ytd" in profile.key
    if months:
        return bool(months & source)
    start, end = period.start, period.end
    if start and end and (end - start).days <= _MONTH:
        return f"month {start.month}" in source and str(start.year) in source
    edge = start or end
    return edge is None or str(edge.year) in source


def _moved_then(record: Figure | Fact, period: Period, profile: Profile) -> bool:
    """False for a share's move of another day than the one said, or of a year where a day is said."""
    if not record.change or period.relation:
        return True
    if len(period.months) == 1:
        return record.when.month in period.months if record.when is not None else "#ytd" not in profile.key
    if not (period.start and period.end) or (period.end - period.start).days > _MONTH:
        return True
    return period.covers(record.when) if record.when is not None else "#ytd" not in profile.key


def _is_modal(reading: Reading, mention: Mention) -> bool:
    """`what may it reach`: no month."""
    before = reading.tokens[mention.start - 1].norm if mention.start else ""
    return len(mention.span) == 1 and reading.tokens[mention.start].text == "may" and before not in _DATING


def _set_beside(reading: Reading, mention: Mention, said: Range, record: Figure | Fact, profile: Profile) -> bool:
    """`more than the $650 billion`: an amount that a figure is only compared with, and rightly so."""
    before = {token.norm for token in reading.tokens[max(0, mention.start - 2) : mention.start]}
    if (
        "before" in before or reading.norms[max(0, mention.start - 3) : mention.start - 1][-2:] == ("prior", "to")
    ) and "#prior" in profile.key | profile.words:
        return True  # `what was the outlook before the 2 billion one?`
    if "than" not in before or not isinstance(record, Figure) or said.low is None:
        return False
    return record.value.amount < said.low if reading.has("operation", "less") else record.value.amount > said.low
