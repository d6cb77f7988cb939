"""Whether a record confirms or denies what a question claims; where it does neither, why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION, LOSS, OFFICERS, OFFICES, token_terms
from dealdesk.domain.quantity import Bound, Range
from dealdesk.domain.record import Fact, Figure
from dealdesk.kinds.reckoning import OPERATIONS
from dealdesk.language.function_word import COPULA, HELPING
from dealdesk.language.lexicon import CARRIER, LIGHT_WORDS, Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_denied, is_negated
from dealdesk.matching.assertion import asserts, unquoted
from dealdesk.matching.direction import is_reversed, keeps_order
from dealdesk.matching.probe import question_terms
from dealdesk.matching.stated import names_amount
from dealdesk.matching.want import UNIQUE
from dealdesk.scope.office import office_in
from dealdesk.scope.role import sides_in

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.matching.match import Match
    from dealdesk.scope.question import Asked

_LIMITING = frozenset({
    "only", "alone", "exactly", "precisely", "already", "ever", "just", "least", "most", "not", "never", "no", "n't", "anymore", "longer",
})  # fmt: skip
_MAYBE = frozenset({"would", "option", "can", "until"})  # not simply so
_MUTUAL = frozenset({"#competitor"})  # what two are to each other
_TRADES = frozenset({Word("noun", "contract"), Word("noun", "contract_verb")})


def verdict_of(match: Match, asked: Asked, *, polar: bool) -> tuple[str, str]:
    """How the question's claim fares against the record, see `Claim.verdict`, and the word that is wrong or told of all."""
    if match.wrong:
        return _denied(match, asked, polar=polar)
    if polar and isinstance(match.record, Figure) and len(match.record.total_of) > 1 and _is_single(asked.reading):
        return "no", "one"
    whole = told_of_all(match.record, asked)
    if whole:
        return ("no" if polar and asked.reading.has("modifier", "only") else "of all"), whole
    if polar and _is_turned_round(match.record, asked):
        return "no", "the other way round"
    if polar and is_reversed(match.record, asked.reading, asked.context):
        return "not said", asked.reading.said(asked.reading.of(Named)[0][0])
    told = match.used & asked.reading.content
    straight = not is_denied(asked.reading) and _negates(match.record.statement) == is_negated(asked.reading)
    return ("yes", "") if polar and straight and len(told) > 1 and _confirms(match, asked) else ("", "")


def _is_turned_round(record: Figure | Fact, asked: Asked) -> bool:
    """`does Acme lease to Globex?` where Acme is said to lease from it: buyer and seller of the record have traded places."""
    if len(record.subject) != 1 or len(record.object) != 1:
        return False
    say, reader = asked.context.knowledge.say, asked.context.reader
    own = sides_in(reader.read(f"{say(record.subject[0])} {record.relation} {say(record.object[0])}"))
    said = sides_in(asked.reading)
    return own is not None and said is not None and bool(set(said[0]) & set(own[1])) and bool(set(said[1]) & set(own[0]))


def _is_single(reading: Reading) -> bool:
    """`one contract`, `a single order`: a claim of one deal."""
    ones = {i + 1 for i, norm in enumerate(reading.norms) if norm in {"one", "single"}}
    return any(m.start in ones for m in reading.words("noun", "contract"))


def _denied(match: Match, asked: Asked, *, polar: bool) -> tuple[str, str]:
    """How it is said that a question states what the record does not."""
    reading, wrong = asked.reading, set(match.wrong)
    if len(reading.of(Named)) > 1 and reading.has("operation", "more", "less") and "than" in reading.norms and match.record.change:
        return "", ""  # `did Acme's shares gain more than Globex's?`
    profile = asked.context.terms.records[match.record.id]
    amounts = {reading.said(m) for m, _ in reading.of(Range)}
    if polar and wrong & amounts and _is_of_another_figure(match.record, asked):
        return "elsewhere", match.wrong[0]
    dates = {reading.said(m) for m, _ in reading.of(When)}
    named = any(reading.said(m) in wrong for m, _ in reading.of(Named))
    if not polar and "the debt" in wrong:
        return "not said", reading.said(next(iter((*reading.words("noun", "notes", "senior", "convertible", "loan"),))))
    if wrong <= amounts and not profile.amounts:
        return "not said", match.wrong[0]
    if wrong <= amounts and _parts_from_rival(match.record, asked):
        return "", ""
    if named and polar and _leads_another(match, asked):
        return "not among", next(reading.said(m) for m, _ in reading.of(Named) if reading.said(m) in wrong)
    if named and not (_names_subject(match, asked) and match.record.object):
        return _of_another(match, asked), match.wrong[0]
    if (match.record.change and wrong <= dates) or (not polar and wrong & dates and not names_amount(reading, match.record)):
        return "not said", next(word for word in match.wrong if word in dates)
    names = asked.context.knowledge.names
    companies = (m for m, said in reading.of(Named) if all(names[one].kind == "company" for one in said.ids))
    acting = (m for m in companies if m.start and reading.norms[m.start - 1] in HELPING)
    if not polar and any(reading.said(m) in wrong for m in acting):  # `which chips does Acme get?`, of a record about Globex
        return "not said", match.wrong[0]
    others = (named and not profile.key & UNIQUE) or (not polar and wrong <= amounts | dates)
    return "not among" if others else "no", match.wrong[0]


def _is_of_another_figure(record: Figure | Fact, asked: Asked) -> bool:
    """`is the $5 billion Acme's revenue?` where that is the amount of a figure about something else."""
    others = (f for f in asked.context.knowledge.figures if f.id != record.id and not set(f.subject) & set(record.subject))
    return isinstance(record, Figure) and any(names_amount(asked.reading, figure) for figure in others)


def _parts_from_rival(record: Figure | Fact, asked: Asked) -> bool:
    """`did she raise it by 8 billion?`: the amount said is by how much two stated figures of the same thing differ."""
    if not isinstance(record, Figure):
        return False
    said = [r for _, r in asked.reading.of(Range) if r.unit and r.exact]
    alike = [f.value for f in asked.context.knowledge.figures if f.metric == record.metric and f.value.unit == record.value.unit]
    return any(r.holds(abs(record.value.amount - one.amount)) for one in alike for r in said)


def is_revised(figure: Figure, asked: Asked) -> bool:
    """A figure beside which the same person states another one: which of them still stands, a match of words does not tell."""
    alike = [f for f in asked.context.knowledge.figures if (f.by, f.metric, f.period) == (figure.by, figure.metric, figure.period)]
    return bool(figure.by) and any(f.value != figure.value for f in alike)


def _leads_another(match: Match, asked: Asked) -> bool:
    """`Ann Moor heads Globex, doesn't she?` where she is said to head Acme: the same role, of the person that is named."""
    names = asked.context.knowledge.names
    people = {one for _, said in asked.reading.of(Named) for one in said.ids if names[one].kind == "person"}
    return bool(people & {*match.record.object, *match.record.subject}) and bool(asked.context.terms.records[match.record.id].key & UNIQUE)


def _of_another(match: Match, asked: Asked) -> str:
    """What is said where a record is about other names than the question's: of a speaker that it is not among them."""
    if _only_speaker(match, asked):
        return "not among"
    profile = asked.context.terms.records[match.record.id]
    said = {f"@{one}" for _, names in asked.reading.of(Named) for one in names.ids}
    return "elsewhere" if profile.key & UNIQUE and not said & profile.names else "not said"


def _only_speaker(match: Match, asked: Asked) -> bool:
    """True where all that is wrong is who said it: another person than the one by whose word it is stated."""
    names, reading = asked.context.knowledge.names, asked.reading
    wrong = [n for m, n in reading.of(Named) if reading.said(m) in match.wrong]
    people = all(names[one].kind == "person" for named in wrong for one in named.ids)
    by = names.get(match.record.by or "")
    stated = _names_subject(match, asked) or names_amount(reading, match.record)
    return len(wrong) == len(match.wrong) and people and by is not None and by.kind == "person" and stated


def told_of_all(record: Figure | Fact, asked: Asked) -> str:
    """The few companies that a question names, where a sum of money is stated only of several together; else nothing."""
    names = asked.context.knowledge.names
    members = {m for one in record.subject if one in names for m in (names[one].members or (one,)) if names[m].kind == "company"}
    named = (asked.context.knowledge.party(one) for _, said in asked.reading.of(Named) for one in said.ids)
    said = tuple(dict.fromkeys(one for one in named if one in members))
    if not isinstance(record, Figure) or not record.value.is_money or record.total_of or len(members) < 3:  # noqa: PLR2004 - several
        return ""
    others = asked.reading.has("modifier", "other")  # `what Acme and the other four will spend`
    return asked.context.wording.names(said) if 0 < len(said) < len(members) and not others else ""


def _confirms(match: Match, asked: Asked) -> bool:
    """Whether a record says just what a question asks, so that `yes` adds nothing to it; else it is told without a verdict.

    A figure confirms its own amount of the one subject that is named, in its own period; a fact what it says of the names in
    their order: which of two companies does what to the other, no match of words tells, but where both do the same.
    """
    reading, record = asked.reading, match.record
    ordering = reading.has("operation", "previous", "next", "earliest", "latest", "older")
    if ordering or is_limited(reading):
        return False
    if not reading.content - spanned(reading.words("modifier", "affirmed", "claimed")) <= match.used or _says_more(match.record, asked):
        return False
    if _turns(record.statement, reading, asked.context):
        return False
    if office_in(reading, asked.context):
        return False  # `is Acme Globex's landlord?`, which only a deal or a fact of trade between the two says
    names = asked.context.knowledge.names
    said = {one for _, named in reading.of(Named) for one in named.ids}
    spoken = reading.content - spanned((*(m for m, _ in reading.of(Named)), *reading.words("modifier", "affirmed", "claimed")))
    profile = asked.context.terms.records[record.id]
    if DEFINITION in profile.key and not spoken and len(reading.of(Named)) == 1:
        return False  # `is the thesis right?`, which a definition does not say
    if OFFICES & profile.key and reading.has("topic", "boss") and not reading.has("attribute", *(office.name for office in OFFICERS)):
        return False  # `is she chief executive?`, of the finance chief
    if _MUTUAL & asked.context.terms.records[record.id].key and said <= {*record.subject, *record.object}:
        return bool(said & {*record.subject} and said & {*record.object})
    if "still" in reading.norms and "still" not in record.statement.casefold().split():
        return False
    if not keeps_order(record, reading, asked.context) or not asserts(record.statement, reading, asked.context):
        return False
    if isinstance(record, Figure):
        if record.change or is_revised(record, asked):
            return False
        ahead = record.status == "forecast" or record.value.bound is not Bound.EXACTLY
        subjects = {one for one in said if names[one].kind in {"company", "person"}} <= {*record.subject, record.by, record.where}
        dated = bool(reading.of(When)) and bool(record.period)
        exact = all(r.exact for _, r in reading.of(Range) if r.unit)
        return names_amount(reading, record) and subjects and exact and not dated and not (ahead and not reading.has("topic", "forecast"))
    tokens = asked.context.reader.lexicon.tokens(record.statement)
    told = {one for m in asked.context.reader.mentions(tokens) if isinstance(m.sense, Named) for one in m.sense.ids}
    companies = {asked.context.knowledge.party(one) for one in told if names[one].kind == "company"}
    leads = bool(asked.context.terms.records[record.id].key & UNIQUE) or reading.has("topic", "boss")
    moved = len(companies) > 1 and leads  # `left Acme, and now runs Globex`
    return bool(said) and not moved


def _turns(statement: str, reading: Reading, context: Context) -> bool:
    """`did its shares rise?` of what says that they slipped, or nothing of either."""
    asked = {name for name in ("rise", "fall") if reading.has("topic", name)}
    found = context.reader.mentions(context.reader.lexicon.tokens(statement))
    told = {name for name in ("rise", "fall") if any(m.sense == Word("topic", name) for m in found)}
    return len(asked) == 1 and told != asked


def is_limited(reading: Reading) -> bool:
    """`in 2027 alone`, `does every analyst expect it?`: a claim of no more, or of all, which one statement does not decide."""
    return not _LIMITING.isdisjoint(reading.norms) or reading.has("modifier", "only", "all", "none", "negation")


def _says_more(record: Figure | Fact, asked: Asked) -> bool:
    """Whether some word of a claim, a verb or a date as well, is not in the statement, or what the statement says only may be."""
    reading, reader = asked.reading, asked.context.reader
    tokens = reader.lexicon.tokens(f"{unquoted(record.statement, reading)} ; {record.period or ''}")
    mentions = reader.mentions(tokens)
    stated = frozenset().union(*token_terms(tokens, mentions))
    norms = {token.norm for token in tokens}
    if norms & _MAYBE and not norms & _MAYBE & set(reading.norms):
        return True
    trades = any(m.sense in _TRADES for m in mentions)
    reckoned = spanned(reading.words("operation", *OPERATIONS))
    named = spanned(m for m in reading.mentions if isinstance(m.sense, Named) or (isinstance(m.sense, Range) and m.sense.unit))
    plain = spanned((*reading.words(CARRIER, *LIGHT_WORDS), *reading.words("modifier", "affirmed", "claimed", "polar")))
    plain -= spanned(m for m in reading.words("topic") if len(m.span) > 1)  # `ahead of`, `chief executive`
    opening = {i for i in spanned(reading.words(CARRIER, "asking")) if i < min(named, default=0)}
    traded = spanned(reading.words("noun", "contract", "contract_verb")) if trades else frozenset[int]()
    telling = reading.inside - (plain - reckoned) - named - opening - traded - reading.frame
    terms = question_terms(reading)
    if telling & _predicates(reading) and DEFINITION not in asked.context.terms.records[record.id].key:
        return True
    opposed = {i: {LOSS} if "#fall" in terms[i] else set[str]() for i in telling}  # `lose`, where something is earned
    return any((terms[i] - opposed[i]).isdisjoint(stated) for i in telling if reading.tokens[i].is_word or reading.tokens[i].is_number)


def _predicates(reading: Reading) -> frozenset[int]:
    """`broadcaster` of `Acme is a broadcaster`: what something is said to be, which only a definition of it states."""
    norms = reading.norms
    ends = {m.end for m, _ in reading.of(Named)} if norms[:1] and norms[0] in COPULA else set[int]()
    nouns = (i for i in range(2, len(norms)) if norms[i - 1] in {"a", "an"})
    return frozenset(i for i in nouns if norms[i - 2] in COPULA or i - 1 in ends)


def _negates(statement: str) -> bool:
    return bool({"not", "no", "never", "cannot", "nor"} & set(statement.casefold().split()))


def _names_subject(match: Match, asked: Asked) -> bool:
    """True where the question names the record's own subject, so that only what is said of it differs."""
    said = {one for _, named in asked.reading.of(Named) for one in named.ids}
    members = {
        m for one in match.record.subject if one in asked.context.knowledge.names for m in asked.context.knowledge.names[one].members
    }
    return bool(said & {*match.record.subject, *members})
