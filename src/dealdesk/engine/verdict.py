"""When yes or no may be said: only where every word of the question is part of what was looked up.

A word that decides nothing for the table may decide the question: `is it the final commitment?`, `has Acme paid it?`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.engine.coverage import ASSERTED
from dealdesk.language.lexicon import CARRIER, LIGHT_WORDS
from dealdesk.language.mention import Named, When, spanned
from dealdesk.matching.direction import equates
from dealdesk.query.condition import Agreed, HasStatus, Party
from dealdesk.query.selection import Pick

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Answered
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

_AVOWALS = frozenset({"confirm", "confirms", "confirmed", "admit", "admits", "admitted", "deny", "denies", "denied"})
_LASTING = frozenset({"still", "now", "currently", "yet"})
_SIZES = frozenset({"large", "big", "major", "huge", "small", "sizeable", "larger", "bigger", "smaller"})
_WHOLE = frozenset({"whole", "entire", "entirely", "full", "fully", "completely"})
_LEASES = frozenset({"lease", "rental"})
_ACTIVE = frozenset({"did", "has", "have", "had"})
_OVER_DEALS = frozenset({"contrast", "group", "aggregate"})  # the kinds that may decide what they only reckon
_MARKS = ("affirmed", "all", "any", "none", "only", "both", "either", "polar", "claimed", "it", "them", "follow", "aside", "joining")


def decided(answer: Answered, candidate: Candidate, reading: Reading, context: Context) -> Answered:
    """`answer`, without its verdict where the question says more than was looked up."""
    if candidate.aside:
        return replace(answer, verdict="")
    if candidate.kind.name in _OVER_DEALS and answer.verdict == "Yes" and _unread(candidate, reading):
        return replace(answer, verdict="")
    if candidate.kind.name == "quantified" and not _SIZES.isdisjoint(reading.norms):  # `most of its large orders`, whichever these are
        return replace(answer, verdict="")
    if candidate.kind.name != ASSERTED:
        return answer
    if reading.has("noun", "fulfilling"):
        return replace(answer, verdict="", caveats=(*answer.caveats, context.wording.templates.fulfilled))
    existing = answer.verdict == "Yes" or getattr(candidate.query, "claim", None) is None  # `is Acme a bank?`, of its cancelled contract
    unread = existing and (bool(_unread(candidate, reading)) or _says_more(candidate, reading))
    among = isinstance(getattr(candidate.query, "claim", None), Pick) and reading.has("context", "member")  # `one of the largest`
    astray = existing and (equates(reading) or _leaves_out(candidate, reading, context) or _is_only_leased(candidate, reading, context))
    return replace(answer, verdict="") if among or unread or astray or _pairs(candidate, reading) else answer


def _leaves_out(candidate: Candidate, reading: Reading, context: Context) -> bool:
    """`Acme and Globex announced the order`, of one that Acme had no part in."""
    knowledge = context.knowledge
    parties = {one for deal in candidate.query.shown(context) for _, one in deal.parties}
    named = [{*said.ids} for _, said in reading.of(Named) if all(knowledge.names[one].kind == "company" for one in said.ids)]
    return any(parties and not {knowledge.party(one) for one in ids} & parties for ids in named)


def _is_only_leased(candidate: Candidate, reading: Reading, context: Context) -> bool:
    """`did Acme buy the hall?`, of the lease of a hall."""
    return reading.has("relation", "acquiring") and any(deal.kind in _LEASES for deal in candidate.query.shown(context))


def _unread(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """The words that neither the query nor the grammar of the question explains."""
    marks = reading.words("modifier", *_MARKS)
    plain = (*reading.words(CARRIER, *LIGHT_WORDS), *reading.words("noun"), *marks, *reading.words("context", "compute"))
    named = [m for m in reading.mentions if isinstance(m.sense, (Named, When)) or (isinstance(m.sense, Range) and m.sense.unit)]
    told = spanned(reading.words("topic")) - candidate.used  # `ahead of`, which sets one above another
    read = candidate.used | (spanned((*plain, *named)) - told) | reading.frame
    return frozenset(i for i in reading.inside - read if reading.tokens[i].is_word or reading.tokens[i].is_number)


def _says_more(candidate: Candidate, reading: Reading) -> bool:
    """`is it definitive?`, `did Acme confirm it?`, `the first customer`, `even without more capacity`: more than a deal's being there.

    So do `because of the price`, `did Globex cancel it?` and, of what is not agreed, `is it still sought?`.
    """
    staged = any(isinstance(c, (Agreed, HasStatus)) for c in candidate.query.selection.conditions)
    first = reading.has("noun", "customers", "providers") and reading.has("operation", "earliest")
    avowed = any(token.norm in _AVOWALS for token in reading.tokens)
    hedged = reading.has("modifier", "exclude") or (reading.has("attribute", "status") and not staged)
    hedged |= not _WHOLE.isdisjoint(reading.norms)
    still = staged and not _LASTING.isdisjoint(reading.norms)
    moved = getattr(candidate.query, "claim", None) is None and reading.has("topic", "rise", "fall")  # `did Acme increase its order?`
    return first or hedged or avowed or still or moved or reading.has("context", "cause") or _acts(reading)


def _acts(reading: Reading) -> bool:
    """`did Acme cancel it?`, which no record of a cancelled deal tells; not `was it cancelled?`."""
    names = {m.end for m, _ in reading.of(Named)}
    return any(m.start in names for m in reading.words("stage", "cancelled")) and reading.norms[0] in _ACTIVE


def _pairs(candidate: Candidate, reading: Reading) -> bool:
    """`Acme in May and Globex in June`, of two that take the same part: who did which of them, one verdict does not say."""
    several = any(isinstance(c, Party) and len(c.ids) > 1 for c in candidate.query.selection.conditions)
    amounts = {mention.start for mention, said in reading.of(Range) if said.unit}
    return several and max(len(reading.of(When)), len(amounts)) > 1
