"""Figures and facts: forecasts, share moves, roles, definitions; the stated claim that covers the question best."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context.term import DEFINITION, token_terms
from dealdesk.domain.answer import Answer, Answered, Statement, Unknown
from dealdesk.domain.quantity import Bound, Range
from dealdesk.domain.record import Fact, Figure
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.reckoning import OPERATIONS
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_denied, is_negated, is_polar
from dealdesk.matching.conflict import alternatives, is_counterparty
from dealdesk.matching.direction import is_reversed
from dealdesk.matching.match import Match, matches
from dealdesk.matching.probe import question_terms
from dealdesk.matching.stated import names_amount, object_kinds
from dealdesk.matching.want import UNIQUE, asking
from dealdesk.query.arithmetic import PERCENT
from dealdesk.query.condition import Agreed
from dealdesk.scope.exclusion import exclusions
from dealdesk.scope.role import sides_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Verdict
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_AND = frozenset({"and", "&", ",", "plus", "as", "well", "also"})
_LIMITING = frozenset({"only", "alone", "exactly", "precisely", "already", "ever", "just", "least", "most", "not", "never", "no", "n't"})
_PARTS = frozenset({"part", "portion", "share", "slice", "stake"})
_MAYBE = frozenset({"may", "might", "could", "would", "if", "unless", "option", "can"})
_LIGHT = ("function", "polite", "framing", "request")
_TRADES = frozenset({Word("noun", "contract"), Word("noun", "contract_verb")})
_TOP = 5
_SIDE_BY_SIDE = ("compare", "more", "less", "largest", "smallest", "difference")
_CLOSE = 0.12
_SURE_OF_ALL = 9.0  # what lists all comes before what states one


class Claim(Struct, frozen=True):
    """The records that answer, and how the question's claim fares against them.

    Attributes:
        verdict: `yes`, `no`, `not said`, `elsewhere` (of nothing that the question names), `not among` (said of another name),
            `of all` (only of several together) or empty.
        wrong: what the question says and the record does not.
    """

    records: tuple[str, ...]
    verdict: str = ""
    wrong: str = ""

    def __str__(self) -> str:
        return f"{self.verdict + ': ' if self.verdict else ''}claim {', '.join(self.records)}"


def _recognise(asked: Asked) -> Iterator[Claimed[Claim]]:
    for _, claimed in claims_in(asked):
        yield claimed


def claims_in(asked: Asked, but: Sequence[str] = ()) -> Iterator[tuple[Kind[Claim], Claimed[Claim]]]:
    """The claims that the question may be about, best first, without the records `but`."""
    totals = asked.reading.has("operation", "sum")
    every = matches(asked.reading, asked.context)
    found = [
        match
        for match in every
        if match.score > 0
        and match.record.id not in but
        and not _is_excepted(asked, match.record)
        and (totals or names_amount(asked.reading, match.record) or not match.record.total_of)
        and not (
            match.record.total_of
            and (_names_more(asked, match.record) or _is_their_sum(asked, match.record) or _is_of_others(asked, match.record))
        )
    ]
    if found and found[0].record.change:
        found = [match for match in found if names_amount(asked.reading, match.record) and _is_of_session(match.record, asked)] or found
    polar = is_polar(asked.reading)
    found = found if polar else [m for m in found if not is_reversed(m.record, asked.reading, asked.context)]
    if not found:
        return
    together = _every_move(asked) or _each_subject(found[0].record.relation, every, asked) or _together(found, asked)
    if together:
        yield KIND, together
    best = found[0]
    close = [m for m in found[:_TOP] if best.score - m.score <= _CLOSE * abs(best.score) and m.wrong == best.wrong and m.used >= best.used]
    alike = [m for m in close if m.record.relation == best.record.relation] or [best]
    verdict, wrong = _verdict(best, asked, polar=polar)
    extra = _beside(asked, best, polar=polar)
    yield (
        KIND,
        Claimed(
            Claim(tuple(m.record.id for m in alike), verdict, wrong), best.used | extra | _wrong_tokens(asked.reading, best), best.score
        ),
    )
    for other in found[1:_TOP]:
        said = _verdict(other, asked, polar=polar)
        if said[0] == "no" and len(other.used & asked.reading.content) < 2:  # noqa: PLR2004 - one word denies nothing
            continue
        extra = _beside(asked, other, polar=polar)
        yield KIND, Claimed(Claim((other.record.id,), *said), other.used | extra | _wrong_tokens(asked.reading, other), other.score)


def _is_excepted(asked: Asked, record: Figure | Fact) -> bool:
    """`besides Acme, who ...?`: a record of Acme alone; one that lists Acme among others may still tell the others."""
    out = frozenset().union(*(one.scope for one in exclusions(asked.reading)))
    excepted = {one for m, named in asked.reading.of(Named) if out.issuperset(m.span) for one in named.ids}
    return bool(excepted) and set(record.subject) <= excepted and len(record.object) < 2  # noqa: PLR2004 - a list


def _is_of_session(record: Figure | Fact, asked: Asked) -> bool:
    """False for a move of a day where the question speaks of the year, or of the year where it speaks of pre-market trading."""
    key = asked.context.terms.records[record.id].key
    return all(not asked.reading.has("topic", name) or f"#{name}" in key for name in ("ytd", "premarket", "yearago"))


def _every_move(asked: Asked) -> Claimed[Claim] | None:
    """`whose shares went down?`: every move of that direction, where no company is named."""
    reading = asked.reading
    moved = [("down", reading.words("topic", "fall")), ("up", reading.words("topic", "rise"))]
    said = [(change, mentions) for change, mentions in moved if mentions]
    if reading.of(Named) or len(said) != 1 or not reading.has("topic", "stock") or not reading.has("ask", "who"):
        return None
    change, mentions = said[0]
    records = tuple(f.id for f in asked.context.knowledge.figures if f.change == change)
    used = spanned((*mentions, *reading.words("topic", "stock"), *reading.words("ask"), *reading.words("operation", "difference")))
    return Claimed(Claim(records), used, _SURE_OF_ALL) if len(records) > 1 else None


def _is_their_sum(asked: Asked, record: Figure | Fact) -> bool:
    """True where a stated total is that of just the deals whose sum is asked for, which the sum says together with its parts."""
    rows = {deal.id for deal in asked.context.rows(asked.scope.selection)}
    return asked.reading.has("operation", "sum") and rows == set(record.total_of)


def _is_of_others(asked: Asked, record: Figure | Fact) -> bool:
    """True where a stated total is that of other deals than those whose sum is asked for."""
    rows = {deal.id for deal in asked.context.rows(replace(asked.scope.selection, pick=None)) if Agreed().holds(deal)}
    return asked.scope.is_specific and not names_amount(asked.reading, record) and bool(rows) and set(record.total_of) != rows


def _names_more(asked: Asked, record: Figure | Fact) -> bool:
    """True where a question names a company of which a stated total is no total."""
    names = asked.context.knowledge.names
    said = {asked.context.knowledge.party(one) for _, named in asked.reading.of(Named) for one in named.ids}
    return any(one in names and names[one].kind == "company" and one not in record.subject for one in said)


def _beside(asked: Asked, match: Match, *, polar: bool) -> frozenset[int]:
    """The words that a question about a record may hold beside those that name it."""
    reading = asked.reading
    said = (*asking(reading), *reading.words("attribute", "value"), *reading.words("noun", "years", "months", "company"))
    called = polar or reading.has("ask", "why")  # `is Acme called the Ox?`, `why is it called so?`
    told = {m.span for m in reading.words("topic", "nickname")} if called else set[range]()
    said += tuple(m for m in reading.words("operation", "define", "list") if m.span not in told)
    said += reading.words("modifier", "affirmed", "claimed", "polar") if polar else ()
    said += reading.words("topic", "event") if match.record.where else ()
    moved = match.record.change and reading.has("topic", "stock", "premarket", "ytd")
    said += reading.words("noun", "contract") if moved else ()
    said += reading.words("attribute", "hardware") if "product" in object_kinds(match.record, asked.context) else ()
    said += tuple(m for m, named in reading.of(Named) if is_counterparty(m, named.ids, match.record, reading, asked.context))
    said += reading.words("attribute", "by") if match.record.by else ()
    said += tuple(alternatives(reading, match.record))
    defines = DEFINITION in asked.context.terms.records[match.record.id].key and reading.has("operation", "define")
    said += tuple(m for m in reading.words("noun", "contract") if not _is_named(reading, m)) if defines else ()
    said += reading.words("operation", "share", "percent") if _is_share(match.record, asked.context) else ()
    bound = match.record.value.bound if isinstance(match.record, Figure) else None
    said += reading.words("operation", "smallest") if bound is Bound.AT_LEAST or _is_extreme(match.record, asked, -1) else ()
    said += reading.words("operation", "largest") if bound is Bound.UP_TO or _is_extreme(match.record, asked, 1) else ()
    said += _summing(match.record, asked) if isinstance(match.record, Figure) else ()
    said += reading.words("topic", "rise", "fall") if isinstance(match.record, Figure) and match.wrong else ()
    said += reading.words("attribute", "term", "announced") if match.record.period else ()
    return spanned(said)


def _is_share(record: Figure | Fact, context: Context) -> bool:
    """A percentage that is no move, or what is said to be a part, is itself what `what slice of the price` asks for."""
    profile = context.terms.records[record.id]
    return not record.change and (any(amount.unit == PERCENT for amount in profile.amounts) or not _PARTS.isdisjoint(profile.key))


def _summing(figure: Figure, asked: Asked) -> tuple[Mention, ...]:
    """The words for a sum that one figure may explain: `in all`; `together` only of several companies, or where its source says so."""
    reading, names = asked.reading, asked.context.knowledge.names
    light, said = spanned(reading.words(CARRIER)), asked.context.terms.records[figure.id].every
    group = figure.total_of or any(one in names and names[one].members for one in figure.subject)
    sums = reading.words("operation", "sum")
    return tuple(m for m in sums if group or light.issuperset(m.span) or all(reading.tokens[i].stem in said for i in m.span))


def _is_extreme(record: Figure | Fact, asked: Asked, sign: int) -> bool:
    """`the highest estimate`: the one figure that exceeds (`sign` 1), or is below, all those that rival it."""
    rivals = [f.value.amount for f in asked.context.knowledge.figures if isinstance(record, Figure) and f.id in record.rivals]
    return isinstance(record, Figure) and bool(rivals) and all((record.value.amount - one) * sign > 0 for one in rivals)


def _is_named(reading: Reading, noun: Mention) -> bool:
    """`the Acme deal`: a deal told by a name before it, which no definition of Acme is about."""
    return any(m.end == noun.start for m, _ in reading.of(Named))


def _each_subject(relation: str, found: Sequence[Match], asked: Asked) -> Claimed[Claim] | None:
    """One claim made of several names at once, `both rose by 8%`: true only where the record of each says so."""
    reading = asked.reading
    names = reading.of(Named)
    amounts = {reading.said(m) for m, said in reading.of(Range) if said.unit}
    if not is_polar(reading) or len(names) < 2 or not amounts or not _are_joined(reading, names):  # noqa: PLR2004 - several names
        return None
    alike = [match for match in found if match.record.relation == relation and isinstance(match.record, Figure)]
    own = [next((match for match in alike if set(named.ids) & set(match.record.subject)), None) for _, named in names]
    chosen = list(dict.fromkeys(match for match in own if match))
    if len(chosen) != len(names) or not all(match.used & reading.content for match in chosen):
        return None
    wrong = [word for match in chosen for word in match.wrong if word in amounts]
    used = frozenset().union(*(match.used for match in chosen)) | spanned(m for m, _ in names) | _beside(asked, chosen[0], polar=True)
    used |= frozenset(i for m, said in reading.of(Range) if said.unit for i in m.span) | spanned(
        reading.words("modifier", "both", "them", "all")
    )
    verdict = ("no", wrong[0]) if wrong else ("yes", "")
    return Claimed(Claim(tuple(match.record.id for match in chosen), *verdict), used, found[0].score)


def _are_joined(reading: Reading, names: Sequence[tuple[Mention, Named]]) -> bool:
    """`Acme and Globex`, `both`, `the same as`: what is claimed is claimed of each."""
    between = [{t.norm for t in reading.tokens[one.end : other.start]} for (one, _), (other, _) in itertools.pairwise(names)]
    norms = [token.norm for token in reading.tokens]
    same = "same" in norms and "as" in norms[norms.index("same") :]
    return same or reading.has("modifier", "both") or all(words <= _AND for words in between)


def _together(found: Sequence[Match], asked: Asked) -> Claimed[Claim] | None:
    """One claim a name, where a question names several and each has its own of the same sort: `both share prices`."""
    names = {asked.reading.said(m) for m, _ in asked.reading.of(Named)}
    alike = [m for m in found if m.record.relation == found[0].record.relation and set(m.wrong) < names]
    used = frozenset().union(*(m.used for m in alike))
    covered = all(any(set(m.span) <= match.used for match in alike) for m, _ in asked.reading.of(Named))
    if len(names) < 2 or len(alike) < 2 or not covered or _told_of_all(alike[0].record, asked):  # noqa: PLR2004 - several names, several records
        return None
    asks = spanned((*asked.reading.words("ask"), *asked.reading.words("operation", *_SIDE_BY_SIDE)))
    return Claimed(Claim(tuple(m.record.id for m in alike)), used | asks, found[0].score)


def _wrong_tokens(reading: Reading, match: Match) -> frozenset[int]:
    direction = reading.words("topic", "rise", "fall") if "the direction" in match.wrong else ()
    spans = [*direction] + [m for m in reading.mentions if reading.said(m) in match.wrong]
    return spanned(spans)


def _verdict(match: Match, asked: Asked, *, polar: bool) -> tuple[str, str]:
    """How the question's claim fares against the record, see `Claim.verdict`, and the word that is wrong or told of all."""
    if match.wrong:
        return _denied(match, asked, polar=polar)
    if polar and isinstance(match.record, Figure) and len(match.record.total_of) > 1 and _is_single(asked.reading):
        return "no", "one"
    whole = _told_of_all(match.record, asked)
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


def _revised(figure: Figure, asked: Asked) -> bool:
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


def _told_of_all(record: Figure | Fact, asked: Asked) -> str:
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

    A figure confirms its own amount of the one subject that is named, in its own period; a fact that joins a person to a
    company confirms both. Which of two companies does what to the other, no match of words tells.
    """
    reading, record = asked.reading, match.record
    ordering = reading.has("operation", "previous", "next", "earliest", "latest", "older")
    if ordering or {token.norm for token in reading.tokens} & _LIMITING or reading.has("modifier", "only", "all", "none", "negation"):
        return False
    if not reading.content - spanned(reading.words("modifier", "affirmed", "claimed")) <= match.used or _says_more(match.record, asked):
        return False
    names = asked.context.knowledge.names
    said = {one for _, named in reading.of(Named) for one in named.ids}
    if isinstance(record, Figure):
        if record.change or _revised(record, asked):
            return False
        ahead = record.status == "forecast" or record.value.bound is not Bound.EXACTLY
        subjects = {one for one in said if names[one].kind in {"company", "person"}} <= {*record.subject, record.by, record.where}
        dated = bool(reading.of(When)) and bool(record.period)
        exact = all(r.exact for _, r in reading.of(Range) if r.unit)
        return names_amount(reading, record) and subjects and exact and not dated and not (ahead and not reading.has("topic", "forecast"))
    kinds = {names[one].kind for one in said if one in {*record.subject, *record.object}}
    return {"person", "company"} <= kinds and said <= {*record.subject, *record.object, *_events(asked)}


def _says_more(record: Figure | Fact, asked: Asked) -> bool:
    """Whether some word of a claim, a verb or a date as well, is not in the statement, or what the statement says only may be."""
    reading, reader = asked.reading, asked.context.reader
    tokens = reader.lexicon.tokens(f"{record.statement} ; {record.period or ''}")
    mentions = reader.mentions(tokens)
    stated = frozenset().union(*token_terms(tokens, mentions))
    norms = {token.norm for token in tokens}
    if norms & _MAYBE and not norms & _MAYBE & set(reading.norms):
        return True
    trades = any(m.sense in _TRADES for m in mentions)
    reckoned = spanned(reading.words("operation", *OPERATIONS))
    named = spanned(m for m in reading.mentions if isinstance(m.sense, Named) or (isinstance(m.sense, Range) and m.sense.unit))
    plain = spanned((*reading.words(CARRIER, *_LIGHT), *reading.words("modifier", "affirmed", "claimed", "polar")))
    opening = {i for i in spanned(reading.words(CARRIER, "asking")) if i < min(named, default=0)}
    traded = spanned(reading.words("noun", "contract", "contract_verb")) if trades else frozenset[int]()
    telling = reading.inside - (plain - reckoned) - named - opening - traded - reading.frame
    terms = question_terms(reading)
    return any(terms[i].isdisjoint(stated) for i in telling if reading.tokens[i].is_word or reading.tokens[i].is_number)


def _events(asked: Asked) -> set[str]:
    return {one for one, name in asked.context.knowledge.names.items() if name.kind in {"event", "term"}}


def _negates(statement: str) -> bool:
    return bool({"not", "no", "never", "cannot", "nor"} & set(statement.casefold().split()))


def _names_subject(match: Match, asked: Asked) -> bool:
    """True where the question names the record's own subject, so that only what is said of it differs."""
    said = {one for _, named in asked.reading.of(Named) for one in named.ids}
    members = {
        m for one in match.record.subject if one in asked.context.knowledge.names for m in asked.context.knowledge.names[one].members
    }
    return bool(said & {*match.record.subject, *members})


def _answer(query: Claim, context: Context) -> Answer:
    query = replace(query, wrong=query.wrong.removesuffix("'s").removesuffix("’s"))
    records = {r.id: r for r in context.knowledge.claims}
    chosen = [records[one] for one in query.records]
    rivals = [records[one] for r in chosen if isinstance(r, Figure) for one in r.rivals if one not in query.records and one in records]
    said = [_said(record, context) for record in chosen]
    if query.verdict == "of all":
        return Unknown(f"My sources state that only of several companies together, not of {query.wrong} alone.", tuple(said))
    if query.verdict == "not said":
        return Unknown(f"My sources do not say that of {query.wrong}.", tuple(said[:1]))
    if query.verdict == "elsewhere":
        return Unknown(f"My sources do not say that of {query.wrong}.")
    verdict: Verdict = "Yes" if query.verdict == "yes" else "No" if query.verdict == "no" else ""
    statements = (*said, *(_said(r, context) for r in rivals))
    notes = ("These are alternative forecasts; they are not added up.",) if rivals else ()
    correction = f"My sources do not say that of {query.wrong}." if query.verdict == "not among" else ""
    return Answered(tuple(dict.fromkeys(statements)), notes, correction, verdict=verdict)


def _said(record: Figure | Fact, context: Context) -> Statement:
    value = record.value if isinstance(record, Figure) else None
    return Statement(record.statement, context.cite(*record.evidence), value)


KIND = Kind("claim", ("Who competes with {provider}?", "Who is the chief executive of {customer}?"), _recognise, _answer)
