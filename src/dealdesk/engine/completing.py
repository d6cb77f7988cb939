"""What the deal table has no column for and a fact states: `amount, coupon and maturity` of one note, answered together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.answer import Answered
from dealdesk.kinds.claim import claims_in
from dealdesk.kinds.particulars import Lookup
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned
from dealdesk.query.attribute import BY_NAME
from dealdesk.scope.question import Asked
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Answer, Statement
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading


def completed(candidate: Candidate, reading: Reading, context: Context) -> Answer:
    """The candidate's answer with the facts that state what its deals have no column for, in the place of saying that nobody does."""
    answer = candidate.answer
    if not isinstance(candidate.query, Lookup) or not isinstance(answer, Answered):
        return answer
    found: dict[str, Statement] = {}
    for mention in reading.words("attribute"):
        name = mention.name
        statement = (
            _stated(mention.span, reading, context) if name not in BY_NAME and any(name in g for g in candidate.query.groups) else None
        )
        found |= {name: statement} if statement else {}
    if not found:
        return answer
    told = candidate.kind.answer(replace(candidate.query, told=frozenset(found)), context)
    return replace(told, statements=tuple(dict.fromkeys((*told.statements, *found.values())))) if isinstance(told, Answered) else answer


def _stated(span: range, reading: Reading, context: Context) -> Statement | None:
    """What a fact states of an attribute of the deals and companies that the question names."""
    light = spanned(reading.words(CARRIER, "function"))
    asked = {reading.tokens[i].stem for i in span if i not in light}
    part = reading.only(spanned(m for m, _ in reading.of(Named)) | frozenset(span) | spanned(reading.words("noun")))
    for kind, claimed in claims_in(Asked(part, scope_of(part, context), context)):
        answer = kind.answer(claimed.query, context)
        profiles = [context.terms.records[one] for one in claimed.query.records]
        if (
            all(asked <= one.key | one.asked | one.words for one in profiles)
            and not (claimed.query.verdict or claimed.query.wrong)
            and isinstance(answer, Answered)
        ):
            return answer.statements[0]
    return None
