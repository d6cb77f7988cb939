"""Figures and facts: forecasts, share moves, roles, definitions; the stated claim that covers the question best."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context.term import DEFINITION
from dealdesk.domain.answer import Answer, Answered, Statement, Unknown
from dealdesk.domain.quantity import Bound, Range
from dealdesk.domain.record import Fact, Figure
from dealdesk.kinds.confirmation import told_of_all, verdict_of
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.conflict import alternatives, is_counterparty
from dealdesk.matching.direction import is_reversed
from dealdesk.matching.match import Match, matches
from dealdesk.matching.probe import roles_in
from dealdesk.matching.stated import names_amount, object_kinds, spell_said
from dealdesk.matching.want import asking
from dealdesk.query.arithmetic import PERCENT
from dealdesk.query.condition import Agreed
from dealdesk.scope.exclusion import exclusions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Verdict
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_AND = frozenset({"and", "&", ",", "plus", "as", "well", "also"})
_PARTS = frozenset({"part", "portion", "share", "slice", "stake"})
_TOP = 5
_SIDE_BY_SIDE = ("compare", "more", "less", "largest", "smallest", "difference")
_CLOSE = 0.12
_SURE_OF_ALL = 9.0  # what lists all comes before what states one


class Claim(Struct, frozen=True):
    """The records that answer, and how the question's claim fares against them.

    Attributes:
        verdict: `yes`, `no`, `not said`, `elsewhere` (of nothing that the question names), `not among` (said of another name), `no amount`,
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
    verdict, wrong = verdict_of(best, asked, polar=polar)
    extra = beside(asked, best, polar=polar)
    yield (
        KIND,
        Claimed(
            Claim(tuple(m.record.id for m in alike), verdict, wrong), best.used | extra | _wrong_tokens(asked.reading, best), best.score
        ),
    )
    for other in found[1:_TOP]:
        said = verdict_of(other, asked, polar=polar)
        if said[0] == "no" and len(other.used & asked.reading.content) < 2:  # noqa: PLR2004 - one word denies nothing
            continue
        extra = beside(asked, other, polar=polar)
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
    asks = reading.has("ask", "who") or (reading.has("ask", "how_much") and not reading.has("topic", "premarket", "ytd"))
    if reading.of(Named) or len(said) != 1 or not reading.has("topic", "stock") or not asks:
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


def beside(asked: Asked, match: Match, *, polar: bool) -> frozenset[int]:
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
    high = ("largest", "more") if "than" not in reading.norms else ("largest",)
    said += reading.words("operation", *high) if bound is Bound.UP_TO or _is_extreme(match.record, asked, 1) else ()
    said += _summing(match.record, asked) if isinstance(match.record, Figure) else ()
    said += reading.words("topic", "rise", "fall") if isinstance(match.record, Figure) and match.wrong else ()
    said += reading.words("attribute", "term", "announced") if match.record.period else ()
    people = {
        asked.context.knowledge.names[one].kind
        for one in (*match.record.subject, *match.record.object)
        if one in asked.context.knowledge.names
    }
    roles = roles_in(reading, asked.context) if "person" in people else frozenset[int]()
    return spanned(said) | spell_said(reading, match.record) | roles


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
    used = frozenset().union(*(match.used for match in chosen)) | spanned(m for m, _ in names) | beside(asked, chosen[0], polar=True)
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
    if len(names) < 2 or len(alike) < 2 or not covered or told_of_all(alike[0].record, asked):  # noqa: PLR2004 - several names, several records
        return None
    asks = spanned((*asked.reading.words("ask"), *asked.reading.words("operation", *_SIDE_BY_SIDE)))
    return Claimed(Claim(tuple(m.record.id for m in alike)), used | asks, found[0].score)


def _wrong_tokens(reading: Reading, match: Match) -> frozenset[int]:
    direction = reading.words("topic", "rise", "fall") if "the direction" in match.wrong else ()
    spans = [*direction] + [m for m in reading.mentions if reading.said(m) in match.wrong]
    return spanned(spans)


def _answer(query: Claim, context: Context) -> Answer:
    query = replace(query, wrong=query.wrong.removesuffix("'s").removesuffix("’s"))
    records = {r.id: r for r in context.knowledge.claims}
    chosen = [records[one] for one in query.records]
    rivals = [records[one] for r in chosen if isinstance(r, Figure) for one in r.rivals if one not in query.records and one in records]
    said = [_said(record, context) for record in chosen]
    if query.verdict == "of all":
        return Unknown(f"My sources state that only of several companies together, not of {query.wrong} alone.", tuple(said))
    if query.verdict == "no amount":
        return Unknown("My sources state no exact amount for that.", tuple(said[:1]))
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
