"""A question read: its tokens, every meaning that a span may have, and what was repaired.

No meaning is chosen here; the kinds choose, and what explains most words wins.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import COPULA, QUESTION_WORDS
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Mention, Named, Number, Sense, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dealdesk.language.token import Token

S = TypeVar("S", bound=Sense)
MAX_COUNT = 20
_ORDINARY, _MANY = 60, 48  # tokens of a question, and its parts, that are worth keeping
_LONG_INTRODUCTION = 8
_OPENING = frozenset({".", ",", ":", "?", "!", '"', "-", "(", "/"})
_LINKING = frozenset({",", "at", "of", "behind", "i", "mean", "namely", "called"})
_DESCRIBING = frozenset(
    {
        "maker",
        "makers",
        "people",
        "folks",
        "firm",
        "company",
        "parent",
        "owner",
        "developer",
        "creator",
        "creators",
        "lab",
        "giant",
        "outfit",
    }
)
_HEAVY = frozenset({"stage"})


class Reading(Struct, frozen=True, eq=False, dict=True):
    """One question, equal only to itself; what is derived from it is computed once.

    Attributes:
        text: the question, plain and repaired.
        tokens: its tokens; all indexes below are into them.
        mentions: every meaning of every span, in the order of the text.
        repairs: pairs of what was written and what it is read as.
        part: indexes of the tokens that this reading is about, where it is a part of a longer one.
    """

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    repairs: tuple[tuple[str, str], ...] = ()
    part: frozenset[int] | None = None

    @cached_property
    def inside(self) -> frozenset[int]:
        """Indexes of the tokens that this reading is about."""
        return frozenset(range(len(self.tokens))) if self.part is None else self.part

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """The tokens' words in lower case."""
        return tuple(token.norm for token in self.tokens)

    @cached_property
    def common(self) -> tuple[str, ...]:
        """The same with nothing in the place of names, whose words mean nothing else: the `pay` of a company called Acme Pay."""
        named = {i for mention, _ in self.of(Named) for i in mention.span}
        return tuple("" if i in named else norm for i, norm in enumerate(self.norms))

    def words(self, category: str, *names: str) -> tuple[Mention, ...]:
        """Mentions of the lexicon's `category`, of `names` only where any are given."""
        found = self._by_category.get(category)
        if found is None:
            return ()
        key = (category, names)
        told = self._asked.get(key)
        if told is None:
            told = self._asked[key] = tuple(mention for mention, name in found if not names or name in names)
        return told

    @cached_property
    def _asked(self) -> dict[tuple[str, tuple[str, ...]], tuple[Mention, ...]]:
        """What `words` found before: the kinds ask for the same words again and again."""
        return {}

    @cached_property
    def _by_category(self) -> Mapping[str, tuple[tuple[Mention, str], ...]]:
        found: defaultdict[str, list[tuple[Mention, str]]] = defaultdict(list)
        for mention in self.mentions:
            if isinstance(mention.sense, Word):
                found[mention.sense.category].append((mention, mention.sense.name))
        return {category: tuple(pairs) for category, pairs in found.items()}

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        """The names of each category that are mentioned."""
        return {category: frozenset(name for _, name in pairs) for category, pairs in self._by_category.items()}

    def has(self, category: str, *names: str) -> bool:
        """True where `words` would find something."""
        found = self._named.get(category)
        return found is not None and (not names or not found.isdisjoint(names))

    def of(self, sense: type[S]) -> tuple[tuple[Mention, S], ...]:
        """Mentions of this type of sense, each with its sense."""
        return self._by_sense.get(sense, ())

    @cached_property
    def _by_sense(self) -> Mapping[type, tuple[tuple[Mention, Any], ...]]:
        found: defaultdict[type, list[tuple[Mention, Any]]] = defaultdict(list)
        for mention in self.mentions:
            found[type(mention.sense)].append((mention, mention.sense))
        return {sense: tuple(pairs) for sense, pairs in found.items()}

    @cached_property
    def content(self) -> frozenset[int]:
        """Indexes of the tokens that an answer has to explain: words and numbers that are no carriers."""
        soft = {i for m in (*self.words(CARRIER), *self.words("context")) if not self._is_cut(m) for i in m.span}
        soft |= self.frame | self._counts
        soft |= self.apposition
        soft -= self.unknown_names
        return frozenset(i for i in self.inside - soft if self.tokens[i].is_word or self.tokens[i].is_number)

    def _is_cut(self, light: Mention) -> bool:
        """True for a light word inside a longer phrase of another meaning: the `walk` of `walk away from`."""
        return any(set(light.span) < phrase for phrase in self._phrases)

    @cached_property
    def _phrases(self) -> tuple[frozenset[int], ...]:
        said = (m for m in self.mentions if len(m.span) > 1 and isinstance(m.sense, Word) and m.sense.category in _HEAVY)
        return tuple(frozenset(m.span) for m in said)

    @cached_property
    def unknown_names(self) -> frozenset[int]:
        """Words written like a name inside a sentence that is not, which no name or date of the corpus explains."""
        words = [i for i, token in enumerate(self.tokens) if token.is_word]
        capital = {i for i in words[1:] if self.tokens[i].text[:1].isupper() and self.tokens[i].text[1:].islower()}
        if 2 * len(capital) > len(words):
            return frozenset()
        meant = {i for m in self.mentions if not isinstance(m.sense, Word) or m.sense.category != CARRIER for i in m.span}
        phrases = {
            i for m in self.mentions if len(m.span) > 1 and isinstance(m.sense, Word) and m.sense.category == "topic" for i in m.span
        }
        capital -= {i for i in capital if self.tokens[i].norm == "i" or self.tokens[i].text.startswith("I'")}
        single = {i for i in capital - meant if self.tokens[i - 1].norm not in _OPENING}
        named = {i for m in self.mentions if not isinstance(m.sense, Word) for i in m.span}
        double = {i for i in capital - named if i + 1 in words and self.tokens[i + 1].text[:1].isupper() and i + 1 not in named}
        return frozenset(single | double) - phrases - self.apposition

    @cached_property
    def apposition(self) -> frozenset[int]:
        """The words that describe a name by one that the corpus does not know: `the Zerbo maker` of `the Zerbo maker Acme`."""
        return frozenset(i for mention, _ in self.of(Named) for i in self._described_by(mention.start))

    def _described_by(self, end: int) -> Iterator[int]:
        named = {i for m in self.mentions if not isinstance(m.sense, Word) for i in m.span}
        at = end - 1
        while at >= 0 and self.tokens[at].norm in _LINKING:
            at -= 1
        last = at
        while at >= 0 and self.tokens[at].norm in _DESCRIBING:
            at -= 1
        first = at
        while first >= 0 and self.tokens[first].text[:1].isupper() and first not in named and first > 0:
            first -= 1
        if first < at < last:
            yield from range(first + 1, end)

    @cached_property
    def frame(self) -> frozenset[int]:
        """The tokens that only say who said what follows: `a rival paper reports that`."""
        telling = [m for m in self.mentions if isinstance(m.sense, (Named, Range, When)) or _asks(m)]
        asking = [i for i in self.inside if self.tokens[i].norm in QUESTION_WORDS]
        first = min((*(m.start for m in telling), *asking), default=len(self.tokens))
        nouns = {i for m in self.words("noun") for i in m.span}
        verbs = [m for m in self.words("modifier", "reporting", "claimed") if m.end <= first and not nouns & set(m.span)]
        return frozenset(range(max(self._introduction, *(m.end for m in verbs), 0)))

    @property
    def _introduction(self) -> int:
        """The end of `as a teacher I ...`, which says who asks."""
        norms = [token.norm for token in self.tokens]
        if norms[:1] != ["as"] or norms[1:2] not in (["a"], ["an"]):
            return 0
        return next((i for i, norm in enumerate(norms[:_LONG_INTRODUCTION]) if norm in {"i", "we", ","}), 0)

    def said(self, mention: Mention) -> str:
        """The words of a mention, as written."""
        return self.text[self.tokens[mention.start].start : self.tokens[mention.end - 1].end]

    @cached_property
    def degrees(self) -> frozenset[int]:
        """What is asked after `how`, where no other meaning is known: `full` of `how full are its halls`; not `how wide is the gap`."""
        if self.part is not None or self.has("operation", "difference", "spread"):
            return frozenset()
        known = {i for m in self.mentions if not (isinstance(m.sense, Word) and m.sense.category == CARRIER) for i in m.span}
        after = (i + 1 for i, token in enumerate(self.tokens[:-2]) if token.norm == "how" and self.tokens[i + 2].norm in COPULA)
        return frozenset(i for i in after if i not in known and self.tokens[i].is_word and self.tokens[i].norm not in COPULA)

    @property
    def _counts(self) -> frozenset[int]:
        """Plain small numbers, which count what is named beside them."""
        return frozenset(m.start for m, number in self.of(Number) if len(m.span) == 1 and number.value <= MAX_COUNT)

    def only(self, indexes: Iterable[int]) -> Reading:
        """The part of this reading that lies wholly in `indexes`; the tokens keep their places."""
        part = self.inside & frozenset(indexes)
        known = self._parts.get(part)
        if known is None:
            known = replace(self, mentions=tuple(m for m in self.mentions if part.issuperset(m.span)), part=part)
            if self.part is None and len(self.tokens) <= _ORDINARY and len(self._parts) < _MANY:
                self._parts[part] = known
        return known

    @cached_property
    def _parts(self) -> dict[frozenset[int], Reading]:
        """The first parts taken of an ordinary question, in whose places many queries part it; a long one has too many to keep."""
        return {}

    def without(self, indexes: Iterable[int]) -> Reading:
        """The part of this reading that does not touch `indexes`."""
        return self.only(self.inside - frozenset(indexes))


def _asks(mention: Mention) -> bool:
    return isinstance(mention.sense, Word) and mention.sense.category == "ask"
