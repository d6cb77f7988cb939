"""Which of two names does what to the other: the order in which a question and a statement put them about the same word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.language.function_word import OWNING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import BEING, is_polar

if TYPE_CHECKING:
    from collections.abc import Sequence

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
