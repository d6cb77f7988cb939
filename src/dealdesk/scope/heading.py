"""The items of a list of attributes, `size, length and use?`: there a word asks for what it asks for nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Mention

if TYPE_CHECKING:
    from dealdesk.language.reading import Reading

_JOINS = frozenset({",", "and", "&", "plus", "/", ";", "+"})
_OPENING = _JOINS | {":", "-", "(", "the", "its", "their"}
_CLOSING = _JOINS | {"?", ".", "!", ")", "please"}


def headings(reading: Reading) -> tuple[Mention, ...]:
    """The words that ask for an attribute as one item of a list of which another item is an attribute by itself."""
    items = [m for m in reading.words("heading") if _is_item(reading, m)]
    own = any(_is_item(reading, m) for m in (*reading.words("attribute"), *reading.words("ask", "how_much", "how_long", "when", "who")))
    return tuple(Mention(m.start, m.end, Word("attribute", m.name)) for m in items) if own else ()


def _is_item(reading: Reading, mention: Mention) -> bool:
    """Whether a mention stands between two joints of a list, at least one of which joins it to another item."""
    before = reading.norms[mention.start - 1] if mention.start else ":"
    after = reading.norms[mention.end] if mention.end < len(reading.norms) else "?"
    of_it = reading.norms[mention.end + 1 : mention.end + 2] not in ((), ("?",), (".",))
    closed = after in _CLOSING or (after == "of" and of_it and before in _JOINS)  # `length and use of the contract`
    return before in _OPENING and closed and bool({before, after} & _JOINS)
