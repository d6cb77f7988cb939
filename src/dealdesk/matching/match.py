"""How far each figure and fact explains a question, and what the question says that the record does not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context.term import ASKED, DEFINITION, OFFICES
from dealdesk.domain.quantity import Range
from dealdesk.domain.record import Fact, Figure
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, spanned
from dealdesk.matching.conflict import conflicts
from dealdesk.matching.fit import answers, fitting, is_beside
from dealdesk.matching.probe import TELLING, Probe, roles_in
from dealdesk.matching.stated import (
    is_in_short,
    is_number_of,
    names_amount,
    names_bound,
    names_period,
    phrase_said,
    record_names,
    states,
)
from dealdesk.matching.want import UNIQUE

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.context.term import Profile
    from dealdesk.language.reading import Reading

_FRAGMENT = 3
_PRIOR = "#prior"
_KEYWORDS = 6
_TEXT = 0.6  # weight of a word that only stands in the same sentence, which of a share's moves may tell of several
_KEY, _QUOTED, _NAME_AND_WORDS = 2, 2.5, 5  # weights: a hit on the relation itself, on words quoted; a name with words enough
_ABOUT = 0.5  # weight: the record is about the person, and not only by that person's word
_PERIOD = 1.5  # weight: the question names the very period
_WH = frozenset({"what", "which", "whose", "how", "why"})
_SOLE = frozenset({"#outlet"})  # what one record tells of the article itself, whatever is named


class Match(Struct, frozen=True):
    """How far one record explains a question."""

    record: Figure | Fact
    score: float
    used: frozenset[int]
    wrong: tuple[str, ...]


@lru_cache(maxsize=64)
def matches(reading: Reading, context: Context) -> tuple[Match, ...]:
    """Every figure and fact that the question touches, best first."""
    probe = Probe.of(reading, context)
    records = context.terms.records
    bare = any(not said.unit for _, said in reading.of(Range))  # which no term tells
    touched = [r for r in context.knowledge.claims if bare or _touches(probe, records[r.id])]
    found = [match for record in touched if (match := _match(probe, record, records[record.id])) is not None]
    return tuple(sorted(found, key=lambda match: -match.score))


def _touches(probe: Probe, profile: Profile) -> bool:
    """Whether a question says something that makes it one about a record: a term that tells, or else an amount or words of it."""
    if not probe.offered.isdisjoint(profile.telling):
        return True
    if probe.offered.isdisjoint(profile.every):
        return False
    if probe.amounts or (profile.phrases and phrase_said(probe.reading, profile)):
        return True
    return any(text in profile.said for text, _ in probe.runs)


class _Hits(Struct, frozen=True):
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


def _match(probe: Probe, record: Figure | Fact, profile: Profile) -> Match | None:
    hits = _hits(probe, record, profile)
    if not hits.used or not answers(probe, record, profile) or is_beside(probe, record, profile):
        return None
    defines = DEFINITION in profile.key
    caused = "why" in probe.want.asks and hits.direct and "#cause" in profile.words and len(hits.used - probe.names) > 1
    said = (
        (record.where and "where" in probe.want.asks)
        or (record.when and "when" in probe.want.asks)
        or (record.by and probe.reading.has("attribute", "by"))
    )
    subjects = {f"@{one}" for one in record.subject}
    meant = not defines or any(found & subjects for _, found, _ in probe.named)  # `what is Acme?`, of a product of Acme's
    identified = bool(hits.direct) and probe.identifies and (defines or probe.person) and meant
    told = isinstance(record, Figure) and is_number_of(probe.reading, record)
    spent = isinstance(record, Figure) and names_period(probe.reading, record) and any(f & profile.key for _, _, f in probe.plain)
    key = (
        hits.key
        or told
        or bool(spent)
        or bool(caused or (hits.named and said))
        or identified
        or (hits.named and hits.score > _NAME_AND_WORDS and (bool(hits.used - probe.names) or len(probe.reading.of(Named)) > 1))
    )
    plain = record.change is None or probe.want.outdone  # `which indices did Acme beat?` names no move
    worded = DEFINITION not in profile.key and plain and _is_worded(probe, hits, profile)
    if not (key or worded) or not _says_which(probe, record, hits.used, profile, named=hits.named):
        return None
    score = hits.score + (1 if identified and defines and not hits.key else 0)
    score += _KEY if identified and roles_in(probe.reading, probe.context) and _employs(record, probe.context) else 0
    score += _ABOUT if identified and probe.person and any(found & record_names(record) for _, found, _ in probe.named) else 0
    score += 1.5 * names_bound(probe.reading, profile)
    score += fitting(probe.want, record, profile, probe.context) + _forecasting(probe, record)
    score += _PERIOD * names_period(probe.reading, record) + _aged(probe, record, profile)
    wrong = conflicts(probe.reading, probe.context, record, profile)
    missing = len(probe.content - hits.used - probe.names) + 1.5 * len(wrong)
    return Match(record, score - 1.5 * missing, hits.used, wrong)


def _employs(record: Figure | Fact, context: Context) -> bool:
    """True for a record that joins a person and a company: what the one is to the other."""
    kinds = [context.knowledge.names[one].kind for one in (*record.subject, *record.object) if one in context.knowledge.names]
    return sorted(kinds) == ["company", "person"] and not record.by


def _hits(probe: Probe, record: Figure | Fact, profile: Profile) -> _Hits:
    score, direct, named, used = _named_hits(probe, profile)
    moves = record.change is not None
    key = False
    for index, found, families in probe.plain:
        if found.isdisjoint(profile.every):
            continue
        weight = _weight(found, families, profile, hard=index in probe.content)
        weight = 0.0 if weight == _TEXT and moves and not found & profile.names else weight
        plain = index in probe.specific and not families
        sole = bool(families & profile.asked & UNIQUE) and bool(record.object)
        key = key or bool(direct and weight and (sole or (plain and found & profile.asked)))
        if weight:
            weight = 0.3 if index in probe.generic and not ("#spend" in families and "#spend" in profile.key) else weight
            score += weight * probe.context.terms.rarity((found & profile.key) | (found & profile.words) | (found & profile.text))
            used.add(index)
            key = key or weight >= _KEY or (direct > 1 and bool(families & profile.key))
    for mention, said in probe.amounts:
        used.update(mention.span if said.unit and states(said, profile) else ())
        used.update(mention.span if is_in_short(probe.reading, mention, said, record) else ())
    for span in probe.dates:
        used.update(span if used & span else ())
    if DEFINITION in profile.key:
        subjects = {f"@{one}" for one in record.subject}
        key = key and probe.defines and any(found & subjects for _, found, _ in probe.named)
    quoted = frozenset(i for text, span in probe.runs if text in profile.said for i in span)
    own = phrase_said(probe.reading, profile)
    key = key or bool(own)
    score, quoted = score + (_QUOTED if quoted or own else 0), quoted | own
    key = key or bool((quoted & probe.content) - probe.names) or (bool(probe.amounts) and names_amount(probe.reading, record))
    return _Hits(score, frozenset(used) | quoted, direct, named or bool(direct or quoted), key)


def _named_hits(probe: Probe, profile: Profile) -> tuple[float, int, bool, set[int]]:
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


def _says_which(probe: Probe, record: Figure | Fact, used: frozenset[int], profile: Profile, *, named: bool) -> bool:
    """Whether the question says enough to mean this record: its name or its amount, or else two words of it, or one that few have."""
    reading = probe.reading
    if named or (probe.named and profile.key & UNIQUE) or (probe.amounts and names_amount(reading, record)):
        return True
    held = profile.key | profile.words | profile.text
    alike = {i for i, found, _ in probe.plain if not {term for term in found if term[0] != ASKED} & held}
    keyed = {i for i, _, families in probe.plain if families & profile.key} & spanned(reading.words("context"))
    told = (used & probe.content) - probe.picks - alike  # `at which interest rate?` leaves it open of what
    opening = reading.tokens[0].norm if reading.tokens else ""
    keywords = len(reading.tokens) <= _KEYWORDS and not reading.has("modifier", "it", "them")  # `yoy growth at the high end`
    asked = bool(probe.want.asks) or reading.text.rstrip().endswith("?") or opening in _WH or keywords
    sought = {i for i, found, _ in probe.plain if any(term[0] == ASKED for term in found & profile.key)}  # `interest`, which no deal states
    telling = any(families & TELLING for index, _, families in probe.plain if index in told)
    short = len(told) == len(probe.content) and len(reading.tokens) <= _FRAGMENT
    sole = any(families & _SOLE and index in used for index, _, families in probe.plain)
    office = "who" in probe.want.asks and any(found & profile.key & OFFICES for _, found, _ in probe.plain)  # `who is the CFO?`
    return (
        sole
        or office
        or (asked and len(told | sought) > 1)
        or (asked and bool(told) and _is_alone(probe, told, profile))
        or (asked and bool(told | keyed) and _keys(probe, used, profile) > 1)
        or (bool(told) and (len(told) > 1 or (asked and (telling or short))))
    )


def _is_worded(probe: Probe, hits: _Hits, profile: Profile) -> bool:
    """True where everything that a question says, two words or more or one and a name, are words by which people ask for the record."""
    telling = {i: found for i, found, families in probe.plain if i in probe.content or families}
    strong = {i for i, _, families in probe.plain if i in telling and not families & TELLING} - probe.generic
    strong = strong.difference(*probe.dates)
    several = len(telling) + hits.direct > 1 and bool(strong) and probe.names <= hits.used
    return several and all(found & (profile.asked | profile.key) for found in telling.values())


def _is_alone(probe: Probe, told: set[int] | frozenset[int], profile: Profile) -> bool:
    """True where a word of the question makes it one about this record, and no other record holds that word: `what is the coupon?`."""
    frequency = probe.context.terms.frequency
    return any(frequency.get(term, 0) == 1 for i, found, _ in probe.plain if i in told for term in found & profile.key)


def _keys(probe: Probe, used: frozenset[int], profile: Profile) -> int:
    """How many different words or phrases of the question make it one about the record; not those that ask for a cause."""
    reading = probe.reading
    passed = spanned(reading.words("ask")) | probe.generic
    keyed = {i for i, found, families in probe.plain if i in used - passed and (found - {"#cause"}) & profile.key}
    phrases = [
        frozenset(m.span) & keyed for m in reading.mentions if isinstance(m.sense, Word) and m.sense.category in {"topic", "context"}
    ]
    told = {max((p for p in phrases if i in p), key=len, default=frozenset({i})) for i in keyed}
    return len({frozenset(reading.tokens[i].stem for i in phrase) for phrase in told})


def _forecasting(probe: Probe, record: Figure | Fact) -> float:
    """What it adds that a record is a figure where the question asks for a forecast or a revenue."""
    told = any(families & {"#forecast", "#revenue"} for _, _, families in probe.plain)
    told = told or (isinstance(record, Figure) and is_number_of(probe.reading, record))
    return 0.8 if told and isinstance(record, Figure) and "who" not in probe.want.asks else 0


def _aged(probe: Probe, record: Figure | Fact, profile: Profile) -> float:
    """What it adds that a figure is said to be the one before, where the question asks for the old one; what it takes that it is not."""
    if not isinstance(record, Figure) or not probe.reading.has("operation", "older", "previous"):
        return 0
    if _PRIOR in profile.key | profile.words:
        return _KEY
    records = probe.context.terms.records
    alike = (f.id for f in probe.context.knowledge.figures if f.id != record.id and set(f.subject) & set(record.subject))
    before = any(_PRIOR in records[one].key | records[one].words for one in alike)
    return -_KEY if before and names_amount(probe.reading, record) else 0


def _weight(found: frozenset[str], families: frozenset[str], profile: Profile, *, hard: bool) -> float:
    asked = {term for term in found if term[0] == ASKED}  # the `up` of `up front`
    if found & profile.key and (hard or not families or (families | asked) & profile.key):
        return 2.5
    if found & profile.words and (hard or families & profile.words):
        return 1.2
    return _TEXT if hard and found & profile.text and not families & TELLING else 0.0
