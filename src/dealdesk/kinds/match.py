"""How far each figure and fact explains a question, and what the question says that the record does not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealdesk.context.term import ASKED, DEFINITION, token_terms
from dealdesk.domain.period import WEEKDAYS
from dealdesk.domain.quantity import Range
from dealdesk.domain.record import Fact, Figure
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.scope.asked import unstated_in
from dealdesk.scope.exclusion import exclusions
from dealdesk.scope.focus import focus_of
from dealdesk.scope.worth import in_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dealdesk.context.context import Context
    from dealdesk.context.term import Profile
    from dealdesk.domain.period import Period
    from dealdesk.kinds.kind import Asked
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_NEWS = frozenset({"news", "announcement", "headline", "headlines", "story", "report", "tie-up"})
_WEAK = frozenset({"what", "who", "kind", "sort", "type", "called"})
_DOING = frozenset({"does", "do", "did", "has", "have", "had", "will", "going"})  # what a definition does not say
_FRAGMENT = 3
_NEAR = 4  # tokens from `which` to what is asked for: `which generations of NVIDIA chips`
_RUN = 5
_TEXT = 0.6  # weight of a word that only stands in the same sentence, which of a share's moves may tell of several
_MONTH = 31  # days
_DATING = frozenset({"in", "since", "of", "from", "by", "until", "the", "last", "this", "for"})
_OF_THE_SORT = 3  # weight: the record lists things of the sort that is asked for
_KEY, _QUOTED, _NAME_AND_WORDS = 2, 2.5, 5  # weights: a hit on the relation itself, on words quoted; a name with words enough
_WHO = frozenset({"who", "whom"})
_TABLED = ("value", "announced", "ends", "term", "power", "location")  # what the deal table states and no definition does
_WORTH = frozenset({"worth", "price", "value", "cost", "size", "amount", "sum"})
_PAYING = frozenset({"pay", "pays", "paying", "paid", "cost", "costs", "charge", "charges", "charging"})
_IN_MONEY = frozenset({"usd", "$", "dollar", "dollars", "euro", "euros", "eur"})
_YEARS = (1900, 2100)
_YEAR = re.compile(r"\b\d{4}\b")
_NUMBERS = frozenset({"number", "numbers", "figure", "estimate", "outlook", "forecast", "target", "projection"})
_PERIOD = 1.5  # weight: the question names the very period
_VAGUE = ("millions", "billions", "trillions")
_TELLING = frozenset(
    {"#boss", "#parent", "#nickname", "#ticker", "#competitor", "#premarket", "#ytd", "#stock", "#forecast", "#revenue", "#rise"}
)
_SOLE = frozenset({"#outlet"})  # what one record tells of the article itself, whatever is named
_UNIQUE = frozenset({"#boss", "#parent", "#nickname", "#ticker"})


@dataclass(frozen=True, slots=True)
class Match:
    """How far one record explains a question."""

    record: Figure | Fact
    score: float
    used: frozenset[int]
    wrong: tuple[str, ...]


def matches(asked: Asked, among: Iterable[Figure | Fact] | None = None) -> list[Match]:
    """Every figure and fact, or those `among` them, that the question touches, best first."""
    probe = _Probe.of(asked)
    records = asked.context.terms.records
    bare = any(not said.unit for _, said in asked.reading.of(Range))  # which no term tells
    claims = asked.context.knowledge.claims if among is None else among
    touched = [r for r in claims if bare or not probe.offered.isdisjoint(records[r.id].every)]
    found = [match for record in touched if (match := _match(probe, record, records[record.id])) is not None]
    return sorted(found, key=lambda match: -match.score)


@dataclass(frozen=True, slots=True)
class _Probe:
    """What a question offers to every record: the terms of each token that tells something."""

    asked: Asked
    content: frozenset[int]
    names: frozenset[int]
    generic: frozenset[int]
    named: tuple[tuple[int, frozenset[str], frozenset[str]], ...]
    plain: tuple[tuple[int, frozenset[str], frozenset[str]], ...]
    asks: frozenset[str]
    identifies: bool
    person: bool
    runs: tuple[tuple[str, frozenset[int]], ...]
    offered: frozenset[str]

    @classmethod
    def of(cls, asked: Asked) -> _Probe:
        reading = asked.reading
        content = reading.content
        names = frozenset(i for m, _ in reading.of(Named) for i in m.span)
        ordering = spanned((*reading.words("operation", "list"), *reading.words("modifier", "reporting"))) - content
        excluded = frozenset().union(ordering, *(e.scope for e in exclusions(reading)))
        named: list[tuple[int, frozenset[str], frozenset[str]]] = []
        plain: list[tuple[int, frozenset[str], frozenset[str]]] = []
        keys, light = asked.context.terms.keys, spanned(reading.words(CARRIER, "function"))
        for index, found in enumerate(question_terms(reading)):
            if index in excluded:
                continue
            if index in names:
                stand = frozenset(f"@{asked.context.knowledge.party(t[1:])}" for t in found if t[0] == "@")
                named.append((index, found, stand))
                continue
            families = frozenset(term for term in found if term[0] == "#" or term == DEFINITION)
            if index in content or families or (index not in light and found & keys):
                plain.append((index, found, families))
        defines = _defines(reading) or not (content - names - spanned(reading.words("noun", "company")) or _does(reading))
        return cls(
            asked, content, names, spanned(reading.words("noun")), tuple(named), tuple(plain),
            _asks(reading),
            defines and not reading.has("ask", "how_much", "how_many", "when", "why", "where") and not _telling(plain),
            any(asked.context.knowledge.names[one].kind == "person" for _, n in reading.of(Named) for one in n.ids),
            _runs(reading),
            frozenset().union(*(found | stand for _, found, stand in named), *(found for _, found, _ in plain)),
        )  # fmt: skip


def _runs(reading: Reading) -> tuple[tuple[str, frozenset[int]], ...]:
    """Every run of `_RUN` words, which a record that holds it says in the same words."""
    words = [i for i, token in enumerate(reading.tokens) if token.is_word or token.is_number]
    runs = (words[at : at + _RUN] for at in range(len(words) - _RUN + 1))
    return tuple((f" {' '.join(reading.tokens[i].norm for i in run)} ", frozenset(run)) for run in runs)


def question_terms(reading: Reading) -> list[frozenset[str]]:
    """The terms of each token; asking `why` asks for a cause, asking what something is for its definition."""
    terms = [set(found) for found in token_terms(reading.tokens, reading.mentions)]
    for category, name, term in (("ask", "why", "#cause"), ("operation", "define", DEFINITION), ("attribute", "purpose", "#cause")):
        for mention in reading.words(category, name):
            for index in mention.span:
                terms[index].add(term)
    return [frozenset(found) for found in terms]


def _does(reading: Reading) -> bool:
    """True where something is done, which no definition says; not for `what does Acme do`."""
    does = {reading.tokens[i].norm for i in reading.inside} & _DOING
    return bool(does) and not {"do", "does"} <= does


def _defines(reading: Reading) -> bool:
    """True for a word such as `define` or `mean`, and for `what is` where nothing is done."""
    words = reading.words("operation", "define")
    strong = any(reading.tokens[m.start].norm not in _WEAK for m in words)
    return strong or (bool(words) and not _does(reading))


def _telling(plain: Iterable[tuple[int, frozenset[str], frozenset[str]]]) -> bool:
    return any(families & _TELLING for _, _, families in plain)


def asking(reading: Reading) -> tuple[Mention, ...]:
    """The words that ask for a sort of answer; not `how many times`, which asks for a multiple."""
    times = spanned(reading.words("operation", "ratio"))
    return tuple(m for m in reading.words("ask") if not times.issuperset(m.span))


def _asks(reading: Reading) -> frozenset[str]:
    """What is asked for; `where does it come from` asks for a reason or a source, not for a place."""
    asks = frozenset(m.sense.name for m in asking(reading) if isinstance(m.sense, Word))
    return asks - {"where"} if "origin" in asks else asks


@dataclass(frozen=True, slots=True)
class _Hits:
    """What of a question a record holds.

    Attributes:
        score: how much that tells.
        used: the tokens that it holds.
        direct: how many of its own names are said.
        named: it is said by its own name, by one that stands for it, or in its own words.
        key: a word or amount that makes a question one about it is said.
    """

    score: float
    used: frozenset[int]
    direct: int
    named: bool
    key: bool


def _match(probe: _Probe, record: Figure | Fact, profile: Profile) -> Match | None:
    hits = _hits(probe, record, profile)
    if not hits.used or not _answers(probe, record, profile) or _is_beside(probe, record, profile):
        return None
    defines = DEFINITION in profile.key
    caused = "why" in probe.asks and hits.direct and "#cause" in profile.words and len(hits.used - probe.names) > 1
    said = (record.where and "where" in probe.asks) or (record.by and probe.asked.reading.has("attribute", "by"))
    identified = bool(hits.direct) and probe.identifies and (defines or probe.person)
    told = isinstance(record, Figure) and _is_number_of(probe.asked.reading, record)
    key = hits.key or told or bool(caused or (hits.named and said)) or identified or (hits.named and hits.score > _NAME_AND_WORDS)
    if not key or not _says_which(probe, hits.used, profile, named=hits.named):
        return None
    score = hits.score + (1 if identified and defines and not hits.key else 0)
    score += 1.5 * _names_bound(probe.asked.reading, profile)
    score += _fitting(probe.asks, record, profile) + _forecasting(probe, record)
    score += _OF_THE_SORT if _asks_hardware(probe.asked) and "product" in object_kinds(record, probe.asked.context) else 0
    score += _PERIOD * names_period(probe.asked.reading, record)
    score += _QUOTED if _is_quote(record, profile) and probe.asked.reading.has("operation", "profile") else 0
    wrong = _conflicts(probe.asked, record, profile)
    missing = len(probe.content - hits.used - probe.names) + 1.5 * len(wrong)
    return Match(record, score - 1.5 * missing, hits.used, wrong)


def _is_number_of(reading: Reading, record: Figure) -> bool:
    """`her 2027 number`, `his old outlook`: a figure by somebody's word, which is said with that person's name."""
    number = bool(names_period(reading, record)) or any(token.norm in _NUMBERS for token in reading.tokens)
    return number and any(record.by in named.ids for _, named in reading.of(Named))


def _hits(probe: _Probe, record: Figure | Fact, profile: Profile) -> _Hits:
    score, direct, named, used = _named_hits(probe, profile)
    moves = getattr(record, "change", None) is not None
    key = False
    for index, found, families in probe.plain:
        weight = _weight(found, families, profile, hard=index in probe.content)
        weight = 0.0 if weight == _TEXT and moves and not found & profile.names else weight
        own = index in probe.content - probe.generic and not families
        asked_so = (own and found & profile.asked) or (families & profile.asked & _UNIQUE and getattr(record, "object", ()))
        key = key or bool(direct and weight and asked_so)
        if weight:
            weight = 0.3 if index in probe.generic else weight
            score += weight * probe.asked.context.terms.rarity((found & profile.key) | (found & profile.words) | (found & profile.text))
            used.add(index)
            key = key or weight >= _KEY or (direct > 1 and bool(families & profile.key))
    for mention, said in probe.asked.reading.of(Range):
        used.update(mention.span if said.unit and _stated(said, profile) else ())
        used.update(mention.span if _is_in_short(probe.asked.reading, mention, said, record) else ())
    for mention, _ in probe.asked.reading.of(When):
        used.update(mention.span if used & set(mention.span) else ())
    if DEFINITION in profile.key:
        subjects = {f"@{one}" for one in record.subject}
        defining = _defines(probe.asked.reading) or probe.asked.reading.has("topic", "maker")
        key = key and defining and any(found & subjects for _, found, _ in probe.named)
    quoted = frozenset().union(*(span for text, span in probe.runs if text in profile.said))
    own = _object_said(probe.asked.reading, record)
    key = key or bool(own)
    score, quoted = score + (_QUOTED if quoted or own else 0), quoted | own
    key = key or bool(quoted) or names_amount(probe.asked.reading, record)
    return _Hits(score, frozenset(used) | quoted, direct, named or bool(direct or quoted), key)


def _object_said(reading: Reading, record: Figure | Fact) -> frozenset[int]:
    """The words of a record's object that has no name of its own, where the question says all of them: `the Bell Ringer`."""
    words = [token.norm for token in reading.tokens]
    for one in getattr(record, "object", ()):
        said = one.casefold().strip("“”\"'").split()
        starts = [i for i in range(len(words)) if words[i : i + len(said)] == said] if len(said) > 1 else []
        if starts:
            return frozenset(range(starts[0], starts[0] + len(said)))
    return frozenset()


def _named_hits(probe: _Probe, profile: Profile) -> tuple[float, int, bool, set[int]]:
    """The score, how many names of the record itself are said, whether one stands for it, and the tokens."""
    score, direct, named, used = 0.0, 0, False, set[int]()
    for index, found, stand in probe.named:
        if found & profile.names:
            score, direct = score + 2, direct + 1
        elif stand & profile.names:
            score, named = score + 0.7, True
        elif (stand | found) & (profile.text | profile.words):
            score += 1
        else:
            continue
        used.add(index)
    return score, direct, named, used


def _is_beside(probe: _Probe, record: Figure | Fact, profile: Profile) -> bool:
    """True for a definition where the deal table is asked, and for a move of something that the question does not name."""
    reading = probe.asked.reading
    tabled = reading.has("attribute", *_TABLED) or (bool(unstated_in(reading)) and reading.has("noun", "contract"))
    who = any(reading.tokens[m.start].norm in _WHO for m in reading.words("ask", "who"))
    nobody = who and not _names_anybody(record, probe.asked.context)
    called = who and reading.has("topic", "nickname")
    hardware = _asks_hardware(probe.asked) and "company" in _subject_kinds(record, probe.asked.context)
    if DEFINITION in profile.key and (tabled or nobody or called or hardware) and not reading.has("topic", "maker"):
        return True
    asks_one = probe.asked.reading.has("topic", *(one[1:] for one in sorted(_UNIQUE)))
    sole = bool(getattr(record, "change", None)) or (asks_one and not profile.key & _UNIQUE)
    return sole and _names_only_others(probe, profile)


def _names_only_others(probe: _Probe, profile: Profile) -> bool:
    """True where a question about a move names what the record only compares its subject with."""
    subjects = any((found | stand) & profile.names for _, found, stand in probe.named)
    return bool(probe.named) and not subjects and not probe.asked.reading.has("topic", "outperform")


def _names_bound(reading: Reading, profile: Profile) -> int:
    """How many bounds of the question, such as `above $700 billion`, are amounts that the record itself states."""
    bounds = [(said.unit, said.low if said.low is not None else said.high) for _, said in reading.of(Range) if said.unit and not said.exact]
    return sum(any(amount.unit == unit and bound in (amount.low, amount.high) for amount in profile.amounts) for unit, bound in bounds)


def names_period(reading: Reading, record: Figure | Fact) -> int:
    """How many dates of the question are the very years that a figure is for: `2023 to 2026`, `before 2022`."""
    period = getattr(record, "period", None) or ""
    said = [set(_YEAR.findall(when.period.label)) for _, when in reading.of(When)]
    return sum(bool(years) and years == set(_YEAR.findall(period)) for years in said)


def _says_which(probe: _Probe, used: frozenset[int], profile: Profile, *, named: bool) -> bool:
    """Whether the question says enough to mean this record: its name, or else two words of it, or one that few have."""
    if named or (probe.named and profile.key & _UNIQUE):
        return True
    reading = probe.asked.reading
    picks = spanned(reading.words("operation", "earliest", "latest", "largest", "smallest"))
    held = profile.key | profile.words | profile.text
    alike = {i for i, found, _ in probe.plain if not {term for term in found if term[0] != ASKED} & held}
    told = (used & probe.content) - picks - alike  # `at which interest rate?` leaves it open of what
    asked = bool(probe.asks) or reading.text.rstrip().endswith("?")
    telling = any(families & _TELLING for index, _, families in probe.plain if index in told)
    short = len(told) == len(probe.content) and len(reading.tokens) <= _FRAGMENT
    sole = any(families & _SOLE and index in used for index, _, families in probe.plain)
    return (
        sole
        or (asked and bool(told) and _keys(probe, used, profile) > 1)
        or (bool(told) and (len(told) > 1 or (asked and (telling or short))))
    )


def _keys(probe: _Probe, used: frozenset[int], profile: Profile) -> int:
    """How many separate words or phrases of the question make it one about the record; not those that ask for a cause."""
    reading = probe.asked.reading
    passed = spanned(reading.words("ask")) | probe.generic
    keyed = {i for i, found, families in probe.plain if i in used - passed and (found - {"#cause"}) & profile.key}
    phrases = [
        frozenset(m.span) & keyed for m in reading.mentions if isinstance(m.sense, Word) and m.sense.category in {"topic", "context"}
    ]
    return len({max((p for p in phrases if i in p), key=len, default=frozenset({i})) for i in keyed})


def _fitting(asks: frozenset[str], record: Figure | Fact, profile: Profile) -> float:
    """What it adds that a record is of the sort that is asked for: names for `who`, a figure for `how much`, a cause for `why`."""
    fits = {
        "who": isinstance(record, Fact) and any(one.startswith("@") for one in profile.names) and bool(record.object),
        "how_much": isinstance(record, Figure),
        "why": "#cause" in profile.words,
        "origin": "#cause" in profile.words,
        "made by": DEFINITION in profile.key and "who" in asks,
    }
    return sum(0.8 for ask, fit in fits.items() if fit and (ask in asks or ask == "made by"))


def _asks_hardware(asked: Asked) -> bool:
    """`which chips`, `what kinds of GPU`: things to be named, by a word for hardware or by the name of their sort."""
    reading, names = asked.reading, asked.context.knowledge.names
    asking = {i for i, token in enumerate(reading.tokens) if token.norm in {"which", "what"}}
    sorts = [m for m, named in reading.of(Named) if any(names[one].kind in {"product", "term"} for one in named.ids)]
    heads = (*sorts, *reading.words("attribute", "hardware"))
    return any(asking & set(range(m.start - _NEAR, m.end)) for m in heads)


def object_kinds(record: Figure | Fact, context: Context) -> set[str]:
    """What sort of names a record has as its objects: `person`, `product` ..."""
    return {context.knowledge.names[one].kind for one in getattr(record, "object", ()) if one in context.knowledge.names}


def _subject_kinds(record: Figure | Fact, context: Context) -> set[str]:
    return {context.knowledge.names[one].kind for one in record.subject if one in context.knowledge.names}


def _is_quote(record: Figure | Fact, profile: Profile) -> bool:
    """Whether a record says in whose words something was described."""
    return bool(record.by) and "“" in record.statement and DEFINITION not in profile.key


def _forecasting(probe: _Probe, record: Figure | Fact) -> float:
    """What it adds that a record is a figure where the question asks for a forecast or a revenue."""
    told = any(families & {"#forecast", "#revenue"} for _, _, families in probe.plain)
    return 0.8 if told and isinstance(record, Figure) and "who" not in probe.asks else 0


def _weight(found: frozenset[str], families: frozenset[str], profile: Profile, *, hard: bool) -> float:
    if found & profile.key and (hard or not families or families & profile.key):
        return 2.5
    if found & profile.words and (hard or families & profile.words):
        return 1.2
    return _TEXT if hard and found & profile.text and not families & _TELLING else 0.0


def _answers(probe: _Probe, record: Figure | Fact, profile: Profile) -> bool:
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
        return counted or (isinstance(record, Fact) and len(record.object) > 1 and not reading.has("attribute", "hardware", "gpu_count"))
    valued = "how_much" in asks or any(len(m.span) > 1 for m in reading.words("attribute", "value")) or _asks_payment(reading)
    worth = any(token.norm in _WORTH for token in reading.tokens) and reading.has("noun", "contract")
    valued = valued or (worth and focus_of(reading).groups == (("value",),))
    if valued and (counted or (isinstance(record, Fact) and not _states_money(profile))):
        return False
    if "how_long" in asks:
        return isinstance(record, Figure) and bool(record.period)
    if "until_when" in asks:
        return isinstance(record, Figure) and bool(record.period)
    if isinstance(record, Figure) and record.value.unit == "%" and (reading.has("attribute", "market_value") or _asks_price(reading)):
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


def _gives_reason(reading: Reading, record: Figure | Fact, profile: Profile) -> bool:
    """A move of a share is the occasion of what is said of shares; any other record has to give a cause."""
    if isinstance(record, Figure) and record.change is not None:
        return reading.has("topic", "rise", "fall", "stock", "move", "premarket", "ytd")
    return "#cause" in profile.key | profile.words


def _names_anybody(record: Figure | Fact, context: Context) -> bool:
    """Whether a definition is of a company or a person: `who is Acme?`, not `who gets a rebate?`."""
    kinds = {context.knowledge.names[one].kind for one in subjects(record) if one in context.knowledge.names}
    return bool(kinds & {"company", "person", "group"})


def _states_money(profile: Profile) -> bool:
    return bool(profile.amounts) or any(f" {word} " in profile.said for word in _VAGUE)


def _asks_payment(reading: Reading) -> bool:
    """`what is Acme paying`, `its valuation in dollars`: an amount is wanted."""
    norms = [token.norm for token in reading.tokens]
    pays = "what" in norms and any(norm in _PAYING for norm in norms[norms.index("what") :])
    return pays or any(norms[i : i + 1] == ["in"] and norms[i + 1] in _IN_MONEY for i in range(len(norms) - 1))


def _asks_price(reading: Reading) -> bool:
    """`at what share price`: a price itself, which no move in percent is."""
    prices = [i for i, token in enumerate(reading.tokens) if token.norm in {"price", "prices"}]
    asking = any(token.norm in {"what", "which"} for i in prices for token in reading.tokens[max(0, i - _NEAR) : i])
    return asking and not reading.has("topic", "rise", "fall")


def _conflicts(asked: Asked, record: Figure | Fact, profile: Profile) -> tuple[str, ...]:
    """What the question states in figures, dates, names or direction that the record's source does not."""
    reading, context = asked.reading, asked.context
    wrong: list[str] = []
    source = profile.text | profile.words | profile.names
    holders = profile.names if profile.key & _UNIQUE else source
    excluded = frozenset().union(*(e.scope for e in exclusions(reading)))
    for mention, named in reading.of(Named):
        if excluded.issuperset(mention.span) or all(context.knowledge.names[one].kind == "term" for one in named.ids):
            continue  # `GPU landlords`: a term describes
        ids = {f"@{one}" for one in named.ids} | {f"@{context.knowledge.party(one)}" for one in named.ids}
        group = any(
            set(context.knowledge.names[i].members) & {s[1:] for s in record_names(record)}
            for i in named.ids
            if i in context.knowledge.names
        )
        if not ids & holders and not group and not is_counterparty(mention, named.ids, record, asked):
            wrong.append(" ".join(t.text for t in reading.tokens[mention.start : mention.end]))
    for mention, said in reading.of(Range):
        if said.unit in {"USD", "%", "EUR"} and not _stated(said, profile) and not _set_beside(asked.reading, mention, said, record):
            wrong.append(" ".join(t.text for t in reading.tokens[mention.start : mention.end]))
    for mention, when in reading.of(When):
        if _is_modal(reading, mention):
            continue
        if not _dates(when.period, profile, source):
            wrong.append(" ".join(t.text for t in reading.tokens[mention.start : mention.end]))
    change = getattr(record, "change", None)
    if (
        change
        and reading.has("topic", "fall" if change == "up" else "rise")
        and not reading.has("topic", "rise" if change == "up" else "fall")
    ):
        wrong.append("the direction")
    return tuple(dict.fromkeys(wrong))


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


def names_amount(reading: Reading, record: Figure | Fact) -> bool:
    """True where the question says the very amount of a figure."""
    value = record.value if isinstance(record, Figure) else None
    return value is not None and any(
        (said.exact and said.unit == value.unit and said.holds(value.amount)) or _is_in_short(reading, mention, said, record)
        for mention, said in reading.of(Range)
    )


def _is_in_short(reading: Reading, mention: Mention, said: Range, record: Figure | Fact) -> bool:
    """`the 650 forecast`: a bare number that is the amount of a figure in billions, and no year."""
    scaled = in_short(reading, mention, said) if said.exact and isinstance(record, Figure) else None
    year = said.low is not None and _YEARS[0] <= said.low <= _YEARS[1]
    return scaled is not None and not year and scaled.unit == record.value.unit and scaled.holds(record.value.amount)


def _is_modal(reading: Reading, mention: Mention) -> bool:
    """`what may it reach`: no month."""
    before = reading.tokens[mention.start - 1].norm if mention.start else ""
    return len(mention.span) == 1 and reading.tokens[mention.start].text == "may" and before not in _DATING


def is_counterparty(mention: Mention, ids: Sequence[str], record: Figure | Fact, asked: Asked) -> bool:
    """A name that only says which deal moved a share price, as in `after the Acme news`: the other party of a deal of the subject."""
    after = asked.reading.tokens[mention.end : mention.end + 1]
    deals = {m.start for m in asked.reading.words("noun", "contract")}
    if not isinstance(record, Figure) or not record.change or not (mention.end in deals or {t.norm for t in after} & _NEWS):
        return False
    knowledge = asked.context.knowledge
    said = {knowledge.party(one) for _, named in asked.reading.of(Named) for one in named.ids}
    if not said & set(record.subject):
        return False
    parties = [{one for _, one in deal.parties} for deal in knowledge.deals]
    return any({knowledge.party(one) for one in ids} & sides and set(record.subject) & sides for sides in parties)


def _set_beside(reading: Reading, mention: Mention, said: Range, record: Figure | Fact) -> bool:
    """`more than the $650 billion`: an amount that a figure is only compared with, and rightly so."""
    before = {token.norm for token in reading.tokens[max(0, mention.start - 2) : mention.start]}
    if "than" not in before or not isinstance(record, Figure) or said.low is None:
        return False
    return record.value.amount < said.low if reading.has("operation", "less") else record.value.amount > said.low


def subjects(record: Figure | Fact) -> tuple[str, ...]:
    """The names that a record is about, by whose word, and where it was said."""
    return (*record.subject, *getattr(record, "object", ()), *(one for one in (record.by, record.where) if one))


def record_names(record: Figure | Fact) -> set[str]:
    """The names that a record is about, as terms."""
    return {f"@{one}" for one in (*record.subject, *getattr(record, "object", ()))}


def _stated(said: Range, profile: Profile) -> bool:
    amounts = [amount for amount in profile.amounts if amount.unit == said.unit]
    if not said.exact and any((amount.low, amount.high) == (said.low, said.high) for amount in amounts):
        return True  # `over 700 billion` is what the source itself says
    return any(said.holds(one) for amount in amounts for one in (amount.low, amount.high) if one is not None)
