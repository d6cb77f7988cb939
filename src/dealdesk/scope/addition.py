"""What came on top of something earlier: `what did Acme add?`, `how much extra did it order?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.language.function_word import OWNING
from dealdesk.language.mention import Named, When, spanned

if TYPE_CHECKING:
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_ADDING = frozenset({"add", "adds", "added", "adding"})
_EXTRA = frozenset({"extra", "additional", "further"})
_HELPING = frozenset({"is", "was", "has", "have", "had", "also", "now"})


def added_in(reading: Reading) -> frozenset[int]:
    """The words that say that something came on top; none of those that ask for a sum."""
    named = spanned(m for m, _ in reading.of(Named))
    asked = {m.end for m in reading.words("ask", "how_much")}
    extra = frozenset(i for i in asked if i < len(reading.tokens) and reading.norms[i] in _EXTRA)
    expands = spanned(m for m in reading.words("attribute", "extends") if _expands(reading, m, named))
    return extra | expands | spanned(m for m in reading.words("operation", "sum") if _adds(reading, m, named) or _on_top(reading, m))


def _expands(reading: Reading, mention: Mention, named: frozenset[int]) -> bool:
    """`when did Acme expand its deal?`: a verb right after the name of who enlarges something, where no date says what."""
    owned = mention.start > 0 and reading.tokens[mention.start - 1].text.casefold().endswith(OWNING)  # `Acme's enlarged order`
    follows = len(mention.span) == 1 and mention.start - 1 in named and not owned
    return follows and not reading.of(When) and not reading.has("ask", "who")


def _adds(reading: Reading, mention: Mention, named: frozenset[int]) -> bool:
    """A verb of adding, alone, right after the name of who adds."""
    before = mention.start - 1
    helped = before > 0 and reading.norms[before] in _HELPING
    return len(mention.span) == 1 and reading.norms[mention.start] in _ADDING and (before - helped) in named


def _on_top(reading: Reading, mention: Mention) -> bool:
    """`on top` after a verb for deals; not `on top of the other`, nor what is put on top of something."""
    said = reading.norms[mention.start : mention.end] == ("on", "top")
    after = reading.norms[mention.end : mention.end + 1]
    return said and after != ("of",) and any(m.end <= mention.start for m in reading.words("noun", "contract_verb"))
