"""Whether a record can be what a question asks for: a figure for an amount, a date for a time, a cause for `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION
from dealdesk.domain.period import WEEKDAYS
from dealdesk.domain.quantity import Range
from dealdesk.domain.record import Fact, Figure
from dealdesk.language.mention import Named
from dealdesk.matching.stated import subjects
from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.context.term import Profile
    from dealdesk.language.reading import Reading
    from dealdesk.matching.probe import Probe
    from dealdesk.scope.question import Asked

_NEAR = 4  # tokens from `which` to what is asked for: `which generations of Acme chips`
_WORTH = frozenset({"worth", "price", "value", "cost", "size", "amount", "sum"})
_PAYING = frozenset({"pay", "pays", "paying", "paid", "cost", "costs", "charge", "charges", "charging"})
_IN_MONEY = frozenset({"usd", "$", "dollar", "dollars", "euro", "euros", "eur"})
_VAGUE = ("millions", "billions", "trillions")


def answers(probe: Probe, record: Figure | Fact, profile: Profile) -> bool:
    """Whether a record can be what the question asks for: a figure for an amount, a date for a time, and so on."""
    reading, asks = probe.asked.reading, probe.asks
    if "why" in asks and not _gives_reason(reading, record, profile):
        return False
    if reading.has("operation", "percent") and not any(amount.unit == "%" for amount in profile.amounts):
        return False
    if "consequence" in asks and "#important" not in profile.key | profile.words | profile.text:
        return False
    counted = isinstance(record, Figure) and not record.value.is_money and record.value.unit != "%"
    if "how_many" in asks and not {"how_much"} & asks:
        several = isinstance(record, Fact) and len(record.object) > 1 and not reading.has("attribute", "hardware", "gpu_count")
        return counted or several or _states_number(probe, profile)
    valued = "how_much" in asks or any(len(m.span) > 1 for m in reading.words("attribute", "value")) or _asks_payment(reading)
    worth = any(token.norm in _WORTH for token in reading.tokens) and reading.has("noun", "contract")
    valued = valued or (worth and focus_of(reading).groups == (("value",),))
    if valued and (counted or (isinstance(record, Fact) and not _states_money(profile))):
        return False
    if asks & {"how_long", "until_when"}:
        lasting = "how_long" in asks and any(amount.unit in {"years", "months"} for amount in profile.amounts)
        return (isinstance(record, Figure) and bool(record.period)) or lasting
    if isinstance(record, Figure) and record.value.unit == "%" and (reading.has("attribute", "market_value") or asks_price(reading)):
        return False
    if isinstance(record, Figure) and record.value.unit == "%" and any(t.norm in {"dollar", "dollars", "usd"} for t in reading.tokens):
        return False
    if "where" in asks:
        return bool(record.where)
    if "when" in asks:
        days = {probe.asked.context.reader.lexicon.stem(day.casefold()) for day in WEEKDAYS}
        dated = any(t.startswith("month ") or (t.isdigit() and len(t) == 4) or t in days for t in profile.words)  # noqa: PLR2004 - a year
        return bool(record.when) or dated
    return True


def fitting(asks: frozenset[str], record: Figure | Fact, profile: Profile) -> float:
    """What it adds that a record is of the sort that is asked for: names for `who`, a figure for `how much`, a cause for `why`."""
    fits = {
        "who": isinstance(record, Fact) and any(one.startswith("@") for one in profile.names) and bool(record.object),
        "how_much": isinstance(record, Figure),
        "why": "#cause" in profile.words,
        "origin": "#cause" in profile.words,
        "made by": DEFINITION in profile.key and "who" in asks,
    }
    return sum(0.8 for ask, fit in fits.items() if fit and (ask in asks or ask == "made by"))


def asks_hardware(asked: Asked) -> bool:
    """`which chips`, `what kinds of GPU`: things to be named, by a word for hardware or by the name of their sort."""
    reading, names = asked.reading, asked.context.knowledge.names
    asking = {i for i, token in enumerate(reading.tokens) if token.norm in {"which", "what"}}
    sorts = [m for m, named in reading.of(Named) if any(names[one].kind in {"product", "term"} for one in named.ids)]
    heads = (*sorts, *reading.words("attribute", "hardware"))
    return any(asking & set(range(m.start - _NEAR, m.end)) for m in heads)


def is_quote(record: Figure | Fact, profile: Profile) -> bool:
    """Whether a record says in whose words something was described."""
    return bool(record.by) and "“" in record.statement and DEFINITION not in profile.key


def _gives_reason(reading: Reading, record: Figure | Fact, profile: Profile) -> bool:
    """A move of a share is the occasion of what is said of shares; any other record has to give a cause."""
    if isinstance(record, Figure) and record.change is not None:
        return reading.has("topic", "rise", "fall", "stock", "move", "premarket", "ytd")
    return "#cause" in profile.key | profile.words


def names_anybody(record: Figure | Fact, context: Context) -> bool:
    """Whether a definition is of a company or a person: `who is Acme?`, not `who gets a rebate?` or `who is in the Acme Group?`."""
    kinds = {context.knowledge.names[one].kind for one in subjects(record) if one in context.knowledge.names}
    return bool(kinds & {"company", "person"})


def _states_number(probe: Probe, profile: Profile) -> bool:
    """`how many hives?` of a record that says `six hives`: a number right before what is counted, or one word before it."""
    reading = probe.asked.reading
    ends = [m.end for m in reading.words("ask", "how_many")]
    counted = {reading.tokens[end].stem for end in ends if end < len(reading.tokens)} & profile.words
    if not counted:
        return False
    tokens = probe.asked.context.reader.lexicon.tokens(profile.said)
    numbers = {m.end for m in probe.asked.context.reader.amounts.mentions(tokens) if isinstance(m.sense, Range) and not m.sense.unit}
    return any(token.stem in counted and {i, i - 1} & numbers for i, token in enumerate(tokens))


def _states_money(profile: Profile) -> bool:
    return profile.is_valued or any(f" {word} " in profile.said for word in _VAGUE)


def _asks_payment(reading: Reading) -> bool:
    """`what is Acme paying`, `its valuation in dollars`: an amount is wanted."""
    norms = [token.norm for token in reading.tokens]
    pays = "what" in norms and any(norm in _PAYING for norm in norms[norms.index("what") :])
    return pays or any(norms[i : i + 1] == ["in"] and norms[i + 1] in _IN_MONEY for i in range(len(norms) - 1))


def asks_price(reading: Reading) -> bool:
    """`at what share price`: a price itself, which no move in percent is."""
    prices = [i for i, token in enumerate(reading.tokens) if token.norm in {"price", "prices"}]
    asking = any(token.norm in {"what", "which"} for i in prices for token in reading.tokens[max(0, i - _NEAR) : i])
    asking = asking or (bool(prices) and any(token.norm in _IN_MONEY for token in reading.tokens))
    return asking and not reading.has("topic", "rise", "fall")
