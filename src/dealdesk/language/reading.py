"""A question read: its tokens, every meaning that a span may have, and what was repaired.

No meaning is chosen here; the kinds choose, and what explains most words wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.language.amount import AmountGrammar
from dealdesk.language.calendar import CalendarGrammar
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Mention, Named, Number, Ordinal, Sense, When
from dealdesk.language.phrase import Phrases
from dealdesk.language.token import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dealdesk.language.lexicon import Lexicon, Units
    from dealdesk.language.name import NameFinder
    from dealdesk.language.spelling import Speller
    from dealdesk.language.token import Token

S = TypeVar("S", bound=Sense)
MAX_CHARACTERS = 2000
MAX_COUNT = 20
_LONG_INTRODUCTION = 8
_QUESTION_WORDS = frozenset({"what", "which", "who", "whose", "whom"})
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
_UNHIDDEN = frozenset({CARRIER, "topic", "context", "modifier", "ask", "relation"})
_TURNING = frozenset({"correction", "claimed", "affirmed", "follow", "reset"})
_HIDING_NOTHING = frozenset({"modifier", "context", "stage", "currency", "ask", "relation"})
_COPULA = frozenset({"is", "are", "was", "were"})
_DATING = frozenset({"in", "of", "since", "from", "by", "until", "the", "last", "this", "for", "and", "or", "with", "on", ","})
_DEFINE, _AVERAGE = Word("operation", "define"), Word("operation", "average")
_THEM = Word("modifier", "them")
_RATES = (Word("operation", "yearly"), Word("operation", "monthly"))
_BEFORE_LENGTH = frozenset({"in", "by", "for", "within", "after", "of", "than", "over", "during", "about", "half"})
_AFTER_LENGTH = frozenset({"other", "later", "earlier", "ago", "before", "after", "longer", "apart", "and"})
_MAJORITY = re.compile(r"\b(?:the|a) majority of\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(over|under|(?:more|less) than|at (?:least|most)) ((?:a|one|two|three)?[ -]?(?:half|thirds?|quarters?|fifth|tenth))"
    r"(?= (?:of|the|its|their|all)\b|\W*$)(?: of)?",
    re.IGNORECASE,
)
_THEN = re.compile(r"\b(more|less|(?:bigg|small|larg|great|high|low|long|short|lat|earli|few|old|new)er) then\b", re.IGNORECASE)
_ORDERED = re.compile(r"\b(\w+est) \w+ first\b", re.IGNORECASE)
_ONE = re.compile(r"(?<=\b(?:old|new|the|ner|wer|est|rst|ast|her) )1(?=[\s?!,;)]|$)(?!\s*(?:[.,]\d|%|b|m|t|k|\$|percent|year|month))")
_SHORT_YEAR = re.compile(r"\b([a-zA-Z]{3,9})(?:\s?'|-)([2-3]\d)\b(?![\d.,]*\d)")
_BARE_YEAR = re.compile(r"(?<!\bon )\b([a-zA-Z]{3,9}) (2[4-9]|3\d)\b(?!\s*(?:st|nd|rd|th)\b|[\d.,]*\d|,? 20\d\d)", re.IGNORECASE)
_DRAWN = re.compile(r"(.)\1+")
_WORD = re.compile(r"\b[a-zA-Z]{1,2}/[a-zA-Z]?\b|[^\W\d_]+(?:'[^\W\d_]+|\d\b)?")


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
        soft = {i for mention in (*self.words(CARRIER), *self.words("context")) for i in mention.span} | self.frame | self._counts
        soft |= self.apposition
        soft -= self.unknown_names
        return frozenset(i for i in self.inside - soft if self.tokens[i].is_word or self.tokens[i].is_number)

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
        asking = [i for i in self.inside if self.tokens[i].norm in _QUESTION_WORDS]
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
        return " ".join(token.text for token in self.tokens[mention.start : mention.end])

    @cached_property
    def degrees(self) -> frozenset[int]:
        """What is asked after `how`, where no other meaning is known: `full` of `how full are its halls`; not `how wide is the gap`."""
        if self.part is not None or self.has("operation", "difference", "spread"):
            return frozenset()
        known = {i for m in self.mentions if not (isinstance(m.sense, Word) and m.sense.category == CARRIER) for i in m.span}
        after = (i + 1 for i, token in enumerate(self.tokens[:-2]) if token.norm == "how" and self.tokens[i + 2].norm in _COPULA)
        return frozenset(i for i in after if i not in known and self.tokens[i].is_word and self.tokens[i].norm not in _COPULA)

    @property
    def _counts(self) -> frozenset[int]:
        """Plain small numbers, which count what is named beside them."""
        return frozenset(m.start for m, number in self.of(Number) if len(m.span) == 1 and number.value <= MAX_COUNT)

    def only(self, indexes: Iterable[int]) -> Reading:
        """The part of this reading that lies wholly in `indexes`; the tokens keep their places."""
        part = self.inside & frozenset(indexes)
        return replace(self, mentions=tuple(m for m in self.mentions if part.issuperset(m.span)), part=part)

    def without(self, indexes: Iterable[int]) -> Reading:
        """The part of this reading that does not touch `indexes`."""
        return self.only(self.inside - frozenset(indexes))


def _asks(mention: Mention) -> bool:
    return isinstance(mention.sense, Word) and mention.sense.category == "ask"


class Reader(Struct, frozen=True):
    """Reads questions with one lexicon and one set of names."""

    lexicon: Lexicon
    names: NameFinder
    speller: Speller
    amounts: AmountGrammar
    calendar: CalendarGrammar
    ordinals: Phrases[Ordinal]
    days: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def of(cls, lexicon: Lexicon, names: NameFinder, speller: Speller, days: frozenset[tuple[int, int]] = frozenset()) -> Reader:
        """The reader over these words; `days` are the months and days on which the corpus says that something happened."""
        grammars = AmountGrammar.of(lexicon.units), CalendarGrammar.of(lexicon.calendar)
        return cls(lexicon, names, speller, *grammars, _ordinals(lexicon.units), days)

    def read(self, question: str) -> Reading:
        """The reading of `question`; any text has one."""
        plain = plain_text(question[: 4 * MAX_CHARACTERS])[:MAX_CHARACTERS]
        plain = _THEN.sub(r"\1 than", _PART.sub(self._in_percent, _MAJORITY.sub("more than half of", plain)))
        text, repairs = self._repaired(self._expanded(self._dated(_ORDERED.sub(self._ordered, _ONE.sub("one", plain)))))
        tokens = self.lexicon.tokens(text)
        return Reading(text, tokens, self.mentions(tokens, asked=True), repairs)

    def mentions(self, tokens: Sequence[Token], *, asked: bool = False) -> tuple[Mention, ...]:
        """Every meaning of every span of `tokens`, in order; what is `asked` may call a name by a word of it."""
        names = list(self.names.mentions(tokens))
        taken = {i for mention in names for i in mention.span}
        called = [i for i, token in enumerate(tokens) if i not in taken and self._calls(token)] if asked else []
        names += [Mention(i, i + 1, self.names.parts[tokens[i].norm]) for i in called]
        taken |= {i for mention in names for i in mention.span}
        dates = [m for m in self.calendar.mentions(tokens) if not taken & set(m.span) and not _is_modal(tokens, m, names)]
        taken |= {i for mention in dates for i in mention.span}
        amounts = [m for m in self.amounts.mentions(tokens) if not taken & set(m.span)]
        taken |= {i for m in amounts if isinstance(m.sense, Range) and m.sense.unit not in {"", "years", "months"} for i in m.span}
        found = [*names, *dates, *amounts, *self._ordinals(tokens)]
        bounding = {i for m in amounts if isinstance(m.sense, Range) and not m.sense.exact for i in m.span}
        words = (m for m in self._words(tokens) if not set(m.span) <= taken or _is_topic(m))
        found += _maximal(m for m in words if not (_is_operation(m) and set(m.span) <= bounding and tokens[m.start].norm != "top"))
        found = [m for m in found if isinstance(m.sense, (Named, When, Range, Word)) or not taken & set(m.span)]
        found = [m for m in found if not (isinstance(m.sense, Ordinal) and _sequences(m, found))]
        found = [Mention(m.start, m.end, _AVERAGE) if m.sense == _DEFINE and _is_mean(tokens, m) else m for m in found]
        found = [m for m in found if not (m.sense in _RATES and _is_length(tokens, m))]
        found = [m for m in found if not (m.sense == _THEM and tokens[m.end - 1].norm == "one")]  # `the one` is stemmed as `the ones`
        return tuple(sorted(found, key=lambda m: (m.start, -m.end)))

    def _calls(self, token: Token) -> bool:
        """True for a word of one name alone that is no word of English: it calls that name."""
        known = token.norm not in self.names.parts or any(True for _ in self.lexicon.phrases.at([token.stem], 0))
        return not known and not self.speller.is_english(token.norm)

    def _words(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        stems = [token.stem for token in tokens]
        starts = (i for i, stem in enumerate(stems) if stem in self.lexicon.phrases.lengths)
        for start in starts:
            for end, word in self.lexicon.phrases.at(stems, start):
                yield Mention(start, end, word)

    def _ordinals(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        norms = [token.norm for token in tokens]
        index = 0
        while index < len(norms):
            found = self.ordinals.longest(norms, index) if self.ordinals.begin(norms[index]) else None
            if found:
                yield Mention(index, *found)
            index = found[0] if found else index + 1

    def _expanded(self, text: str) -> str:
        def expand(match: re.Match[str]) -> str:
            word = match.group()
            before = text[: match.start()].rstrip()[-1:]
            lower = word.casefold()
            measures = lower in self.amounts.units.scales or lower in self.amounts.units.units
            if ((before.isdigit() or before == "$") and measures) or self._names(word):
                return word
            if "/" in lower and lower not in self.lexicon.shorthand:
                return word
            return self.lexicon.shorthand.get(lower) or self._undrawn(lower) or word

        return _WORD.sub(expand, text)

    def _in_percent(self, match: re.Match[str]) -> str:
        """`over two thirds of`, as `over 66.67% of`."""
        part = self.lexicon.units.fractions.get(match.group(2).casefold().replace("-", " "))
        return match.group() if part is None else f"{match.group(1)} {part:g}% of"

    def _ordered(self, match: re.Match[str]) -> str:
        """`oldest entry first`: how to sort, as `oldest first`."""
        short = f"{match.group(1)} first"
        stems = " ".join(token.stem for token in self.lexicon.tokens(short))
        return short if stems in self.lexicon.phrases.meanings else match.group()

    def _dated(self, text: str) -> str:
        """`May-25`, `Sept '25`, `sept 25`: a month and a year in short, written in full; the last may be a day that the corpus knows."""

        def full(match: re.Match[str]) -> str:
            return f"{match.group(1)} 20{match.group(2)}" if match.group(1).casefold() in self.calendar.months else match.group()

        def unless_day(match: re.Match[str]) -> str:
            month = self.calendar.months.get(match.group(1).casefold())
            return match.group() if (month, int(match.group(2))) in self.days else full(match)

        return _BARE_YEAR.sub(unless_day, _SHORT_YEAR.sub(full, text))

    def _undrawn(self, word: str) -> str | None:
        """`plzz`, `sooo`: an unknown word with its drawn-out letters said once."""
        short = _DRAWN.sub(r"\1", word)
        if short == word or self.speller.knows(word) or self.speller.is_english(word):
            return None
        known = self.lexicon.shorthand.get(short)
        return known or (short if self.speller.knows(short) else None)

    def _names(self, word: str) -> bool:
        return word.casefold() in self.names.spellings and word != word.casefold()

    def _repaired(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        repairs: dict[str, str] = {}
        shouted = text.upper() == text
        for index, token in enumerate(self.lexicon.tokens(text)):
            if token.is_word and token.norm.isalpha() and not self._known(token):
                name = index > 0 and token.text[:1].isupper() and not shouted
                meant = self.speller.repaired(token.norm, name=name)
                if meant:
                    repairs[token.norm] = meant
        if not repairs:
            return text, ()

        def mend(match: re.Match[str]) -> str:
            return repairs.get(match.group().casefold(), match.group())

        return re.sub(r"[^\W\d_]+", mend, text), tuple(repairs.items())

    def _known(self, token: Token) -> bool:
        return (
            self.speller.knows(token.norm)
            or (self.lexicon.phrases.begin(token.stem) and self.speller.is_english(token.norm))
            or (token.norm.endswith("s") and self.speller.knows(token.norm[:-1]))
        )


def _is_topic(mention: Mention) -> bool:
    """True for words such as `since January`, which are a date and a way to speak of a share's year."""
    return isinstance(mention.sense, Word) and mention.sense.category == "topic" and len(mention.span) > 1


def _is_length(tokens: Sequence[Token], mention: Mention) -> bool:
    """`in a month other than May`, `a year later`: a time, and no rate."""
    before = tokens[mention.start - 1].norm if mention.start else ""
    after = tokens[mention.end].norm if mention.end < len(tokens) else ""
    return tokens[mention.start].norm in {"a", "one"} and (before in _BEFORE_LENGTH or after in _AFTER_LENGTH)


def _is_modal(tokens: Sequence[Token], mention: Mention, names: Iterable[Mention]) -> bool:
    """`what may Acme order?`: a verb right before a name, and no month."""
    alone = len(mention.span) == 1 and tokens[mention.start].text == "may"
    dated = mention.start == 0 or tokens[mention.start - 1].norm in _DATING
    return alone and not dated and any(m.start == mention.end and m.end < len(tokens) - 1 for m in names)


def _is_mean(tokens: Sequence[Token], mention: Mention) -> bool:
    """`mean order value`, `the mean of both`: an average; not `what does that mean?`."""
    before = tokens[mention.start - 1].norm if mention.start else "the"
    return tokens[mention.start].norm == "mean" and before == "the" and len(mention.span) == 1 and mention.end < len(tokens) - 1


def _sequences(mention: Mention, found: Iterable[Mention]) -> bool:
    """`first explain ...`: says when to do what is asked, and picks nothing."""
    verbs = {Word(CARRIER, "asking"), Word("operation", "define"), Word("operation", "list"), Word("operation", "profile")}
    return mention.start == 0 and any(m.start == mention.end and m.sense in verbs for m in found)


def _is_operation(mention: Mention) -> bool:
    """True for words such as `least`, which in `at least two` bound an amount and pick nothing."""
    return isinstance(mention.sense, Word) and mention.sense.category == "operation"


def _ordinals(units: Units) -> Phrases[Ordinal]:
    listed = (
        (units.ordinals, Ordinal(0)),
        (units.ranks, Ordinal(0, ranked=True)),
        (units.from_end, Ordinal(0, from_end=True)),
    )
    return Phrases.of(
        (phrase.replace("-", " ").split(), replace(kind, place=place)) for words, kind in listed for phrase, place in words.items()
    )


def _hides(longer: Mention, other: Mention) -> bool:
    """A longer phrase takes its words out of shorter ones, but not out of carriers, nor families of words out of operations."""
    if not (longer.start <= other.start and other.end <= longer.end and longer.end - longer.start > other.end - other.start):
        return False
    if not isinstance(other.sense, Word) or not isinstance(longer.sense, Word):
        return True
    inside, outside = other.sense.category, longer.sense.category
    if inside == outside:
        return True
    if outside == CARRIER:
        return longer.sense.name == "framing"
    if outside == "modifier":
        return (longer.sense.name in _TURNING and inside in {"attribute", "operation"}) or (
            longer.sense.name == "any" and inside == "operation"
        )
    if inside == "ask":
        return outside == "topic" and len(other.span) == 1
    return inside not in _UNHIDDEN and outside not in _HIDING_NOTHING


def _maximal(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions not inside a longer one; carriers and chat hide nothing."""
    found = list(mentions)
    longer: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in found:
        if isinstance(mention.sense, Word) and mention.sense.category != "chat" and mention.end - mention.start > 1:
            for index in mention.span:
                longer[index].append(mention)
    return [m for m in found if not any(_hides(other, m) for other in longer.get(m.start, ()))]
