"""Which of two names does what to the other: the order in which a question and a statement put them about the same word."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context.term import token_terms
from dealdesk.language.function_word import COPULA, OWNING, POINTING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import BEING, is_polar
from dealdesk.matching.probe import question_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact, Figure
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.language.token import Token

_PARTICIPLES = ("ed", "en", "ought", "sold")
_MUTUAL = frozenset({Word("topic", "competitor"), Word("noun", "contract"), Word("noun", "contract_verb")})  # the same from either side
_TOWARDS = frozenset({"of", "to"})
_PARTS = frozenset({"%", "percent", "a", "part", "some", "half", "third", "stake"})
_BY = 2  # tokens from a verb to its agent: `owned in part by`
_FAR = 6
_POINTING = POINTING | {"whose", "which", "his", "her", ";"}
_ARTICLES = frozenset({"a", "an", "the", "not", "that"})
_SPEAKING = frozenset({"by", "to"})  # whoever said it: `forecast by Acme`, `according to Acme`


class Sides(Struct, frozen=True):
    """The names before and after a word, those of a passive changed over."""

    before: frozenset[str]
    after: frozenset[str]


def is_reversed(record: Figure | Fact, reading: Reading, context: Context) -> bool:
    """`does Acme own Globex?` of a record by which Globex owns Acme; also `who succeeds Globex?` of one by which Globex succeeds."""
    anchors = _relating(reading)
    if not anchors:
        return False
    tokens = context.reader.lexicon.tokens(record.statement)
    mentions = context.reader.mentions(tokens)
    light = spanned(m for m in (*reading.mentions, *mentions) if m.sense in _MUTUAL)
    shared = {t.stem for i, t in enumerate(tokens) if t.is_word and i not in light}
    return any(
        _clash(_about(index, reading.tokens, reading.mentions), _about(other, tokens, mentions))
        for index in sorted(anchors - light)
        if reading.tokens[index].stem in shared
        for other, token in enumerate(tokens)
        if token.stem == reading.tokens[index].stem
    )


def keeps_order(record: Figure | Fact, reading: Reading, context: Context) -> bool:
    """Whether a question puts its names in the order of the statement, so that who does what to whom is the same in both.

    Whose word it is may be left out where nobody is said to say so, and may be named at the end, `according to Acme`.
    """
    tokens = context.reader.lexicon.tokens(record.statement)
    mentions = context.reader.mentions(tokens)
    told = _acting([(m, m.sense) for m in mentions if isinstance(m.sense, Named)], context)
    said = _acting(reading.of(Named), context)
    spoken = [m for m, ids in said if record.by in ids and m.start and reading.norms[m.start - 1] in _SPEAKING]
    asked = [ids for m, ids in said if m not in spoken]
    active = bool(spoken) or ("by" in reading.norms) == any(token.norm == "by" for token in tokens)
    if not active or equates(reading):
        return False
    silent = [(m, ids) for m, ids in told if record.by not in ids]
    if said and not _does_it(said[0], silent, reading, token_terms(tokens, mentions)):
        return False
    reported = reading.has("topic", "forecast") or reading.has("modifier", "reporting")
    unsaid = not reported and bool(told) and record.by in told[0][1]
    orders = [silent] if spoken else [told, silent] if unsaid else [told]
    people = {one for _, ids in said for one in ids if one in context.knowledge.names and context.knowledge.names[one].kind == "person"}
    orders += [_without_people(order, context) for order in orders] if not people else []
    return any(_begins(order, asked, reading, tokens) for order in orders)


def _begins(
    told: Sequence[tuple[Mention, frozenset[str]]], said: Sequence[frozenset[str]], reading: Reading, tokens: Sequence[Token]
) -> bool:
    """Whether the names said are those told first, with no pronoun among them, `its parent`, that may mean either."""
    if len(told) < len(said) or not all(one & other for (_, one), other in zip(told, said, strict=False)):
        return False
    among = range(told[0][0].end, told[len(said) - 1][0].start) if len(said) > 1 else range(0)
    pointing = {tokens[i].norm for i in among} & _POINTING
    return pointing <= set(reading.norms)


def _does_it(
    subject: tuple[Mention, frozenset[str]],
    told: Sequence[tuple[Mention, frozenset[str]]],
    reading: Reading,
    terms: Sequence[frozenset[str]],
) -> bool:
    """Whether the first word after the first name said stands in the statement after that name too, with no other between them."""
    first = min((i for i in reading.content if i >= subject[0].end), default=None)
    own = frozenset[str]() if first is None else question_terms(reading)[first]
    places = [i for i, found in enumerate(terms) if found & own]
    doers = [next((ids for m, ids in reversed(told) if m.end <= i), subject[1]) for i in places]
    return not doers or any(ids & subject[1] for ids in doers)


def _without_people(order: Sequence[tuple[Mention, frozenset[str]]], context: Context) -> list[tuple[Mention, frozenset[str]]]:
    """The companies and products among names: `Ann Moor of Acme` is Acme where the question names no person."""
    names = context.knowledge.names
    return [(m, ids) for m, ids in order if not any(one in names and names[one].kind == "person" for one in ids)]


def equates(reading: Reading) -> bool:
    """`Acme is the hospital chain`: who somebody is, told by a name's trade, and nothing of what the two do to each other."""
    pairs = [(one, other) for one, other in itertools.pairwise(reading.of(Named)) if not reading.said(other[0]).endswith(OWNING)]
    between = [reading.norms[one[0].end : other[0].start] for one, other in pairs if not set(one[1].ids) & set(other[1].ids)]
    return any(words[:1] and words[0] in COPULA and _ARTICLES.issuperset(words[1:]) for words in between)


def _acting(named: Iterable[tuple[Mention, Named]], context: Context) -> list[tuple[Mention, frozenset[str]]]:
    """The companies, people and products among names, each with the company that it stands for."""
    knowledge = context.knowledge
    acting = [(m, one.ids) for m, one in named if all(knowledge.names[i].kind not in {"event", "term"} for i in one.ids)]
    return [(m, frozenset(ids) | {knowledge.party(i) for i in ids if knowledge.names[i].kind != "person"}) for m, ids in acting]


def _relating(reading: Reading) -> frozenset[int]:
    """The words that may relate two names: any where yes or no is asked, else those right before a name, `owns 6% of Acme`."""
    named = spanned(m for m in reading.mentions if not isinstance(m.sense, Word))
    words = (reading.content | spanned(reading.words("topic", "parent"))) - named
    starts = {m.start for m, _ in reading.of(Named)}
    if is_polar(reading):
        return words if starts else frozenset()
    heads = {start - 1 for start in starts if start and reading.norms[start - 1] in _TOWARDS}
    part = {i for i, token in enumerate(reading.tokens) if token.is_number or token.norm in _PARTS}  # `owns 6% of Acme`
    return frozenset(i for i in words if any(i < head and part.issuperset(range(i + 1, head)) for head in heads))


def _about(index: int, tokens: Sequence[Token], mentions: Sequence[Mention]) -> Sides:
    """The names on each side of the word at `index`."""
    named = [(m, m.sense.ids) for m in mentions if isinstance(m.sense, Named)]
    owners = [(m, ids) for m, ids in named if m.end == index and tokens[m.end - 1].text.endswith(OWNING)]  # `Acme's heir` is `heir of Acme`
    before = frozenset(one for m, ids in named if m.end <= index and (m, ids) not in owners for one in ids)
    after = frozenset(one for m, ids in named if m.start > index or (m, ids) in owners for one in ids)
    helped = any(token.norm in BEING | {"been", "being"} for token in tokens[max(0, index - _BY) : index])  # `was founded in 2029 by`
    passive = any(token.norm == "by" for token in tokens[index + 1 : index + 1 + (_FAR if helped else _BY)])
    passive |= helped and not after and tokens[index].norm.endswith(_PARTICIPLES)  # `was Acme founded in 2029?`
    return Sides(after, before) if passive else Sides(before, after)


def _clash(asked: Sides, said: Sides) -> bool:
    """True where a name that the question puts on one side stands on the other side only, and no name of it where it was put."""
    right = (asked.before & said.before) | (asked.after & said.after)
    changed = (asked.before & said.after) | (asked.after & said.before)
    return bool(changed) and not right and bool(said.before) and bool(said.after)
