"""Which words of a question an answer leaves unexplained: the rule by which the engine speaks or stays silent.

Every word of content is explained by the query that is run, or stands in a cited sentence; what asks for something that the
answer is not, no sentence can explain away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.domain.answer import Answered, Chat
from dealdesk.domain.quantity import Quantity
from dealdesk.engine.demand import ONE_SIDED, demanded, head, heads, traded
from dealdesk.engine.mismatch import unmatched
from dealdesk.kinds.kind import is_claim, records_of
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Named, spanned
from dealdesk.matching.probe import question_terms
from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Statement
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

LENIENT = "passage"
ASSERTED = "verify"  # what says yes or no says it of every name
_BOSS = "#boss"
_OF_DEALS_TOO = frozenset({"change", "course", "pattern", "link", "links"})
_OF_MARKETS = ("move", "important", "trend", "sector", "connection", "capital")
_TRADE = ("contract", "buying", "taking")


def uncovered(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The content tokens that neither the query nor the cited sentences explain, beside those of `mismatched`."""
    fixed = demanded(candidate, reading, context)
    scaled = spanned(reading.words("operation", "in_millions", "in_billions")) if _says_money(candidate) else frozenset()
    left = ((reading.content | fixed) - candidate.used - scaled - reading.frame) | (reading.unknown_names - candidate.used)
    left -= _rest_of_attributes(candidate, reading) | _leading(candidate, reading, context)
    left |= reading.degrees - candidate.used if is_claim(candidate) or candidate.kind.name in ONE_SIDED | {LENIENT} else frozenset()
    left |= unmatched(candidate, reading, context)
    left |= _foreign_to_deals(candidate, reading) | _not_set_apart(candidate, reading)
    if candidate.kind.name == LENIENT:
        return left & (fixed | heads(reading) | reading.unknown_names | _describing(reading))
    if isinstance(candidate.answer, Answered) and left:
        said = _cited_terms(context, candidate.answer.statements)
        terms = question_terms(reading)
        claim = is_claim(candidate)
        named = frozenset() if claim else spanned(m for m, _ in reading.of(Named))
        named |= left if candidate.kind.name == ASSERTED else frozenset()
        left = frozenset(i for i in left if i in fixed | named or not terms[i] & said or (not claim and _is_topic(terms[i])))
        left -= _other_words_for_deals(candidate, reading, context) - traded(reading, context) if claim and left else frozenset()
        left -= _alternatives(reading, left) if claim and left else frozenset()
    return left


def _foreign_to_deals(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """What is said of markets or of many companies, `move`, `trend`, `the giants`, which a query over deals leaves unexplained."""
    if is_claim(candidate) or candidate.kind.name == LENIENT:
        return frozenset()
    asked = reading.has("ask", "who") or reading.of(Named)
    giants = (m for m in reading.words("context", "giant") if not asked and reading.norms[m.end - 1].endswith("s"))
    of_markets = spanned(m for m in reading.words("context", *_OF_MARKETS) if reading.norms[m.start] not in _OF_DEALS_TOO)
    of_markets -= candidate.used | spanned(reading.words(CARRIER))
    return (of_markets | spanned(giants)) & reading.inside


def _not_set_apart(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`how much of the advance`, `of the down payment`: what no two values of deals set against each other tell of."""
    if candidate.kind.name != "contrast" or not isinstance(candidate.query.left, Selection):
        return frozenset()
    known = spanned(m for m in reading.mentions if not (isinstance(m.sense, Word) and m.sense.category == CARRIER))
    starts = [m.end for m in reading.words("operation", "share") if reading.norms[m.end - 1] == "of"]
    heads = {i for start in starts for i in head(reading, start)}
    return (spanned(reading.words("attribute", "prepayment", "payment")) & reading.content) | (heads - known)


def _describing(reading: Reading) -> frozenset[int]:
    """`barge` of `Acme's barge contract`: a sentence about another contract of Acme's does not tell of that one."""
    nouns = {m.start for m in reading.words("noun", "contract", "notes", "loan")}
    known = spanned(m for m in reading.mentions if not (isinstance(m.sense, Word) and m.sense.category == CARRIER))
    return frozenset(i for i in reading.content - known if i + 1 in nouns)


def _rest_of_attributes(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """The light words of an unstated attribute of which a word of content is explained: `on` of `secured on`."""
    light = spanned(reading.words(CARRIER, "function"))
    told = [m for m in reading.words("attribute") if (frozenset(m.span) - light) & candidate.used]
    after = frozenset(i for m in told for i in m.span if i > min(frozenset(m.span) - light))  # not the `down` of `down payment`
    return after & light if is_claim(candidate) else frozenset()


def _leading(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`Acme's boss` where a claim is by or about the person who leads Acme: says who is meant, and asks for no leader."""
    chosen = records_of(candidate.query)
    names = context.knowledge.names
    told = {one for r in context.knowledge.claims if r.id in chosen for one in (*r.subject, r.by or "")}
    people = {one for one in told if one in names and names[one].kind == "person"}
    leads = [{*f.subject, *f.object} for f in context.knowledge.facts if f.id not in chosen and _BOSS in context.terms.records[f.id].key]
    led = {one for pair in leads if pair & people for one in pair}
    named = any(led & set(named.ids) for _, named in reading.of(Named))
    return spanned(reading.words("topic", "boss")) if named and not reading.has("ask", "who") else frozenset()


def _other_words_for_deals(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`agreement` where a stated claim speaks of a contract: another word for the same thing."""
    nouns = spanned(reading.words("noun", *_TRADE))
    texts = [one.text for one in candidate.answer.statements] if isinstance(candidate.answer, Answered) and nouns else []
    mentions = [m for text in texts for m in context.reader.mentions(context.reader.lexicon.tokens(text))]
    said = {m.sense for m in mentions}
    said |= {Word("noun", "taking")} if Word("noun", "contract_verb") in said else set()  # `secure` for `obtain`
    return spanned(m for m in reading.words("noun", *_TRADE) if m.sense in said and m.end - m.start == 1)


def _alternatives(reading: Reading, left: frozenset[int]) -> frozenset[int]:
    """`is it a client or a rival?`: the one word of the two that the answer does not choose."""
    known = spanned((*reading.words("attribute"), *reading.words("noun"), *reading.words("topic"))) & reading.content
    inside = {i for m in reading.mentions if len(m.span) > 1 for i in m.span}  # `take or pay`
    for at in (i for i, token in enumerate(reading.tokens) if token.norm == "or" and i not in inside):
        before, after = max((i for i in known if i < at), default=-1), min((i for i in known if i > at), default=-1)
        if before >= 0 and after >= 0 and len({before, after} & left) == 1:
            return frozenset({before, after})
    return frozenset()


def _says_money(candidate: Candidate) -> bool:
    """True where the answer begins with an amount of money, which can be said in any scale."""
    value = candidate.answer.statements[0].value if isinstance(candidate.answer, Answered) else None
    return isinstance(value, Quantity) and value.is_money


def _cited_terms(context: Context, statements: Iterable[Statement]) -> frozenset[str]:
    found = {(c.article, c.start) for s in statements for c in s.citations}
    articles = {article for article, _ in found}
    days = [deal.said_on for deal in context.knowledge.deals if deal.said_on and articles & {e.article for e in deal.evidence}]
    stems = frozenset(context.reader.lexicon.stem(word) for day in days for word in day.casefold().split())
    return stems.union(*(context.terms.sentences[key] for key in found))


def _is_topic(terms: frozenset[str]) -> bool:
    return any(term[0] == "#" for term in terms)


def standing_of(candidate: Candidate) -> float:
    """0 for an answer, more for what says less, -1 for what plainly wants an opinion."""
    answer = candidate.answer
    if isinstance(answer, Chat):
        topic = getattr(candidate.query, "topic", "")
        if topic == "opinion" and len(candidate.used) > 2:  # noqa: PLR2004 - a phrase such as `would you buy`
            return -1
        return 1.5 if topic in {"instruct", "opinion"} else 0
    if candidate.kind.name == LENIENT:
        return 2
    if isinstance(answer, Answered):
        if answer.correction or getattr(candidate.query, "verdict", "") == "no":
            return 0.5
        return 0.3 if answer.partial else 0
    return 1


def weight(reading: Reading, index: int) -> float:
    """How much it counts that a query explains this token: content most, carriers hardly."""
    if not (reading.tokens[index].is_word or reading.tokens[index].is_number):
        return 0
    if index in reading.content:
        return 1
    telling = ("operation", "attribute", "ask", "topic", "context")
    return 0.6 if any(index in m.span and isinstance(m.sense, Word) and m.sense.category in telling for m in reading.mentions) else 0.05
