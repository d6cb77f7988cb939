"""From the text of a question to its reading: made plain, spelt right, in tokens, every meaning of every span marked."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.period import MONTHS, Period, later
from dealdesk.domain.quantity import LENGTHS, Range
from dealdesk.language.amount import AmountGrammar
from dealdesk.language.calendar import CalendarGrammar, is_spell, stretches
from dealdesk.language.epithet import NO_EPITHETS, Epithets
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Mention, Named, Number, Ordinal, When
from dealdesk.language.phrase import Phrases
from dealdesk.language.reading import Reading
from dealdesk.language.spelling import single
from dealdesk.language.token import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dealdesk.language.lexicon import Lexicon, Units
    from dealdesk.language.name import NameFinder
    from dealdesk.language.spelling import Speller
    from dealdesk.language.token import Token

MAX_CHARACTERS = 2000
_UNHIDDEN = frozenset({CARRIER, "topic", "context", "modifier", "ask", "relation"})
_TURNING = frozenset({"correction", "claimed", "affirmed", "follow", "reset"})
_HIDING_NOTHING = frozenset({"modifier", "context", "stage", "currency", "ask", "relation"})
_DATING = frozenset({"in", "of", "since", "from", "by", "until", "the", "last", "this", "for", "and", "or", "with", "on", ","})
_DEFINE, _AVERAGE = Word("operation", "define"), Word("operation", "average")
_YEAR_AGO, _MOVES = Word("topic", "yearago"), tuple(Word("topic", name) for name in ("stock", "rise", "fall"))
_THEM, _ENDS, _PURPOSE = Word("modifier", "them"), Word("attribute", "ends"), Word("attribute", "purpose")
_GROUP_VERBS = (Word("context", "spend"), Word("modifier", "polar"))
_AFFIRMED = Word("modifier", "affirmed")
_RATES = (Word("operation", "yearly"), Word("operation", "monthly"))
_MAKING = frozenset({"make", "makes", "made", "making", "set", "sign", "signed", "end", "ended", "add", "adds"})  # `up` that rises nowhere
_BEFORE_LENGTH = frozenset({"in", "by", "for", "within", "after", "of", "than", "over", "during", "about", "half"})
_AFTER_LENGTH = frozenset({"other", "later", "earlier", "ago", "before", "after", "longer", "apart", "and"})
_MAJORITY = re.compile(r"\b(?:the|a) majority of\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:(over|under|(?:more|less) than|at (?:least|most)|about|around|roughly|nearly|almost) )?"
    r"((?:(?:a|one|two|three)[ -])?(?:half|thirds?|quarters?|fifth|tenth))"
    r"(?= (?:of|the|its|their|all|in|up)\b|\W*$)(?: of)?",
    re.IGNORECASE,
)
_WHOS = re.compile(r"^(\W*who)['’]s\b(?= (?!behind|that))", re.IGNORECASE)
_BUT = re.compile(r"\b(?:nobody|no ?one|none|nothing) (?:else )?(?:but|except|other than|besides|apart from)\b", re.IGNORECASE)
_THEN = re.compile(r"\b(more|less|(?:bigg|small|larg|great|high|low|long|short|lat|earli|few|old|new)er) then\b", re.IGNORECASE)
_GOING_ON = re.compile(
    r"^(?!(?:and|so|among|of|in|for|with|by|at|from|to|on|what|how|who|when|where|why|which|is|are|was|did|does)\b)"
    r"([^?]{1,40}?),? (?:then|though|tho) ?\?+$",
    re.IGNORECASE,
)  # `Acme, then?`
_BASE_FORM = re.compile(r"\b(d(?:id|oes) (?:[^\W\d]+ ){1,3})found\b", re.IGNORECASE)  # which is no past of `find` there
_ORDERED = re.compile(r"\b(\w+est) \w+ first\b", re.IGNORECASE)
_ONE = re.compile(r"(?<=\b(?:old|new|the|ner|wer|est|rst|ast|her) )1(?=[\s?!,;)]|$)(?!\s*(?:[.,]\d|%|b|m|t|k|\$|percent|year|month))")
_SHORT_YEAR = re.compile(r"\b([a-zA-Z]{3,9})(?:\s?'|-)([2-3]\d)\b(?![\d.,]*\d)")
_BARE_YEAR = re.compile(r"(?<!\bon )\b([a-zA-Z]{3,9}) (2[4-9]|3\d)\b(?!\s*(?:st|nd|rd|th)\b|[\d.,]*\d|,? 20\d\d)", re.IGNORECASE)
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_FROM_THEN_ON = re.compile(
    rf"(?<!of )\b(?:from )?((?:(?:{_MONTH})\.?(?: \d{{4}})?)|\d{{4}})"
    r",? (?:onwards?|forwards?|(?:and|or) (?:later|after|beyond)|(?:up )?(?:to|until|till|through) (?:now|today|date|the present))\b",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"(?<!\S)#\s*(?=of\b)", re.IGNORECASE)
_BARE_DOLLAR = re.compile(r"(?<=\s)\$(?=\s|$|[?!,;)])")  # `the price in $ after it`
_ONE_BESIDE = re.compile(r"^((?:and |then |what about )?(?:the )?one (?:right |just )?(?:after|before))\s*(?=\W*$)", re.IGNORECASE)
_WORD = re.compile(r"\b[a-zA-Z]{1,2}/[a-zA-Z]?\b|[^\W\d_]+(?:'[^\W\d_]+|\d\b)?")


# What is written another way for the same thing, in this order.
_WRITTEN_OUT = (
    (_GOING_ON, r"and \1?"),
    (_BARE_DOLLAR, "dollars"),
    (_NUMBER_OF, "number "),
    (_ONE_BESIDE, r"\1 that"),
    (_BASE_FORM, r"\1establish"),
    (_WHOS, r"\1 is"),
    (_BUT, "only"),
    (_MAJORITY, "more than half of"),
    (_THEN, r"\1 than"),
    (_ONE, "one"),
    (_FROM_THEN_ON, r"since \1"),
)


class Times(Struct, frozen=True):
    """When things of the corpus happened: the days of the year, month and day, and the last day of all."""

    days: frozenset[tuple[int, int]] = frozenset()
    last: date | None = None


class Reader(Struct, frozen=True, eq=False):
    """Reads questions with one lexicon and one set of names."""

    lexicon: Lexicon
    names: NameFinder
    speller: Speller
    amounts: AmountGrammar
    calendar: CalendarGrammar
    ordinals: Phrases[Ordinal]
    times: Times = Times()
    epithets: Epithets = NO_EPITHETS

    @classmethod
    def of(
        cls,
        lexicon: Lexicon,
        names: NameFinder,
        speller: Speller,
        times: Times = Times(),  # noqa: B008 - which is frozen
        epithets: Epithets = NO_EPITHETS,
    ) -> Reader:
        """The reader over these words."""
        grammars = AmountGrammar.of(lexicon.units), CalendarGrammar.of(lexicon.calendar)
        return cls(lexicon, names, speller, *grammars, _ordinals(lexicon.units), times, epithets)

    def read(self, question: str) -> Reading:
        """The reading of `question`; any text has one."""
        return _read(self, question)

    def reading_of(self, question: str) -> Reading:
        """The reading of `question`, made anew."""
        plain = plain_text(question[: 4 * MAX_CHARACTERS])[:MAX_CHARACTERS]
        for pattern, written in _WRITTEN_OUT:
            plain = pattern.sub(written, plain)
        plain = _ORDERED.sub(self._ordered, self.in_percent(plain))
        text, repairs = self._repaired(self._expanded(self._dated(plain)))
        tokens = self.lexicon.tokens(text)
        return Reading(text, tokens, self.mentions(tokens, asked=True), repairs)

    def mentions(self, tokens: Sequence[Token], *, asked: bool = False) -> tuple[Mention, ...]:
        """Every meaning of every span of `tokens`, in order; what is `asked` may call a name by a word of it."""
        names = list(self.names.mentions(tokens))
        taken = {i for mention in names for i in mention.span}
        called = [i for i, token in enumerate(tokens) if i not in taken and self._calls(token)] if asked else []
        names += [Mention(i, i + 1, self.names.parts[tokens[i].norm]) for i in called]
        names += self.epithets.mentions(tokens, frozenset(taken.union(called))) if asked else ()
        taken |= {i for mention in names for i in mention.span}
        gone = list(self._stretches(tokens)) if asked else []
        taken |= {i for mention in gone for i in mention.span}
        dates = gone + [m for m in self.calendar.mentions(tokens) if not taken & set(m.span) and not _is_modal(tokens, m, names)]
        taken |= {i for mention in dates for i in mention.span}
        amounts = [m for m in self.amounts.mentions(tokens) if not taken & set(m.span)]
        names += self._counted(amounts, tokens) if asked else ()
        taken |= {i for mention in names for i in mention.span}
        amounts = [m for m in amounts if not taken & set(m.span)]
        taken |= {i for m in amounts if isinstance(m.sense, Range) and m.sense.unit not in {"", *LENGTHS} for i in m.span}
        found = [*names, *dates, *amounts, *self._ordinals(tokens)]
        bounding = {i for m in amounts if isinstance(m.sense, Range) and not m.sense.exact for i in m.span}
        within, inner = ({i for mention in names for i in mention.span[start:]} for start in (0, 1))
        words = (m for m in self._words(tokens) if (not set(m.span) <= taken or _is_topic(m)) and not _reaches_into(m, within, inner))
        words = (m for m in words if m.start or m.sense != _AFFIRMED or not tokens[0].norm.endswith("n't"))  # no tag: `isn't it 5?`
        found += _maximal(m for m in words if not (_is_operation(m) and set(m.span) <= bounding and tokens[m.start].norm != "top"))
        found = [m for m in found if isinstance(m.sense, (Named, When, Range, Word)) or not taken & set(m.span)]
        found = [m for m in found if not (isinstance(m.sense, Ordinal) and _sequences(m, found))]
        if gone and not any(m.sense in _MOVES for m in found):  # `over the past year`, of deals
            found = [m for m in found if m.sense != _YEAR_AGO]
        found = [Mention(m.start, m.end, _AVERAGE) if m.sense == _DEFINE and _is_mean(tokens, m) else m for m in found]
        norms = [token.norm for token in tokens]
        found = [m for m in found if not (m.sense in _MOVES and norms[m.start] == "up" and not _MAKING.isdisjoint(norms[: m.start][-1:]))]
        found = [m for m in found if not (m.sense == _ENDS and is_spell(norms, m.start))]
        found = [m for m in found if not (m.sense in _RATES and _is_length(tokens, m))]
        lengths = {m.start for m in amounts if isinstance(m.sense, Range) and m.sense.unit in LENGTHS}
        found = [m for m in found if not (m.sense == _PURPOSE and m.end in lengths)]  # `is it for three years?`
        found = [m for m in found if not (m.sense == _THEM and tokens[m.end - 1].norm == "one")]  # `the one` is stemmed as `the ones`
        return tuple(sorted(found, key=lambda m: (m.start, -m.end)))

    def _stretches(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        """`over the past year`: all since so many months before the newest day that the corpus knows of."""
        after = self.times.last + timedelta(days=1) if self.times.last else None
        if after is None:
            return
        for start, end, months in stretches([token.norm for token in tokens]):
            first = later(after, -months)
            yield Mention(start, end, When(Period(f"since {MONTHS[first.month - 1]} {first.year}", first, relation="since")))

    def _counted(self, amounts: Iterable[Mention], tokens: Sequence[Token]) -> Iterator[Mention]:
        """`what will the five spend?`: a number after `the` and before a verb or the end, which means the group of so many."""
        stems = [token.stem for token in tokens]
        for mention in amounts:
            group = self.names.counted.get(mention.sense.value) if isinstance(mention.sense, Number) else None
            if group is None or not mention.start or tokens[mention.start - 1].norm != "the":
                continue
            ends = mention.end == len(tokens) or not tokens[mention.end].norm.isalnum()
            if ends or any(word in _GROUP_VERBS for _, word in self.lexicon.phrases.at(stems, mention.end)):
                yield Mention(mention.start, mention.end, group)

    def _calls(self, token: Token) -> bool:
        """True for a word of one name alone that is no word of English: it calls that name."""
        known = token.norm not in self.names.parts or any(True for _ in self.lexicon.phrases.at([token.stem], 0))
        return not known and not self.speller.is_english(token.norm)

    def _words(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        stems = [token.stem for token in tokens]
        starts = (i for i, stem in enumerate(stems) if stem in self.lexicon.phrases.lengths)
        for start in starts:
            for end, word in self.lexicon.phrases.at(stems, start):
                if end - start > 1 or self.lexicon.means(word, tokens[start]):
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

    def in_percent(self, text: str) -> str:
        """The text with its fractions in figures."""
        return _PART.sub(self._in_percent, text)

    def _in_percent(self, match: re.Match[str]) -> str:
        """`over two thirds of`, as `over 66.67% of`; `a third of`, which is seldom meant to the point, as `about 33.33% of`."""
        bound, said = match.group(1), match.group(2).casefold().replace("-", " ")
        part = self.lexicon.units.fractions.get(said)
        of_it = match.group().endswith("of")
        ahead = match.string[match.end() :].startswith((" in", " up")) and said.startswith(("a ", "one "))  # `a fifth in advance`
        if part is None or (not bound and (said.endswith("half") or not (of_it or ahead))):
            return match.group()
        return f"{bound or 'about'} {part:g}%{'' if ahead and not of_it else ' of'}"

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
            return match.group() if (month, int(match.group(2))) in self.times.days else full(match)

        return _BARE_YEAR.sub(unless_day, _SHORT_YEAR.sub(full, text))

    def _undrawn(self, word: str) -> str | None:
        """`plzz`, `sooo`: an unknown word with its drawn-out letters said once."""
        short = single(word)
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


@lru_cache(maxsize=16)
def _read(reader: Reader, question: str) -> Reading:
    """What was read lately: a question is read again with its clauses, and with the one before."""
    return reader.reading_of(question)


def _reaches_into(mention: Mention, named: set[int], inner: set[int]) -> bool:
    """`bank deals` of `Acme Bank deals`, `compute landlord` of `Acme Compute's landlord`: what begins inside a name."""
    noun = isinstance(mention.sense, Word) and mention.sense.category == "noun" and not named.isdisjoint(mention.span)
    asked = isinstance(mention.sense, Word) and mention.sense.category == "attribute" and mention.start in inner
    return noun or (asked and not named.issuperset(mention.span))


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
