"""Figures and facts: forecasts, share moves, roles, definitions; the stated claim that covers the question best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION, token_terms
from dealdesk.domain.answer import Answer, Answered, Statement, Unknown
from dealdesk.domain.quantity import Range
from dealdesk.domain.record import Fact, Figure
from dealdesk.kinds.kind import Asked, Claimed, Kind
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_denied, is_negated, is_polar
from dealdesk.scope.exclusion import exclusions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.context.term import Profile
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_TOP = 5
_NEWS = frozenset({"news", "announcement", "headline", "headlines", "story", "report", "tie-up"})
_WEAK = frozenset({"what", "who", "kind", "sort", "type", "called"})
_DOING = frozenset({"does", "do", "did", "has", "have", "had", "will", "going"})  # what a definition does not say
_FRAGMENT = 3
_TELLING = frozenset(
    {"#boss", "#parent", "#nickname", "#ticker", "#competitor", "#premarket", "#ytd", "#stock", "#forecast", "#revenue", "#rise"}
)
_SIDE_BY_SIDE = ("compare", "more", "less", "largest", "smallest", "difference")
_CLOSE = 0.12
_UNIQUE = frozenset({"#boss", "#parent", "#nickname", "#ticker"})


@dataclass(frozen=True, slots=True)
class Claim:
    """The records that answer, and how the question's claim fares against them.

    Attributes:
        verdict: `yes`, `no`, `not said` or empty.
        wrong: what the question says and the record does not.
    """

    records: tuple[str, ...]
    verdict: str = ""
    wrong: str = ""

    def __str__(self) -> str:
        return f"{self.verdict + ': ' if self.verdict else ''}claim {', '.join(self.records)}"


@dataclass(frozen=True, slots=True)
class Match:
    """How far one record explains a question."""

    record: Figure | Fact
    score: float
    used: frozenset[int]
    wrong: tuple[str, ...]


def matches(asked: Asked) -> list[Match]:
    """Every figure and fact that the question touches, best first."""
    probe = _Probe.of(asked)
    records = asked.context.terms.records
    found = [match for record in asked.context.knowledge.claims if (match := _match(probe, record, records[record.id])) is not None]
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

    @classmethod
    def of(cls, asked: Asked) -> _Probe:
        reading = asked.reading
        content = reading.content
        names = frozenset(i for m, _ in reading.of(Named) for i in m.span)
        excluded = frozenset().union(*(e.scope for e in exclusions(reading)))
        named: list[tuple[int, frozenset[str], frozenset[str]]] = []
        plain: list[tuple[int, frozenset[str], frozenset[str]]] = []
        for index, found in enumerate(question_terms(reading)):
            if index in excluded:
                continue
            if index in names:
                stand = frozenset(f"@{asked.context.knowledge.party(t[1:])}" for t in found if t[0] == "@")
                named.append((index, found, stand))
                continue
            families = frozenset(term for term in found if term[0] == "#" or term == DEFINITION)
            if index in content or families:
                plain.append((index, found, families))
        defines = _defines(reading) or not (content - names or _does(reading))
        return cls(
            asked, content, names, spanned(reading.words("noun")), tuple(named), tuple(plain),
            _asks(reading),
            defines and not reading.has("ask", "how_much", "how_many", "when", "why", "where") and not _telling(plain),
            any(asked.context.knowledge.names[one].kind == "person" for _, n in reading.of(Named) for one in n.ids),
        )  # fmt: skip


def answers_again(reading: Reading, context: Context, records: Sequence[str]) -> bool:
    """Whether records already stated answer a question that adds no word of its own: by whose word, when, where, why."""
    asks = {m.sense.name for m in reading.words("ask") if isinstance(m.sense, Word)}
    stated = [r for r in context.knowledge.claims if r.id in records]
    if reading.of(Named):
        return False
    if reading.has("attribute", "by"):
        return any(record.by for record in stated)
    if reading.has("attribute", "purpose") and not reading.content:
        return any({"#cause", "purpos"} & context.terms.records[record.id].words for record in stated)
    if asks & {"how_many", "how_long", "until_when"} or not reading.has("modifier", "it", "them"):
        return False
    if "when" in asks:
        return any(record.when for record in stated)
    if "where" in asks:
        return any(record.where for record in stated)
    return "how_much" not in asks or any(isinstance(record, Figure) for record in stated)


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


def _asks(reading: Reading) -> frozenset[str]:
    """What is asked for; `where does it come from` asks for a reason or a source, not for a place."""
    asks = frozenset(m.sense.name for m in reading.words("ask") if isinstance(m.sense, Word))
    return asks - {"where"} if "origin" in asks else asks


def _match(probe: _Probe, record: Figure | Fact, profile: Profile) -> Match | None:
    score, used, key, direct, named = 0.0, set[int](), False, False, False
    names = 0
    for index, found, stand in probe.named:
        if found & profile.names:
            score, direct, names = score + 2, True, names + 1
        elif stand & profile.names:
            score, named = score + 0.7, True
        elif (stand | found) & (profile.text | profile.words):
            score += 1
        else:
            continue
        used.add(index)
    for index, found, families in probe.plain:
        weight = _weight(found, families, profile, hard=index in probe.content)
        if weight:
            weight = 0.3 if index in probe.generic else weight
            score += weight * probe.asked.context.terms.rarity(found & (profile.key | profile.words | profile.text))
            used.add(index)
            related = names > 1 and bool(families & profile.key)
            key = key or weight >= 2 or related  # noqa: PLR2004 - a hit on the relation itself
    for mention, said in probe.asked.reading.of(Range):
        used.update(mention.span if said.unit and _stated(said, profile) else ())
    if not used or not _answers(probe, record, profile):
        return None
    if DEFINITION in profile.key:
        key = key and _defines(probe.asked.reading)
        subjects = {f"@{one}" for one in record.subject}
        key = key and any(found & subjects for _, found, _ in probe.named)
    named = named or direct
    caused = "why" in probe.asks and direct and "#cause" in profile.words and len(used - probe.names) > 1
    slot = caused or (named and ((record.where and "where" in probe.asks) or (record.by and probe.asked.reading.has("attribute", "by"))))
    identified = direct and probe.identifies and (DEFINITION in profile.key or probe.person)
    if identified and not key and DEFINITION in profile.key:
        score += 1
    key = key or bool(slot) or identified or (named and score > 5)  # noqa: PLR2004 - name and words enough
    if not key or not _says_which(probe, used, profile, named=named):
        return None
    score += 1.5 * _names_bound(probe.asked.reading, profile)
    score += _fitting(probe.asks, record, profile) + _forecasting(probe, record)
    wrong = _conflicts(probe.asked, record, profile)
    missing = len(probe.content - used - probe.names) + 1.5 * len(wrong)
    return Match(record, score - 1.5 * missing, frozenset(used), wrong)


def _names_bound(reading: Reading, profile: Profile) -> int:
    """How many bounds of the question, such as `above $700 billion`, are amounts that the record itself states."""
    bounds = [(said.unit, said.low if said.low is not None else said.high) for _, said in reading.of(Range) if said.unit and not said.exact]
    return sum(any(amount.unit == unit and bound in (amount.low, amount.high) for amount in profile.amounts) for unit, bound in bounds)


def _says_which(probe: _Probe, used: set[int], profile: Profile, *, named: bool) -> bool:
    """Whether the question says enough to mean this record: its name, or else two words of it, or one that few have."""
    if named or (probe.named and profile.key & _UNIQUE):
        return True
    reading = probe.asked.reading
    picks = spanned(reading.words("operation", "earliest", "latest", "largest", "smallest"))
    told = (used & probe.content) - picks
    asked = bool(probe.asks) or reading.text.rstrip().endswith("?")
    telling = any(families & _TELLING for index, _, families in probe.plain if index in told)
    short = len(told) == len(probe.content) and len(reading.tokens) <= _FRAGMENT
    return bool(told) and (len(told) > 1 or (asked and (telling or short)))


def _fitting(asks: frozenset[str], record: Figure | Fact, profile: Profile) -> float:
    """What it adds that a record is of the sort that is asked for: names for `who`, a figure for `how much`, a cause for `why`."""
    fits = {
        "who": isinstance(record, Fact) and any(one.startswith("@") for one in profile.names) and bool(record.object),
        "how_much": isinstance(record, Figure),
        "why": "#cause" in profile.words,
        "made by": DEFINITION in profile.key and "who" in asks,
    }
    return sum(0.8 for ask, fit in fits.items() if fit and (ask in asks or ask == "made by"))


def _forecasting(probe: _Probe, record: Figure | Fact) -> float:
    """What it adds that a record is a figure where the question asks for a forecast or a revenue."""
    told = any(families & {"#forecast", "#revenue"} for _, _, families in probe.plain)
    return 0.8 if told and isinstance(record, Figure) and "who" not in probe.asks else 0


def _weight(found: frozenset[str], families: frozenset[str], profile: Profile, *, hard: bool) -> float:
    if found & profile.key and (hard or families & profile.key):
        return 2.5
    if found & profile.words and (hard or families & profile.words):
        return 1.2
    return 0.6 if hard and found & profile.text and not families & _TELLING else 0.0


def _answers(probe: _Probe, record: Figure | Fact, profile: Profile) -> bool:
    """Whether a record can be what the question asks for: a figure for an amount, a date for a time, and so on."""
    reading, asks = probe.asked.reading, probe.asks
    moved = isinstance(record, Figure) and record.change is not None
    if "why" in asks and not moved and "#cause" not in profile.key | profile.words:
        return False
    if reading.has("operation", "percent") and not any(amount.unit == "%" for amount in profile.amounts):
        return False
    if "consequence" in asks and "#important" not in profile.key | profile.words | profile.text:
        return False
    counted = isinstance(record, Figure) and not record.value.is_money and record.value.unit != "%"
    if "how_many" in asks and not {"how_much"} & asks:
        return counted or (isinstance(record, Fact) and len(record.object) > 1)
    if "how_much" in asks and counted:
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
        dated = any(t.startswith("month ") or (t.isdigit() and len(t) == 4) or "thursday" in t or t.endswith("day") for t in profile.words)  # noqa: PLR2004 - a year
        return bool(record.when) or dated
    return True


def _asks_price(reading: Reading) -> bool:
    """`at what share price`: a price itself, which no move in percent is."""
    prices = [i for i, token in enumerate(reading.tokens) if token.norm in {"price", "prices"}]
    return any(token.norm in {"what", "which"} for i in prices for token in reading.tokens[max(0, i - 2) : i])


def _conflicts(asked: Asked, record: Figure | Fact, profile: Profile) -> tuple[str, ...]:
    """What the question states in figures, dates, names or direction that the record's source does not."""
    reading, context = asked.reading, asked.context
    wrong: list[str] = []
    source = profile.text | profile.words | profile.names
    holders = profile.names if profile.key & _UNIQUE else source
    excluded = frozenset().union(*(e.scope for e in exclusions(reading)))
    for mention, named in reading.of(Named):
        if excluded.issuperset(mention.span):
            continue
        ids = {f"@{one}" for one in named.ids} | {f"@{context.knowledge.party(one)}" for one in named.ids}
        group = any(
            set(context.knowledge.names[i].members) & {s[1:] for s in record_names(record)}
            for i in named.ids
            if i in context.knowledge.names
        )
        if not ids & holders and not group and not _is_counterparty(mention, named.ids, record, asked):
            wrong.append(" ".join(t.text for t in reading.tokens[mention.start : mention.end]))
    for mention, said in reading.of(Range):
        if said.unit in {"USD", "%", "EUR"} and not _stated(said, profile) and not _set_beside(asked.reading, mention, said, record):
            wrong.append(" ".join(t.text for t in reading.tokens[mention.start : mention.end]))
    for mention, when in reading.of(When):
        months = {f"month {m}" for m in when.period.months}
        years = {str(when.period.start.year)} if when.period.start else {str(when.period.end.year)} if when.period.end else set()
        spanning = len(months) > 1 and "#ytd" not in profile.key
        if spanning or (not (months | years) & source and len(months) < 2):  # noqa: PLR2004 - one month
            wrong.append(" ".join(t.text for t in reading.tokens[mention.start : mention.end]))
    change = getattr(record, "change", None)
    if (
        change
        and reading.has("topic", "fall" if change == "up" else "rise")
        and not reading.has("topic", "rise" if change == "up" else "fall")
    ):
        wrong.append("the direction")
    return tuple(dict.fromkeys(wrong))


def _is_counterparty(mention: Mention, ids: Sequence[str], record: Figure | Fact, asked: Asked) -> bool:
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


def record_names(record: Figure | Fact) -> set[str]:
    """The names that a record is about, as terms."""
    return {f"@{one}" for one in (*record.subject, *getattr(record, "object", ()))}


def _stated(said: Range, profile: Profile) -> bool:
    amounts = [amount for amount in profile.amounts if amount.unit == said.unit]
    return any(said.holds(one) for amount in amounts for one in (amount.low, amount.high) if one is not None)


def _recognise(asked: Asked) -> Iterator[Claimed[Claim]]:
    for _, claimed in claims_in(asked):
        yield claimed


def claims_in(asked: Asked, but: Sequence[str] = ()) -> Iterator[tuple[Kind[Claim], Claimed[Claim]]]:
    """The claims that the question may be about, best first, without the records `but`."""
    totals = asked.reading.has("operation", "sum")
    found = [
        match
        for match in matches(asked)
        if match.score > 0
        and match.record.id not in but
        and (totals or _names_amount(asked.reading, match.record) or not getattr(match.record, "total_of", ()))
    ]
    if not found:
        return
    together = _each_subject(found, asked) or _together(found, asked)
    if together:
        yield KIND, together
    best = found[0]
    close = [m for m in found[:_TOP] if best.score - m.score <= _CLOSE * abs(best.score) and m.wrong == best.wrong and m.used >= best.used]
    alike = [m for m in close if _relation(m.record) == _relation(best.record)] or [best]
    polar = is_polar(asked.reading)
    verdict, wrong = _verdict(best, asked, polar=polar)
    extra = _beside(asked, best, polar=polar)
    yield (
        KIND,
        Claimed(
            Claim(tuple(m.record.id for m in alike), verdict, wrong), best.used | extra | _wrong_tokens(asked.reading, best), best.score
        ),
    )
    for other in found[1:_TOP]:
        said = _verdict(other, asked, polar=polar)
        if said[0] == "no" and len(other.used & asked.reading.content) < 2:  # noqa: PLR2004 - one word denies nothing
            continue
        extra = _beside(asked, other, polar=polar)
        yield KIND, Claimed(Claim((other.record.id,), *said), other.used | extra | _wrong_tokens(asked.reading, other), other.score)


def _names_amount(reading: Reading, record: Figure | Fact) -> bool:
    """True where the question says the very amount of a figure."""
    value = record.value if isinstance(record, Figure) else None
    return value is not None and any(said.exact and said.unit == value.unit and said.holds(value.amount) for _, said in reading.of(Range))


def _beside(asked: Asked, match: Match, *, polar: bool) -> frozenset[int]:
    """The words that a question about a record may hold beside those that name it."""
    reading = asked.reading
    said = (*reading.words("ask"), *reading.words("attribute", "value"), *reading.words("noun", "years", "months", "company"))
    said += reading.words("operation", "define", "list")
    said += reading.words("modifier", "affirmed", "claimed", "polar") if polar else ()
    said += reading.words("topic", "event") if match.record.where else ()
    said += tuple(m for m, named in reading.of(Named) if _is_counterparty(m, named.ids, match.record, asked))
    said += reading.words("attribute", "by") if match.record.by else ()
    said += reading.words("attribute", "term", "announced") if getattr(match.record, "period", None) else ()
    return spanned(said)


def _each_subject(found: Sequence[Match], asked: Asked) -> Claimed[Claim] | None:
    """One claim made of several names at once, `both rose by 8%`: true only where the record of each says so."""
    reading = asked.reading
    names = [(m, named) for m, named in reading.of(Named)]
    amounts = {" ".join(t.text for t in reading.tokens[m.start : m.end]) for m, said in reading.of(Range) if said.unit}
    if not is_polar(reading) or len(names) < 2 or not amounts:  # noqa: PLR2004 - several names
        return None
    relation = _relation(found[0].record)
    alike = [match for match in found if _relation(match.record) == relation and isinstance(match.record, Figure)]
    own = [next((match for match in alike if set(named.ids) & set(match.record.subject)), None) for _, named in names]
    chosen = list(dict.fromkeys(match for match in own if match))
    if len(chosen) != len(names):
        return None
    wrong = [word for match in chosen for word in match.wrong if word in amounts]
    used = frozenset().union(*(match.used for match in chosen)) | spanned(m for m, _ in names) | _beside(asked, chosen[0], polar=True)
    used |= frozenset(i for m, said in reading.of(Range) if said.unit for i in m.span) | spanned(
        reading.words("modifier", "both", "them", "all")
    )
    verdict = ("no", wrong[0]) if wrong else ("yes", "")
    return Claimed(Claim(tuple(match.record.id for match in chosen), *verdict), used, found[0].score)


def _together(found: Sequence[Match], asked: Asked) -> Claimed[Claim] | None:
    """One claim a name, where a question names several and each has its own of the same sort: `both share prices`."""
    names = {" ".join(t.text for t in asked.reading.tokens[m.start : m.end]) for m, _ in asked.reading.of(Named)}
    alike = [m for m in found if _relation(m.record) == _relation(found[0].record) and set(m.wrong) < names]
    used = frozenset().union(*(m.used for m in alike))
    covered = all(any(set(m.span) <= match.used for match in alike) for m, _ in asked.reading.of(Named))
    if len(names) < 2 or len(alike) < 2 or not covered:  # noqa: PLR2004 - several names, several records
        return None
    asks = spanned((*asked.reading.words("ask"), *asked.reading.words("operation", *_SIDE_BY_SIDE)))
    return Claimed(Claim(tuple(m.record.id for m in alike)), used | asks, found[0].score)


def _wrong_tokens(reading: Reading, match: Match) -> frozenset[int]:
    direction = reading.words("topic", "rise", "fall") if "the direction" in match.wrong else ()
    spans = [*direction] + [m for m in reading.mentions if " ".join(t.text for t in reading.tokens[m.start : m.end]) in match.wrong]
    return spanned(spans)


def _relation(record: Figure | Fact) -> str:
    return record.relation if isinstance(record, Fact) else record.metric


def _verdict(match: Match, asked: Asked, *, polar: bool) -> tuple[str, str]:
    amounts = {" ".join(t.text for t in asked.reading.tokens[m.start : m.end]) for m, _ in asked.reading.of(Range)}
    profile = asked.context.terms.records[match.record.id]
    if match.wrong and set(match.wrong) <= amounts and not profile.amounts:
        return "not said", match.wrong[0]
    if match.wrong:
        named = any(m.start < m.end for m, _ in asked.reading.of(Named)) and any(
            " ".join(t.text for t in asked.reading.tokens[m.start : m.end]) in match.wrong for m, _ in asked.reading.of(Named)
        )
        if named and (not _names_subject(match, asked) or not getattr(match.record, "object", ())):
            return "not said", match.wrong[0]
        return ("not among" if named and not asked.context.terms.records[match.record.id].key & _UNIQUE else "no"), match.wrong[0]
    told = match.used & asked.reading.content
    straight = not is_denied(asked.reading) and _negates(match.record.statement) == is_negated(asked.reading)
    return ("yes", "") if polar and straight and len(told) > 1 else ("", "")


def _negates(statement: str) -> bool:
    return bool({"not", "no", "never", "cannot", "nor"} & set(statement.casefold().split()))


def _names_subject(match: Match, asked: Asked) -> bool:
    """True where the question names the record's own subject, so that only what is said of it differs."""
    said = {one for _, named in asked.reading.of(Named) for one in named.ids}
    members = {
        m for one in match.record.subject if one in asked.context.knowledge.names for m in asked.context.knowledge.names[one].members
    }
    return bool(said & {*match.record.subject, *members})


def _answer(query: Claim, context: Context) -> Answer:
    records = {r.id: r for r in context.knowledge.claims}
    chosen = [records[one] for one in query.records]
    rivals = [records[one] for r in chosen if isinstance(r, Figure) for one in r.rivals if one not in query.records and one in records]
    said = [_said(record, context) for record in chosen]
    if query.verdict == "not said":
        return Unknown(f"My sources do not say that of {query.wrong}.", tuple(said[:1]))
    prefix = {"yes": "Yes: ", "no": "No: "}.get(query.verdict, "")
    first = said[0]
    statements = (Statement(prefix + first.text, first.citations, first.value), *said[1:], *(_said(r, context) for r in rivals))
    notes = ("These are alternative forecasts; they are not added up.",) if rivals else ()
    correction = f"My sources do not say that of {query.wrong}." if query.verdict == "not among" else ""
    return Answered(tuple(dict.fromkeys(statements)), notes, correction)


def _said(record: Figure | Fact, context: Context) -> Statement:
    value = record.value if isinstance(record, Figure) else None
    return Statement(record.statement, context.cite(*record.evidence), value)


KIND = Kind("claim", ("Who competes with {provider}?", "Who is the chief executive of {customer}?"), _recognise, _answer)
