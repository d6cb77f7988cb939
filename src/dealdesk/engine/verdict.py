"""When yes or no may be said: only where every word of the question is part of what was looked up.

A word that decides nothing for the table may decide the question: `is it the final commitment?`, `has Acme paid it?`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.engine.coverage import ASSERTED
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, When, spanned
from dealdesk.query.condition import Agreed, HasStatus, Party

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Answered
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

_LIGHT = ("function", "polite", "framing", "request")
_AVOWALS = frozenset({"confirm", "confirms", "confirmed", "admit", "admits", "admitted", "deny", "denies", "denied"})
_MARKS = ("affirmed", "all", "any", "none", "only", "both", "either", "polar", "claimed", "it", "them", "follow", "aside", "joining")


def decided(answer: Answered, candidate: Candidate, reading: Reading, context: Context) -> Answered:
    """`answer`, without its verdict where the question says more than was looked up."""
    if candidate.aside:
        return replace(answer, verdict="")
    if candidate.kind.name != ASSERTED:
        return answer
    if reading.has("noun", "fulfilling"):
        return replace(answer, verdict="", caveats=(*answer.caveats, context.wording.templates.fulfilled))
    unread = answer.verdict == "Yes" and (bool(_unread(candidate, reading)) or _says_more(candidate, reading))
    return replace(answer, verdict="") if unread or _pairs(candidate, reading) else answer


def _unread(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """The words that neither the query nor the grammar of the question explains."""
    marks = reading.words("modifier", *_MARKS)
    plain = (*reading.words(CARRIER, *_LIGHT), *reading.words("noun"), *marks, *reading.words("context", "compute"))
    named = [m for m in reading.mentions if isinstance(m.sense, (Named, When)) or (isinstance(m.sense, Range) and m.sense.unit)]
    read = candidate.used | spanned((*plain, *named)) | reading.frame
    return frozenset(i for i in reading.inside - read if reading.tokens[i].is_word or reading.tokens[i].is_number)


def _says_more(candidate: Candidate, reading: Reading) -> bool:
    """`is it definitive?`, `did Acme confirm it?`, `the first customer`, `even without more capacity`: more than a deal's being there."""
    staged = any(isinstance(c, (Agreed, HasStatus)) for c in candidate.query.selection.conditions)
    first = reading.has("noun", "customers", "providers") and reading.has("operation", "earliest")
    avowed = any(token.norm in _AVOWALS for token in reading.tokens)
    hedged = reading.has("modifier", "exclude") or (reading.has("attribute", "status") and not staged)
    return first or hedged or avowed


def _pairs(candidate: Candidate, reading: Reading) -> bool:
    """`Acme in May and Globex in June`, of two that take the same part: who did which of them, one verdict does not say."""
    several = any(isinstance(c, Party) and len(c.ids) > 1 for c in candidate.query.selection.conditions)
    amounts = {mention.start for mention, said in reading.of(Range) if said.unit}
    return several and max(len(reading.of(When)), len(amounts)) > 1
