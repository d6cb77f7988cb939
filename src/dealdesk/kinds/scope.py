"""From a reading to the selection of deals that it speaks of, with the tokens that each condition explains."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Quantity, Range
from dealdesk.kinds import wording
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Mention, Named, Number, Ordinal, When, spanned
from dealdesk.query.condition import (
    Agreed,
    Announced,
    Condition,
    Ends,
    Except,
    Expands,
    HasStatus,
    Lasting,
    OfKind,
    Party,
    Uses,
    Worth,
)
from dealdesk.query.selection import Pick, Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.kinds.context import Context
    from dealdesk.language.reading import Reading

BILLION = Decimal(10) ** 9
_LEAST_IN_SHORT = 10  # smaller bare numbers count things
_NO_PARTIES = frozenset({"term", "event", "index", "place", "group"})
_PRONOUNS = frozenset({"one", "ones", "thing", "issue", "business", "work", "job"})
CONTRACTS = frozenset({"compute contract", "purchase", "lease", "backstop", "equity", "other"})
FINANCINGS = frozenset({"notes", "loan"})
_PICKS = {
    "largest": ("value", True), "smallest": ("value", False), "latest": ("announced", True),
    "earliest": ("announced", False), "older": ("announced", False),
    "longest": ("ends", True), "shortest": ("ends", False),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """The selection of one reading.

    Attributes:
        selection: the deals meant.
        conditions: each condition with the tokens that say it, in the order of the text.
        used: all tokens explained.
        counted: how many deals the question says there are, if it does.
        foreign: names that take part in no deal.
    """

    selection: Selection
    conditions: tuple[tuple[Condition, frozenset[int]], ...]
    used: frozenset[int]
    counted: int | None
    foreign: tuple[str, ...]

    @property
    def is_specific(self) -> bool:
        """True where the question itself narrows the deals."""
        return bool(self.selection.named or self.selection.pick)


def scope_of(reading: Reading, context: Context, *, picks: bool = True) -> Scope:
    """The selection that `reading` speaks of; `picks` False leaves `largest`, `latest` and so on to the operation."""
    deals = context.knowledge.deals
    kind = _kind(reading)
    pool = tuple(deal for deal in deals if kind[0].holds(deal))
    found: list[tuple[Condition, frozenset[int]]] = [kind]
    found += _parties(reading, context)
    found += _periods(reading, pool)
    found += _amounts(reading, deals if not says_kind(reading) else pool)
    found += _stages(reading, deals)
    found = _excluded_together(_kind_left_open(reading, found, deals))
    found += _agreed(reading, found, deals)
    pick, pick_used = _pick(reading) if picks and not reading.has("operation", "rank") else (None, frozenset())
    counted, counted_used = _counted(reading)
    plain = reading.words("attribute", "announced", "customer", "provider", "parties", "value") + reading.words(
        "noun", "customers", "providers"
    )
    used = frozenset().union(*(span for _, span in found), pick_used, counted_used, _span(*plain))
    parties = {one for deal in deals for _, one in deal.parties}
    hardware = {one for deal in deals for one in deal.hardware}
    foreign = tuple(
        one
        for _, named in reading.of(Named)
        if not {context.knowledge.party(i) for i in named.ids} & (parties | {context.knowledge.party(h) for h in hardware})
        for one in named.ids[:1]
    )
    if any(getattr(c, "negated", False) or isinstance(c, Except) for c, _ in found):
        used |= _span(*reading.words("modifier", "exclude"))
    conditions = tuple(dict.fromkeys(c for c, _ in found))
    return Scope(Selection(conditions, pick), tuple(found), used, counted, foreign)


def says_kind(reading: Reading) -> bool:
    """True where a word says what kind of deal is meant; `one` and `thing` say nothing."""
    nouns = reading.words("noun", "contract", "notes", "convertible", "senior", "financing", "loan")
    return any(reading.tokens[m.start].norm not in _PRONOUNS for m in nouns)


def _agreed(
    reading: Reading, found: list[tuple[Condition, frozenset[int]]], deals: Iterable[Deal]
) -> list[tuple[Condition, frozenset[int]]]:
    """What is only talked about counts where the question speaks of talks, or where nothing else is meant."""
    matching = [deal for deal in deals if all(c.holds(deal) for c, _ in found)]
    agreed = [deal for deal in matching if Agreed().holds(deal)]
    if reading.has("stage") or not agreed or len(agreed) == len(matching):
        return []
    return [(Agreed(), frozenset())]


def _kind_left_open(
    reading: Reading, found: list[tuple[Condition, frozenset[int]]], deals: Iterable[Deal]
) -> list[tuple[Condition, frozenset[int]]]:
    """Without a word for the kind, conditions that only deals of another kind meet speak of that kind."""
    rest = found[1:]
    deal_words = reading.has("noun", "contract", "contract_verb", "notes", "convertible", "senior", "financing", "loan")
    if not deal_words and any(isinstance(c, (Worth, Ends)) for c, _ in rest):
        kinds = frozenset(deal.kind for deal in deals if all(c.holds(deal) for c, _ in rest))
        return [(OfKind(kinds, " or ".join(sorted(kinds))), found[0][1]), *rest] if kinds else found
    if not says_kind(reading) and reading.has("attribute", "lenders"):
        kinds = frozenset(deal.kind for deal in deals if deal.lenders and all(c.holds(deal) for c, _ in rest))
        return [(OfKind(kinds, " or ".join(sorted(kinds))), found[0][1]), *rest] if kinds else found
    if says_kind(reading) or not any(isinstance(c, (Worth, Ends, Announced, Party)) for c, _ in rest):
        return found
    matching = [deal for deal in deals if all(c.holds(deal) for c, _ in rest)]
    if not matching or any(found[0][0].holds(deal) for deal in matching):
        return found
    kinds = frozenset(deal.kind for deal in matching)
    return [(OfKind(kinds, " or ".join(sorted(kinds))), found[0][1]), *rest]


def _excluded_together(found: list[tuple[Condition, frozenset[int]]]) -> list[tuple[Condition, frozenset[int]]]:
    """`all minus the one that X gave in March`: an exclusion holds of what is said of the one thing excluded."""
    negated = [(c, span) for c, span in found if getattr(c, "negated", False)]
    if not negated:
        return found
    start = min(min(span, default=0) for _, span in negated)
    after = [
        (c, span) for c, span in found
        if min(span, default=-1) > start and not getattr(c, "negated", False) and isinstance(c, (Party, Announced, Worth, Ends))
        and min(span) - max(i for _, s in negated for i in s) <= 3  # noqa: PLR2004 - words between
    ]  # fmt: skip
    if not after:
        return found
    together = Except((*(_affirmed(c) for c, _ in negated), *(c for c, _ in after)))
    kept = [pair for pair in found if pair not in negated and pair not in after]
    return [*kept, (together, frozenset().union(*(span for _, span in (*negated, *after))))]


def _affirmed(condition: Condition) -> Condition:
    return replace(condition, negated=False) if isinstance(condition, (Party, Announced, Worth)) else condition


def _span(*mentions: Mention) -> frozenset[int]:
    return spanned(mentions)


def _kind(reading: Reading) -> tuple[Condition, frozenset[int]]:
    notes = reading.words("noun", "convertible", "senior", "notes", "financing", "loan")
    specific = {m.sense.name for m in notes if isinstance(m.sense, Word)}
    contracts = reading.words("noun", "contract", "contract_verb")
    hard = [m for m in reading.words("noun", "contract") if reading.tokens[m.start].norm not in _PRONOUNS]
    span = _span(*notes, *contracts)
    if specific and hard and _joined(reading, hard, notes):
        return OfKind(CONTRACTS | FINANCINGS, "contract or financing"), span
    if {"convertible", "senior"} <= specific:
        return OfKind(frozenset({"notes"}), "notes"), span
    if "convertible" in specific:
        return OfKind(frozenset({"notes"}), "convertible notes", "convertible"), span
    if "senior" in specific:
        return OfKind(frozenset({"notes"}), "senior notes", "", "convertible"), span
    if "notes" in specific:
        return OfKind(frozenset({"notes"}), "notes"), span
    if "loan" in specific and not hard:
        return OfKind(frozenset({"loan"}), "loan"), span
    if "financing" in specific and not hard:
        return OfKind(FINANCINGS, "financing"), span
    return OfKind(CONTRACTS, "contract"), _span(*contracts)


def _joined(reading: Reading, left: Iterable[Mention], right: Iterable[Mention]) -> bool:
    """True where `and` or `or` stands between a mention of each: `contracts and debt alike`."""
    spans = [(min(a.end, b.end), max(a.start, b.start)) for a in left for b in right]
    return any(t.norm in {"and", "or"} for start, end in spans for t in reading.tokens[start:end])


def _parties(reading: Reading, context: Context) -> Iterator[tuple[Condition, frozenset[int]]]:
    knowledge = context.knowledge
    roles: dict[str, set[str]] = {}
    hardware = {one for deal in knowledge.deals for one in deal.hardware}
    for deal in knowledge.deals:
        for role, one in deal.parties:
            roles.setdefault(one, set()).add(role)
    groups: dict[tuple[str, bool], list[tuple[str, Mention]]] = {}
    for mention, named in reading.of(Named):
        ids = [knowledge.party(one) for one in named.ids]
        one = next((i for i in ids if i in roles), ids[0])
        if one not in roles and knowledge.names[one].kind in _NO_PARTIES:
            continue
        made = says_kind(reading) or reading.has("attribute", "hardware")
        used = frozenset(h for h in hardware if h in named.ids or (made and knowledge.party(h) in ids and knowledge.party(h) not in roles))
        if used and one not in roles:
            yield Uses(used, wording.listed([knowledge.say(h) for h in sorted(used)], "or")), _span(mention)
            continue
        negated = _negated(reading, mention)
        role = "/".join(sorted(roles.get(one, {one})))
        groups.setdefault((role, negated), []).append((one, mention))
    for (_, negated), members in groups.items():
        ids_of = dict.fromkeys(one for one, _ in members)
        label = wording.listed([knowledge.say(one) for one in ids_of], "or")
        before = excluding(reading, members[0][1]) if negated else frozenset()
        yield Party(frozenset(ids_of), label, negated=negated), _span(*(m for _, m in members)) | before


def excluding(reading: Reading, mention: Mention) -> frozenset[int]:
    """The words just before a mention that exclude it; empty where none do."""
    nearby = [m for m in reading.words("modifier", "exclude") if 0 <= mention.start - m.end <= 3]  # noqa: PLR2004 - words between
    between = [m for m in nearby if not any(m.end <= o.start and o.end <= mention.start for o, _ in reading.of(Named))]
    joined = [
        m for m in nearby
        if all(t.norm in {"and", "or", ","} or _named_at(reading, i) for i, t in enumerate(reading.tokens[m.end : mention.start], m.end))
    ]  # fmt: skip
    return _span(*(between or joined))


def _named_at(reading: Reading, index: int) -> bool:
    return any(index in m.span for m, _ in reading.of(Named))


def _negated(reading: Reading, mention: Mention) -> bool:
    return bool(excluding(reading, mention))


def _periods(reading: Reading, pool: Iterable[Deal]) -> Iterator[tuple[Condition, frozenset[int]]]:
    deals = tuple(pool)
    groups: dict[str, list[tuple[When, frozenset[int]]]] = {}
    for mention, when in reading.of(When):
        ends_words = [m for m in reading.words("attribute", "ends") if 0 <= mention.start - m.end <= 2]  # noqa: PLR2004 - words between
        is_end = bool(ends_words) or when.ahead
        covers = any(when.period.covers(deal.announced) for deal in deals)
        ends = any(when.period.covers(deal.ends) for deal in deals)
        if not covers and (ends or is_end):
            topic = "ends"
        else:
            topic = "not" if _negated(reading, mention) else "ends" if ends_words and not covers else "announced"
        before = excluding(reading, mention) if topic == "not" else _span(*ends_words)
        groups.setdefault(topic, []).append((when, _span(mention) | before))
    for topic, said in groups.items():
        periods = tuple(when.period for when, _ in said)
        span = frozenset().union(*(used for _, used in said))
        if topic == "ends":
            yield Ends(periods), span
        else:
            yield Announced(periods, negated=topic == "not"), span


def _amounts(reading: Reading, pool: Iterable[Deal]) -> Iterator[tuple[Condition, frozenset[int]]]:
    deals = tuple(pool)
    ranges: list[tuple[Range, frozenset[int], bool]] = []
    for mention, said in reading.of(Range):
        if said.unit in {"years", "months"}:
            about_term = says_kind(reading) or reading.has("attribute", "term", "ends", "unit_price")
            if about_term and not reading.has("ask", "how_many") and said.exact and said.low is not None:
                months = said.low * (12 if said.unit == "years" else 1)
                yield Lasting(Range(months, months, "months"), f"{wording.number(said.low)} {said.unit}"), _span(mention)
            continue
        scaled = _scaled(reading, mention, said, deals)
        if scaled:
            ranges.append((scaled, _span(mention) | excluding(reading, mention), _negated(reading, mention)))
    for negated in (False, True):
        chosen = [(r, span) for r, span, negative in ranges if negative is negated]
        if chosen:
            label = wording.listed([range_label(r) for r, _ in chosen], "or")
            span = frozenset().union(*(used for _, used in chosen))
            yield Worth(tuple(r for r, _ in chosen), label, negated), span


def _scaled(reading: Reading, mention: Mention, said: Range, deals: Iterable[Deal]) -> Range | None:
    """A bare number as billions, where it bounds a value or is one; a number before a counted noun is none."""
    if said.unit and said.unit != "USD" and not any(d.value and d.value.unit == said.unit for d in deals):
        return None
    if said.unit:
        return said
    if any(m.start == mention.end for m in reading.words("noun")) or reading.tokens[mention.start].norm in {"top", "first", "last"}:
        return None
    low = said.low * BILLION if said.low is not None else None
    high = said.high * BILLION if said.high is not None else None
    scaled = Range(low, high, "USD", said.strict)
    if not said.exact:
        return scaled
    plain = "." not in reading.tokens[mention.end - 1].norm
    if not reading.tokens[mention.end - 1].is_number or (plain and said.low is not None and said.low < _LEAST_IN_SHORT):
        return None
    return scaled if any(d.value and scaled.holds(d.value.amount) for d in deals) else None


def range_label(said: Range) -> str:
    """The words for a range of values: `over $10 billion`."""

    def say(value: Decimal) -> str:
        return wording.amount(Quantity(amount=value, unit=said.unit or "USD"))

    if said.low is not None and said.high is not None:
        return say(said.low) if said.exact else f"{say(said.low)} to {say(said.high)}"
    if said.low is not None:
        return f"{'over' if said.strict else 'at least'} {say(said.low)}"
    return f"{'under' if said.strict else 'at most'} {say(said.high or Decimal())}"


def _stages(reading: Reading, deals: Iterable[Deal]) -> Iterator[tuple[Condition, frozenset[int]]]:
    """Stages that some deal stands at; a word for a stage that none does stays unexplained."""
    for mention in reading.words("stage"):
        name = mention.sense.name if isinstance(mention.sense, Word) else ""
        label = name.replace("_", " ")
        condition = Expands() if name == "expands" else HasStatus(frozenset({label}), label)
        if any(condition.holds(deal) for deal in deals):
            yield condition, _span(mention)


def _pick(reading: Reading) -> tuple[Pick | None, frozenset[int]]:
    """The superlative or place in time, with its number: `the three largest`, `second biggest`, `the first`."""
    ordinals = list(reading.of(Ordinal))
    supers = [
        m
        for m in reading.words("operation", *_PICKS)
        if isinstance(m.sense, Word) and not _is_verb(reading, m) and not _is_plural(reading, m)
    ]
    strong = [m for m in supers if m.sense.name in {"largest", "smallest", "longest", "shortest"}]  # type: ignore[union-attr]
    chosen = next(iter(strong or supers), None)
    if chosen is None:
        place = next(((m, o) for m, o in ordinals if o.place > 1), None)
        if place is None:
            return None, frozenset()
        sized = reading.tokens[place[0].start].norm == "runner"
        pick = Pick("value", descending=True, first=place[1].place) if sized else Pick("announced", descending=False, first=place[1].place)
        return pick, _span(place[0])
    by, descending = _PICKS[chosen.sense.name]  # type: ignore[union-attr]
    used = _span(*(m for m in supers if m.start == chosen.start), chosen)
    first, count = 1, 1
    for mention, ordinal in ordinals:
        if ordinal.place > 1 and abs(mention.start - chosen.start) <= 2:  # noqa: PLR2004 - "second", "-", "largest"
            first, used = ordinal.place, used | _span(mention)
    for mention, number in reading.of(Number):
        if number.value > 0 and min(abs(mention.start - chosen.end), abs(chosen.start - mention.end)) <= 1:
            count, used = number.value, used | _span(mention)
    exclude = bool(excluding(reading, chosen))
    return Pick(by, descending, first, count, exclude=exclude), used | excluding(reading, chosen)


def _is_plural(reading: Reading, mention: Mention) -> bool:
    """`new orders` are any; only `the new order` is the latest."""
    nouns = [m for m in reading.words("noun", "contract") if 0 <= m.start - mention.end <= 1]
    return reading.tokens[mention.start].norm == "new" and any(reading.tokens[m.start].norm.endswith("s") for m in nouns)


def _is_verb(reading: Reading, mention: Mention) -> bool:
    """`does it last`: a word that is a superlative only before a noun."""
    if len(mention.span) == 1 and reading.tokens[mention.start].norm in {"lasts", "lasted", "lasting"}:
        return True
    if reading.tokens[mention.start].norm != "last" or len(mention.span) > 1:
        return False
    return not any(0 <= m.start - mention.end <= 1 for m in reading.words("noun"))


def _counted(reading: Reading) -> tuple[int | None, frozenset[int]]:
    """A number right before a word for deals: `Acme's four contracts`."""
    nouns = reading.words("noun", "contract", "notes", "financing", "loan", "customers", "providers")
    for mention, number in reading.of(Number):
        near = [m for m in nouns if 0 <= m.start - mention.end <= 1]
        if near and 0 < number.value < 1000:  # noqa: PLR2004 - no count of deals is larger
            return number.value, _span(mention)
    return None, frozenset()
