"""The place in a row by which a question picks deals: `the three largest`, `second biggest`, `the last but one`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import COPULA, SPELLS
from dealdesk.language.mention import Mention, Named, Number, Ordinal
from dealdesk.query.selection import Pick

if TYPE_CHECKING:
    from dealdesk.language.reading import Reading

ORDERS = {
    "largest": ("value", True), "smallest": ("value", False), "latest": ("announced", True),
    "earliest": ("announced", False), "older": ("announced", False),
    "longest": ("ends", True), "shortest": ("ends", False),
}  # fmt: skip
_COMPARATIVES = {"more": ("value", True), "less": ("value", False), "later": ("announced", True)}
_SIZES = frozenset({"largest", "smallest", "longest", "shortest", "more", "less"})
_NEAR = 2
_PARTITIVE = 5  # tokens from a number to what it counts a part of
_AS = {("as",), ("the",), ("that",), ("larger",), ("bigger",), ("more",), ("what",)}  # after `three times`, which then multiplies
_ONCE = frozenset({"originally", "initially"})
_SETTLED = frozenset(
    {"due", "agreed", "planned", "set", "fixed", "foreseen", "scheduled", "expiry", "expiration", "end", "term", "maturity"}
)
_LASTING = frozenset({"do", "does", "did", "will", "would", "can", "could", "to", "how", "they", "it"})  # before the verb `last`
_INDEFINITE = frozenset({"a", "an", "any", "another", "some"})
_RECENTLY = frozenset({"just", "newly", "recently", "freshly"})
_OF_NOUNS = frozenset({"old", "new", "fresh", "final"})  # pick only the deal that they stand before


class Counted(Struct, frozen=True):
    """How many deals a question says there are: exactly `number` (`bound` 0), at least (1) or at most (-1) as many."""

    number: int
    bound: int = 0

    @classmethod
    def of(cls, said: Range) -> Counted | None:
        """The number that a bare amount bounds: `at least two`, `more than two`; None for `between two and four`."""
        if said.low is not None and said.high is not None:
            return cls(int(said.low)) if said.low == said.high else None
        edge, bound = (said.low, 1) if said.high is None else (said.high, -1)
        return None if edge is None else cls(int(edge) + bound * said.strict, bound)

    def holds(self, count: int) -> bool:
        """True where `count` is as said."""
        return count == self.number if not self.bound else self.bound * (count - self.number) >= 0


def pick_in(reading: Reading) -> tuple[Pick | None, frozenset[int]]:
    """The pick, and the words that say it; None where the question picks nothing."""
    orders = reading.words("operation", *ORDERS)
    adverbs = frozenset(i for m in orders if _is_adverb(reading, m) or is_included(reading, m) for i in m.span)
    superlatives = [m for m in orders if not (adverbs & set(m.span) or _is_verb(reading, m) or _is_plural(reading, m))]
    superlatives += [m for m in reading.words("operation", *_COMPARATIVES) if _picks(reading, m)]
    ordinals = tuple((m, ordinal) for m, ordinal in reading.of(Ordinal) if not adverbs & set(m.span))
    sized = [m for m in superlatives if m.name in _SIZES]
    chosen = next(iter(sized or superlatives), None)
    if chosen is None:
        pick, told = _placed(ordinals)
        return pick, told | adverbs
    by, descending = {**ORDERS, **_COMPARATIVES}[chosen.name]
    used = {*adverbs, *(i for m in superlatives if set(m.span) & set(chosen.span) or _is_recent(reading, m, chosen) for i in m.span)}
    first, count = 1, 1
    for mention, ordinal in ordinals:
        if ordinal.place > 1 and abs(mention.start - chosen.start) <= _NEAR:
            first, used = ordinal.place, used | set(mention.span)
    following = [m for m in reading.words("operation", "next") if m.end == chosen.start and by == "value"]
    if following and first == 1:  # `the next biggest`
        first, used = 2, used | {i for m in following for i in m.span}
    for mention, number in reading.of(Number):
        if number.value > 0 and min(abs(mention.start - chosen.end), abs(chosen.start - mention.end)) <= 1:
            count, used = number.value, used | set(mention.span)
    power = reading.words("attribute", "power") if by == "value" and not reading.has("attribute", "value") else ()
    if any(abs(m.start - chosen.end) <= _NEAR for m in power):  # `the fewest megawatts`
        by, used = "power", used | {i for m in power for i in m.span}
    return Pick(by, descending, first, count), frozenset(used)


def _is_recent(reading: Reading, mention: Mention, chosen: Mention) -> bool:
    """`the fresh deal that Acme just struck`: says once more that it is the latest."""
    return mention.name == chosen.name == "latest" and reading.norms[mention.start] in _RECENTLY


def _placed(ordinals: tuple[tuple[Mention, Ordinal], ...]) -> tuple[Pick | None, frozenset[int]]:
    """An ordinal without a superlative counts in time, one of a ranking in size."""
    for mention, ordinal in ordinals:
        if ordinal.place > 1:
            by = "value" if ordinal.ranked else "announced"
            return Pick(by, descending=ordinal.ranked or ordinal.from_end, first=ordinal.place), frozenset(mention.span)
    return None, frozenset()


def _picks(reading: Reading, mention: Mention) -> bool:
    """`the bigger order`, `its smaller one`: a comparative right before a noun and not before `than` picks one of two."""
    nouns = {m.start: m.end for m in reading.words("noun", "contract", "notes", "loan")}
    end = nouns.get(mention.end)
    after = reading.tokens[end].norm if end is not None and end < len(reading.tokens) else ""
    plural = end is not None and reading.norms[end - 1].endswith("s")
    return end is not None and not plural and after != "than" and reading.tokens[mention.start].norm.endswith("er")


def _is_plural(reading: Reading, mention: Mention) -> bool:
    """`new orders` are any, `most orders` a majority; only `the new order` is the latest."""
    nouns = [m for m in reading.words("noun", "contract") if 0 <= m.start - mention.end <= 1]
    majority = reading.tokens[mention.start].norm == "most" and not (mention.start and reading.tokens[mention.start - 1].norm == "the")
    plural = any(reading.tokens[m.end - 1].norm.endswith("s") for m in nouns)
    return plural and (majority or reading.tokens[mention.start].norm == "new")


def picks_any(reading: Reading) -> bool:
    """`has Acme signed a new contract?`: one of Acme's, and not the latest of all; not `is it a new one?`."""
    nouns = (m.start for m in reading.words("operation", "latest") if m.start and reading.norms[m.start] in _OF_NOUNS)
    return COPULA.isdisjoint(reading.norms[:1]) and any(reading.norms[at - 1] in _INDEFINITE for at in nouns)


def _is_adverb(reading: Reading, mention: Mention) -> bool:
    """`as originally agreed`, `was first due`: says how something once stood, and picks no deal."""
    norm = reading.tokens[mention.start].norm
    after = reading.tokens[mention.end].norm if mention.end < len(reading.tokens) else ""
    if norm == "first" and _comes_first(reading, mention):
        return True
    return norm in _ONCE or (norm in {"first", "original", "initial"} and after in _SETTLED) or _is_either(reading, mention)


def _comes_first(reading: Reading, mention: Mention) -> bool:
    """`which customers first signed in 2029?`: of several it is asked when they did so for the first time."""
    several = any(
        reading.norms[m.end - 1].endswith("s") and m.end == mention.start for m in reading.words("noun", "customers", "providers")
    )
    return several and any(m.start == mention.end for m in reading.words("noun", "contract_verb"))


def _is_either(reading: Reading, mention: Mention) -> bool:
    """`old and new orders`: all of them."""
    norms = reading.norms
    after = norms[mention.end : mention.end + 2] in (("and", "new"), ("and", "newer"), ("and", "old"), ("and", "older"))
    before = norms[mention.start - 2 : mention.start] in (("old", "and"), ("older", "and"), ("new", "and"), ("newer", "and"))
    return after or before


def is_included(reading: Reading, mention: Mention) -> bool:
    """`including the newest`, `the newest included`: says that it is among those that are meant."""
    before = {token.norm for token in reading.tokens[max(0, mention.start - _NEAR) : mention.start]}
    after = {token.norm for token in reading.tokens[mention.end : mention.end + _NEAR]}
    return bool(before & {"including", "counting"} or after & {"included", "counted"})


def _is_verb(reading: Reading, mention: Mention) -> bool:
    """`does it last`: a word that is a superlative only before a noun."""
    norm = reading.tokens[mention.start].norm
    after = reading.tokens[mention.end : mention.end + 1]
    if norm in {"earlier", "older", "sooner"} and after and after[0].norm == "than":
        return True
    if norm in {"least", "most"} and reading.tokens[mention.start - 1 : mention.start] and reading.tokens[mention.start - 1].norm == "at":
        return True
    if mention.name == "latest" and _is_of_hardware(reading, mention):
        return True
    if len(mention.span) == 1 and norm in _OF_NOUNS:
        nouns = (*reading.words("noun", "contract", "notes", "loan", "financing"), *reading.words("attribute", "value", "term", "ends"))
        return not any(0 <= m.start - mention.end <= _NEAR for m in nouns)
    if len(mention.span) > 1 or norm not in {"last", "lasts", "lasted", "lasting"}:
        return False
    if norm == "last" and after and after[0].norm in SPELLS:
        return True  # `last year's contract`
    numbered = any(m.start == mention.end for m, _ in reading.of(Number)) and not reading.has("noun", "years", "months")  # `the last two`
    named = next((m.end for m, _ in reading.of(Named) if m.start == mention.end), mention.end)  # `the last Acme deal`
    nouns = (*reading.words("noun"), *(m for m in reading.words("attribute", "value") if len(m.span) > 1))  # `deal value`
    numbered |= bool(after) and after[0].norm == "thing" and reading.has("noun", "contract_verb")  # `the last thing that Acme ordered`
    owned = mention.start > 0 and reading.tokens[mention.start - 1].text.endswith(("'s", "s'"))  # `Acme's last`
    return norm != "last" or not (
        numbered or owned or closes(reading, mention) or any(0 <= m.start - end <= 1 for m in nouns for end in (mention.end, named))
    )


def _is_of_hardware(reading: Reading, mention: Mention) -> bool:
    """`the newest chip`: picks a thing, and no deal."""
    things = [m for m in reading.words("attribute", "hardware") if m.start == mention.end]
    return bool(things) and not any(m.start == things[0].end for m in reading.words("noun", "contract"))


def closes(reading: Reading, mention: Mention) -> bool:
    """`which customer came on board last?`: a place in a row at the end of a question; not `how long does it last?`."""
    return not any(token.is_word for token in reading.tokens[mention.end :]) and _LASTING.isdisjoint(reading.norms)


def counted_in(reading: Reading) -> tuple[Counted | None, frozenset[int]]:
    """A number right before a word for deals: `Acme's four contracts`, `at least two orders`."""
    nouns = reading.words("noun", "contract", "notes", "financing", "loan")
    verbs = {m.end for m in reading.words("noun", "contract_verb")}
    for mention, number in reading.of(Number):
        bounded = next((m for m, said in reading.of(Range) if m.end == mention.end and not said.exact), mention)
        said = bounded.sense if isinstance(bounded.sense, Range) else None
        bound = 0 if said is None else 1 if said.low is not None else -1
        beyond = bound if said is not None and said.strict else 0  # `more than two` are at least three
        times = reading.norms[mention.end : mention.end + 1] == ("times",) and reading.norms[mention.end + 1 : mention.end + 2] not in _AS
        if times and (bounded.start in verbs or (verbs and bounded is not mention)) and number.value > 1:  # `signed three times`
            return Counted(number.value + beyond, bound), frozenset(range(bounded.start, mention.end + 1))
        partitive = [token.norm for token in reading.tokens[mention.end : mention.end + 1]] == ["of"]  # `three of Acme's orders`
        reach = _PARTITIVE if partitive else 1
        after = next((m.end for m, _ in reading.of(Named) if m.start == mention.end), mention.end)  # `two Acme contracts`
        near = [m for m in nouns if 0 <= m.start - after <= reach and reading.tokens[m.start].norm not in {"one", "business", "work"}]
        if near and 1 < number.value < 1000:  # noqa: PLR2004 - no count of deals is larger
            return Counted(number.value + beyond, bound), frozenset(bounded.span)
    return None, frozenset()
