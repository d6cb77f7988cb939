"""Which of two names does what to the other: the order in which a question and a statement put them about the same word."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context.term import token_terms
from dealdesk.language.function_word import COPULA, OWNING, POINTING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import BEING, is_polar
from dealdesk.matching.probe import question_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact, Figure
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.language.token import Token

_PARTICIPLES = ("ed", "en", "ought", "sold")
_MUTUAL = frozenset({Word("topic", "competitor"), Word("noun", "contract"), Word("noun", "contract_verb")})  # the same from either side
_TRADES = (Word("noun", "buying"), Word("noun", "selling"))
_TOWARDS = frozenset({"of", "to"})
_PARTS = frozenset({"%", "percent", "a", "part", "some", "half", "third", "stake"})
_BY = 2  # tokens from a verb to its agent: `owned in part by`
_FAR = 6
_POINTING = POINTING | {"whose", "which", "his", "her", ";"}
_JOINING = frozenset({"and", ",", "&"})
_EMPLOYED = frozenset({"of", "at", "from"})
_WITHIN = frozenset({"the", "of", "for", "with", "from", "at", "to", "in", "leaving"})
_ARTICLES = frozenset({"a", "an", "the", "not", "that"})
_SPEAKING = frozenset({"by", "to"})  # whoever said it: `forecast by Acme`, `according to Acme`


class Sides(Struct, frozen=True):
    """The names before and after a word, those of a passive changed over."""

    before: frozenset[str]
    after: frozenset[str]


class Actor(Struct, frozen=True):
    """A name, or several joined by `and`, in a text: its tokens, what it means, each of those joined, and for whom a person works."""

    start: int
    end: int
    ids: frozenset[str]
    joined: tuple[frozenset[str], ...]
    is_person: bool = False
    employer: frozenset[str] = frozenset()


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
    told = _acting([(m, m.sense) for m in mentions if isinstance(m.sense, Named)], tokens, context)
    said = _acting(reading.of(Named), reading.tokens, context)
    spoken = [one for one in said if record.by in one.ids and one.start and reading.norms[one.start - 1] in _SPEAKING]
    asked = [one for one in said if one not in spoken]
    active = bool(spoken) or ("by" in reading.norms) == any(token.norm == "by" for token in tokens)
    if not active or equates(reading):
        return False
    if len(asked) == 1 and asked[0].start and reading.norms[asked[0].start - 1] in _WITHIN:
        return any(asked[0].ids & one.ids for one in told)  # `is the fee for leaving Acme 5 billion?`, in which it does nothing
    silent = [one for one in told if record.by not in one.ids]
    speaks = bool(asked) and record.by in asked[0].ids
    if asked and not _does_it(asked[0], told if speaks else silent, reading, token_terms(tokens, mentions)):
        return False
    if asked and _trades_otherwise(asked[0], told, reading, mentions):
        return False
    reported = reading.has("topic", "forecast") or reading.has("modifier", "reporting")
    unsaid = not reported and bool(told) and record.by in told[0].ids
    orders = [silent] if spoken else [told, silent] if unsaid else [told]
    orders += [] if any(one.is_person for one in said) else [_employers(order) for order in orders]
    return any(_begins(order, asked, reading, tokens) for order in orders)


def _employers(order: Sequence[Actor]) -> list[Actor]:
    """The same, with the companies that people work for in their place: the bank for its analyst."""
    return [
        replace(one, ids=one.employer, joined=(one.employer,)) if one.is_person else one
        for one in order
        if one.employer or not one.is_person
    ]


def _begins(told: Sequence[Actor], said: Sequence[Actor], reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether those said are those told first, with no pronoun among them, `its parent`, that may mean either."""
    if len(told) < len(said) or not all(part & one.ids for one, other in zip(told, said, strict=False) for part in other.joined):
        return False
    among = range(told[0].end, told[len(said) - 1].start) if len(said) > 1 else range(0)
    return {tokens[i].norm for i in among} & _POINTING <= set(reading.norms)


def _does_it(subject: Actor, told: Sequence[Actor], reading: Reading, terms: Sequence[frozenset[str]]) -> bool:
    """Whether the first word after the first name said stands in the statement after that name too, with no other between them."""
    owns = reading.tokens[subject.end - 1].text.endswith(OWNING)  # `Acme's order`, which is not what Acme does
    first = None if owns else min((i for i in reading.content if i >= subject.end), default=None)
    own = frozenset[str]() if first is None else question_terms(reading)[first]
    places = [i for i, found in enumerate(terms) if found & own]
    doers = [next((one.ids for one in reversed(told) if one.end <= i), subject.ids) for i in places]
    return not doers or any(ids & subject.ids for ids in doers)


def _trades_otherwise(subject: Actor, told: Sequence[Actor], reading: Reading, mentions: Sequence[Mention]) -> bool:
    """`did Acme order it?` of a statement by which Acme supplies it: it does the opposite of what is asked."""
    asked = {m.sense for m in reading.mentions if m.sense in _TRADES and m.start >= subject.end}
    done = {m.sense for m in mentions if m.sense in _TRADES for one in told if one.end == m.start and one.ids & subject.ids}
    return bool(asked and done) and asked.isdisjoint(done)


def equates(reading: Reading) -> bool:
    """`Acme is the hospital chain`: who somebody is, told by a name's trade, and nothing of what the two do to each other."""
    pairs = [(one, other) for one, other in itertools.pairwise(reading.of(Named)) if not reading.said(other[0]).endswith(OWNING)]
    between = [reading.norms[one[0].end : other[0].start] for one, other in pairs if not set(one[1].ids) & set(other[1].ids)]
    return any(words[:1] and words[0] in COPULA and _ARTICLES.issuperset(words[1:]) for words in between)


def _acting(named: Sequence[tuple[Mention, Named]], tokens: Sequence[Token], context: Context) -> list[Actor]:
    """The companies, people and products among names, in order: those joined by `and` as one, an analyst without her bank."""
    names, actors = context.knowledge.names, list[Actor]()
    own = {i for _, one in named for i in one.ids}
    for mention, one in named:
        kinds = {names[i].kind for i in one.ids}
        if kinds <= {"event", "term"}:
            continue
        if kinds == {"company"} and any(other.start == mention.end for other, _ in named):
            continue  # `Acme GPUs`: whose things they are, and nothing that it does
        parties = {context.knowledge.party(i) for i in one.ids if names[i].kind != "person"}
        ids = frozenset(one.ids) | (parties - own)  # `does the brand own its company?`: which are two, where both are named
        between = [token.norm for token in tokens[actors[-1].end : mention.start]] if actors else []
        if actors and between and _JOINING.issuperset(between):
            last = actors[-1]
            actors[-1] = Actor(last.start, mention.end, last.ids | ids, (*last.joined, ids), last.is_person)
        elif (
            actors
            and actors[-1].is_person
            and "company" in kinds
            and between
            and between[0] in _EMPLOYED | {","}
            and between[-1] in _EMPLOYED
        ):
            actors[-1] = replace(actors[-1], end=mention.end, employer=ids)
        else:
            actors.append(Actor(mention.start, mention.end, ids, (ids,), kinds == {"person"}))
    return actors


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
