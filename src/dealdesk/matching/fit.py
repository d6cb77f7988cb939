"""Whether a record can be what a question wants: a figure for an amount, a date for a time, a cause for `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION, OFFICES
from dealdesk.domain.period import WEEKDAYS
from dealdesk.domain.quantity import LENGTHS, Range
from dealdesk.domain.record import Fact, Figure
from dealdesk.language.function_word import OWNING
from dealdesk.language.mention import Named, spanned
from dealdesk.matching.conflict import NEWS
from dealdesk.matching.forecaster import is_of_other_forecaster
from dealdesk.matching.stated import object_kinds, subject_kinds, subjects
from dealdesk.matching.want import UNIQUE
from dealdesk.scope.asked import sizes_deal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dealdesk.context.context import Context
    from dealdesk.context.term import Profile
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.matching.probe import Probe
    from dealdesk.matching.want import Want

_ALLOWING = frozenset({"may", "can", "could", "might", "must"})
_HEAD = 3  # tokens from `how many` to what is counted
LEADER = "#boss"
_VAGUE = ("millions", "billions", "trillions")
_OCCASIONS = frozenset({"after", "following", "because", "on", "as", "amid", "since", "when", "news", "due", "over"})
_FITTING = 0.8  # weight: the record is of the sort that is asked for
_OF_THE_SORT = 3  # weight: the record lists things of the sort that is asked for
_QUOTED = 2.5  # weight: words quoted, where how something was described is asked for


def answers(probe: Probe, record: Figure | Fact, profile: Profile) -> bool:
    """Whether a record can be what the question asks for: a figure for an amount, a date for a time, and so on."""
    want, asks = probe.want, probe.want.asks
    if want.leader and not probe.person and profile.key & OFFICES and LEADER not in profile.key:
        return False  # the head of one department, where the head of all is asked for
    percentage = isinstance(record, Figure) and record.value.unit == "%"
    if "why" in asks and not _gives_reason(probe, record, profile):
        return False
    if "origin" in asks and "#nickname" in profile.key and "#cause" not in profile.key:
        return False  # a name is not how it came about
    fractions = isinstance(record, Figure) and record.value.is_money and "%" not in record.statement  # `three quarters of the orders`
    if want.percent and (fractions or not any(amount.unit == "%" for amount in profile.amounts)):
        return False
    if "consequence" in asks and "#important" not in profile.key | profile.words | profile.text:
        return False
    counted = isinstance(record, Figure) and not record.value.is_money and not percentage
    if "how_many" in asks and "how_much" not in asks:
        several = isinstance(record, Fact) and len(record.object) > 1 and not want.pieces and _counts_listed(probe, profile)
        return counted or several or _states_number(probe, profile)
    silent = isinstance(record, Fact) and not _states_money(profile)
    if silent and "how_much" in asks and not (profile.amounts or want.moving or DEFINITION in profile.key):
        return False
    if (want.money and counted) or (silent and (want.money or (want.price and DEFINITION not in profile.key))):
        return False
    if asks & {"how_long", "until_when"}:
        lasting = "how_long" in asks and any(amount.unit in LENGTHS for amount in profile.amounts)
        return (isinstance(record, Figure) and bool(record.period)) or lasting
    amount = "how_much" in asks and not (want.moving or want.percent)  # `how much does it want in court?`
    cash = want.dollars or any(probe.reading.norms[m.end : m.end + 1] == ("money",) for m in probe.reading.words("ask", "how_much"))
    if percentage and (want.price or cash or (amount and (bool(record.change) or sizes_deal(probe.reading)))):
        return False
    if "where" in asks:
        return bool(record.where)
    allowed = not _ALLOWING.isdisjoint(probe.reading.norms) and any(amount.unit in LENGTHS for amount in profile.amounts)
    return "when" not in asks or bool(record.when) or allowed or _is_dated(probe, profile)  # `when may it leave?`: after three years


def fitting(want: Want, record: Figure | Fact, profile: Profile, context: Context) -> float:
    """What it adds that a record is of the sort that is asked for: names for `who`, a figure for `how much`, a cause for `why`."""
    caused = "#cause" in profile.words and not want.asks.isdisjoint({"why", "origin"})
    person = "who" in want.asks and isinstance(record, Fact) and bool(record.object) and any(one.startswith("@") for one in profile.names)
    made = "who" in want.asks and DEFINITION in profile.key
    fits = person + made + ("how_much" in want.asks and isinstance(record, Figure)) + caused
    sorts = want.hardware and "product" in object_kinds(record, context)
    return _FITTING * fits + _OF_THE_SORT * sorts + _QUOTED * (want.quoted and _is_quote(record, profile))


def is_beside(probe: Probe, record: Figure | Fact, profile: Profile) -> bool:
    """True for a definition where the table is asked, a move of something not named, a forecast by others than who is asked for."""
    want, context = probe.want, probe.context
    if DEFINITION in profile.key and not want.maker:
        nobody = want.who and not _names_anybody(record, context)
        company = want.hardware and "company" in subject_kinds(record, context)
        if want.tabled or want.called or want.naming or nobody or company or _asks_what_for(probe.reading):
            return True
    if is_of_other_forecaster(probe.reading, record, context):
        return True
    if record.change and (_is_of_another_share(probe, profile) or _owns_no_share(probe, record)):
        return True
    sole = bool(record.change) or (want.sole and profile.key.isdisjoint(UNIQUE))
    return sole and _names_only_others(probe, profile)


def _names_only_others(probe: Probe, profile: Profile) -> bool:
    """True where a question about a move names what the record only compares its subject with."""
    subjects = any((found | stand) & profile.names for _, found, stand in probe.named)
    return bool(probe.named) and not subjects and not probe.want.outdone


def _is_of_another_share(probe: Probe, profile: Profile) -> bool:
    """`the landlord's stock after the Acme news`: of an owner without a name, where the share's own name only says on what occasion."""
    reading = probe.reading
    owners = {m.start - 1 for m in reading.words("topic", "stock") if m.start and reading.tokens[m.start - 1].text.endswith(OWNING)}
    own = [m for m, named in reading.of(Named) if any(f"@{one}" in profile.names for one in named.ids)]
    return bool(owners) and owners.isdisjoint(probe.names) and bool(own) and _are_occasions(reading, own)


def _are_occasions(reading: Reading, names: Iterable[Mention]) -> bool:
    """`after the Acme deal`, `on the Acme news`: names that only say when."""
    deals = {m.start for m in reading.words("noun", "contract")}
    return all(m.end in deals or not NEWS.isdisjoint(reading.norms[m.end : m.end + 1]) for m in names)


def _owns_no_share(probe: Probe, record: Figure | Fact) -> bool:
    """`Acme's shares after the Globex news`: the move of another's than Acme's, which only names Acme or the occasion."""
    reading, party = probe.reading, probe.context.knowledge.party
    stocks = {m.start for m in reading.words("topic", "stock")}
    owners = {party(one) for m, named in reading.of(Named) if m.end in stocks and reading.said(m).endswith(OWNING) for one in named.ids}
    several = sum(reading.said(m).endswith(OWNING) for m, _ in reading.of(Named)) > 1  # `and Globex's?`
    own = [m for m, named in reading.of(Named) if set(record.subject) & set(named.ids)]
    return bool(owners) and not several and owners.isdisjoint(map(party, record.subject)) and _are_occasions(reading, own)


def _asks_what_for(reading: Reading) -> bool:
    """`what is Acme using Globex for?`: a purpose, which what either of them is does not tell."""
    words = [token.norm for token in reading.tokens if token.is_word]
    return words[:1] == ["what"] and words[-1:] == ["for"]


def _is_quote(record: Figure | Fact, profile: Profile) -> bool:
    """Whether a record says in whose words something was described."""
    return bool(record.by) and "“" in record.statement and DEFINITION not in profile.key


def _gives_reason(probe: Probe, record: Figure | Fact, profile: Profile) -> bool:
    """A record has to give a cause. That of a share's move tells on what occasion, or that it went the other way than is asked."""
    if isinstance(record, Figure) and record.change is not None:
        turned = probe.reading.has("topic", "fall" if record.change == "up" else "rise")
        return probe.want.moving and (turned or not _OCCASIONS.isdisjoint(profile.said.split()))
    return "#cause" in profile.key | profile.words


def _names_anybody(record: Figure | Fact, context: Context) -> bool:
    """Whether a definition is of a company or a person: `who is Acme?`, not `who gets a rebate?` or `who is in the Acme Group?`."""
    kinds = {context.knowledge.names[one].kind for one in subjects(record) if one in context.knowledge.names}
    return bool(kinds & {"company", "person"})


def _counts_listed(probe: Probe, profile: Profile) -> bool:
    """`how many rivals`, `how many companies`: what is counted is what the record lists; not `how many ships do the rivals own?`."""
    reading = probe.reading
    ends = [m.end for m in reading.words("ask", "how_many")]
    heads = {i for end in ends for i in range(end, min(end + _HEAD, len(reading.tokens))) if i in probe.content}
    things = spanned(reading.words("noun", "company", "customers", "providers"))
    return not heads - probe.names or any(i in things or reading.tokens[i].stem in profile.key | profile.asked for i in heads)


def _states_number(probe: Probe, profile: Profile) -> bool:
    """`how many hives?` of a record that says `six hives`: a number right before what is counted, or one word before it."""
    reading = probe.reading
    ends = [m.end for m in reading.words("ask", "how_many")]
    counted = {reading.tokens[end].stem for end in ends if end < len(reading.tokens)} & profile.words
    if not counted:
        return False
    tokens = probe.context.reader.lexicon.tokens(profile.said)
    numbers = {m.end for m in probe.context.reader.amounts.mentions(tokens) if isinstance(m.sense, Range) and not m.sense.unit}
    return any(token.stem in counted and {i, i - 1} & numbers for i, token in enumerate(tokens))


def _states_money(profile: Profile) -> bool:
    return profile.is_valued or any(f" {word} " in profile.said for word in _VAGUE)


def _is_dated(probe: Probe, profile: Profile) -> bool:
    """Whether a record's own words hold a month, a year or a day of the week."""
    days = {probe.context.reader.lexicon.stem(day.casefold()) for day in WEEKDAYS}
    return any(t.startswith("month ") or (t.isdigit() and len(t) == 4) or t in days for t in profile.words)  # noqa: PLR2004 - a year
