"""Which words of a question an answer leaves unexplained: the rule by which the engine speaks or stays silent.

Every word of content is explained by the query that is run, or stands in a cited sentence; what asks for something that the
answer is not, no sentence can explain away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION, FAMILIES
from dealdesk.domain.answer import Answered, Chat
from dealdesk.domain.period import WEEKDAYS
from dealdesk.domain.quantity import Quantity, Range
from dealdesk.kinds.kind import records_of
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.probe import question_terms
from dealdesk.matching.stated import names_period
from dealdesk.query.attribute import BY_NAME
from dealdesk.scope.asked import asked_in, attributes_in, unstated_in
from dealdesk.scope.exclusion import done_in
from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Statement
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

LENIENT = "passage"
ASSERTED = "verify"  # what says yes or no says it of every name
_BOSS = "#boss"
_IN_ROWS = frozenset({"value", "announced", "customer", "provider", "parties", "ends", "term", "status", "extends"})
_STAGES = frozenset({"in_talks", "cancelled", "sought"})
_SPECIFIC = ("starts", "ends", "term", "hardware", "workload", "power", "location", "payment", "option")
_TRADE = ("contract", "buying")
_DONE = frozenset({"catchup", "outperform", "benefit", "demand", "peak"})  # topics that tell what somebody does
_PHRASE = 6
_NEAR = 2
_SUMS = frozenset({"sum", "total", "average", "mean", "together", "combined", "altogether"})
_STOCK = frozenset({"share", "shares", "stock", "stocks"})
_RATIOS = frozenset({"multiple", "multiples", "ratio"})
_POSSESSIVE = frozenset({"its", "their", "his", "her", "my", "our", "your"})
_WEEKDAYS = frozenset(day.casefold() for day in WEEKDAYS)
_EACH = frozenset({"every", "each", "all"})
_COMPARATIVE = frozenset({"more", "less", "fewer", "larger", "bigger", "smaller", "higher", "lower", "greater"})
_ONE_SIDED = frozenset({"lookup", "list", "aggregate", "timeline"})
_PHRASE_ENDS = frozenset({
    "is", "are", "was", "were", "did", "does", "do", "has", "have", "had", "will", "would", "can", "could", "of", "in", "on", "by",
    "for", "to", "with", "at", "from", "that", "which", "who", "and", "or",
})  # fmt: skip


def uncovered(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The content tokens that neither the query nor the cited sentences explain."""
    fixed = _fixed(candidate, reading, context)
    scaled = spanned(reading.words("operation", "in_millions", "in_billions")) if _says_money(candidate) else frozenset()
    left = ((reading.content | fixed) - candidate.used - scaled - reading.frame) | reading.unknown_names
    left -= _rest_of_attributes(candidate, reading) | _leading(candidate, reading, context)
    left |= reading.degrees - candidate.used if is_claim(candidate) or candidate.kind.name in _ONE_SIDED | {LENIENT} else frozenset()
    left |= (
        _unmet(candidate, reading, context)
        | _dated_otherwise(candidate, reading)
        | _staged(candidate, reading)
        | _listed(candidate, reading)
    )
    firm = (
        _strange(candidate, reading, context)
        | _apart(candidate, reading)
        | _unsaid(candidate, reading, context)
        | _trading(candidate, reading, context)
        | _spent(candidate, reading, context)
    )
    if candidate.kind.name == LENIENT:
        return left & (fixed | _heads(reading) | reading.unknown_names)
    if isinstance(candidate.answer, Answered) and left:
        said = _cited_terms(context, candidate.answer.statements)
        terms = question_terms(reading)
        claim = is_claim(candidate)
        named = frozenset() if claim else spanned(m for m, _ in reading.of(Named))
        named |= left if candidate.kind.name == ASSERTED else frozenset()
        left = frozenset(i for i in left if i in fixed | named or not terms[i] & said or (not claim and _is_topic(terms[i])))
        left -= _other_words_for_deals(candidate, reading, context) if claim and left else frozenset()
        left -= _alternatives(reading, left) if claim and left else frozenset()
    return left | firm


def _rest_of_attributes(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """The light words of an unstated attribute whose words of content are explained: `on` of `secured on`."""
    light = spanned(reading.words(CARRIER, "function"))
    told = [m for m in reading.words("attribute") if frozenset(m.span) - light and frozenset(m.span) - light <= candidate.used]
    return spanned(told) & light if is_claim(candidate) else frozenset()


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


def is_claim(candidate: Candidate) -> bool:
    """True for a query about figures and facts, false for one about the deal table."""
    return bool(records_of(candidate.query)) or isinstance(getattr(candidate.query, "left", None), str)


def asked_for(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that say what is asked for, which nothing but an answer to them explains."""
    return _fixed(candidate, reading, context) | _heads(reading)


def _fixed(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    special = (
        _operations_in(reading) | done_in(reading) | _rates(candidate, reading, context)
        if is_claim(candidate)
        else attributes_in(reading)
        | _calculated(reading)
        | _denied(reading)
        | _compared(candidate, reading)
        | _of_a_figure(reading, context)
    )
    return unstated_in(reading) | asked_in(reading) | _foreign_topics(reading) | special


def _unsaid(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words of a yes-or-no question that stand beside a stated claim in its sentence and not in the claim itself."""
    chosen = [context.terms.records[one] for one in records_of(candidate.query)]
    decided = getattr(candidate.query, "verdict", "") != ""
    if not chosen or not is_polar(reading) or decided:
        return frozenset()
    own = frozenset().union(*(profile.key | profile.words | profile.names | profile.asked for profile in chosen))
    terms = question_terms(reading)
    said = (*(m for m, _ in reading.of(Named)), *(m for m, _ in reading.of(Range)), *reading.words("operation", "more", "less"))
    plain = spanned((*said, *reading.words("modifier"), *reading.words("noun")))
    parties = frozenset(f"@{context.knowledge.party(term[1:])}" for term in own if term[0] == "@")
    strange = [m for m, named in reading.of(Named) if not {f"@{one}" for one in named.ids} & (own | parties)]
    return frozenset(i for i in reading.content - plain if not terms[i] & own) | spanned(strange)


def _trading(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`who leases from Acme?`, `whom does Acme chase?`: the words that ask for somebody in what Acme does, and not for what Acme is."""
    chosen = [context.terms.records[one] for one in records_of(candidate.query)]
    if not any(DEFINITION in profile.key for profile in chosen):
        return frozenset()
    own = frozenset().union(*(profile.key | profile.words for profile in chosen))
    done = spanned(m for m in reading.words("topic", *_DONE) if f"#{m.name}" not in own)
    return done | _asked_trader(reading)


def _asked_trader(reading: Reading) -> frozenset[int]:
    """The words that ask who buys or sells: the verb after `who`, the role after `which`."""
    if reading.has("operation", "define", "profile"):  # `what kind of capacity does Acme get?`
        return spanned(reading.words("noun", "taking"))
    verbs = reading.words("noun", "contract_verb")
    roles = [m for m in reading.words("attribute", "customer", "provider") if reading.tokens[m.start - 1].norm in {"which", "what"}]
    return spanned((*(verbs if reading.has("ask", "who") or roles else ()), *roles))


def _apart(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """The words that ask how far records lie apart, which stating one or each of them does not say."""
    records = records_of(candidate.query)
    exceeding = reading.has("operation", "more", "less") and reading.has("modifier", "against")
    several = len(records) > 1 or (bool(records) and exceeding)
    return spanned(reading.words("operation", "difference", "ratio")) if several else frozenset()


def _unmet(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words for an attribute of deals, `comes online`, that a claim about something else does not touch."""
    if not is_claim(candidate):
        return frozenset()
    defines = any(DEFINITION in context.terms.records[one].key for one in records_of(candidate.query))
    told = [m for m in reading.words("attribute", *_SPECIFIC) if (defines or len(m.span) > 1) and not candidate.used & frozenset(m.span)]
    said = frozenset().union(*(context.terms.records[one].every for one in records_of(candidate.query)))
    unmet = spanned(m for m in told if not all(reading.tokens[i].stem in said for i in m.span))
    if defines and focus_of(reading).groups not in {(), (("parties",),)}:  # `what is the Acme contract for?` asks for no definition
        unmet |= focus_of(reading).used - candidate.used
    worked = (m for m in reading.words("operation", "sum", "average", "median") if reading.tokens[m.start].norm != "meaning")
    return unmet | (spanned(worked) if defines else frozenset())


def _staged(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`which are in talks?`: the words for a stage at which no deal stands, so that no condition holds them."""
    told = [m for m in reading.words("stage") if m.name in _STAGES and not candidate.used & frozenset(m.span)]
    return spanned(told) if candidate.kind.name in _ONE_SIDED | {"count"} and not is_claim(candidate) else frozenset()


def _listed(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`what is the Acme contract for?`: asks for an attribute that a row of a list does not hold."""
    focus = focus_of(reading)
    asks = any(not set(group) & _IN_ROWS for group in focus.groups)
    return focus.used - candidate.used if candidate.kind.name == "list" and asks else frozenset()


def _dated_otherwise(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`when was it called off?`: the day of that is not the one on which a deal was announced."""
    asks = reading.words("ask", "when")
    given = getattr(candidate.query, "groups", ()) == (("announced",),)
    fallen = [m for m in reading.words("stage", "cancelled") if m.end == len(reading.tokens) or not _precedes_noun(reading, m.end)]
    return spanned(asks) if given and fallen else frozenset()


def _precedes_noun(reading: Reading, index: int) -> bool:
    return any(0 <= m.start - index <= _NEAR for m in reading.words("noun", "contract", "notes", "loan"))


def _compared(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`more ... than ...`: a comparison, which stating one of the two sides is not."""
    more = [m.end for m in reading.words("operation", "more", "less", "difference") if reading.tokens[m.end - 1].norm in _COMPARATIVE]
    than = frozenset(i for i, token in enumerate(reading.tokens) if token.norm == "than" and any(end < i for end in more))
    return than - candidate.used if candidate.kind.name in _ONE_SIDED else frozenset()


def _of_a_figure(reading: Reading, context: Context) -> frozenset[int]:
    """An amount that a stated figure has and no deal: a question that speaks of no deal is not about a deal of that size."""
    if is_polar(reading) or reading.has("noun", "contract", "notes", "loan"):
        return frozenset()
    knowledge = context.knowledge
    exact = [(m, said) for m, said in reading.of(Range) if said.exact and said.unit]
    figures = [
        (m, said)
        for m, said in exact
        if any(said.unit == f.value.unit and said.holds(f.value.amount) for f in knowledge.figures if not f.total_of)
    ]
    return spanned(
        m for m, said in figures if not any(d.value and said.unit == d.value.unit and said.holds(d.value.amount) for d in knowledge.deals)
    )


def _spent(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`what was spent from 2020 to 2022?`: the very period of a stated figure, which no sum of deals is for where none is spoken of."""
    knowledge = context.knowledge
    if is_claim(candidate) or not reading.has("context", "spend") or reading.has("noun", "contract", "notes", "loan"):
        return frozenset()
    parties = {one for deal in knowledge.deals for _, one in deal.parties}
    named = any(knowledge.party(one) in parties for _, said in reading.of(Named) for one in said.ids)
    told = not named and any(names_period(reading, figure) for figure in knowledge.figures)
    return spanned(m for m, _ in reading.of(When)) if told else frozenset()


def _rates(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that ask for a rate, `a year`, where the records chosen state none."""
    profiles = [context.terms.records[one] for one in records_of(candidate.query)]
    stated = any("#annual" in profile.words | profile.key | profile.text for profile in profiles)
    return frozenset() if stated else spanned(reading.words("operation", "yearly", "monthly"))


def _cited_terms(context: Context, statements: Iterable[Statement]) -> frozenset[str]:
    found = {(c.article, c.start) for s in statements for c in s.citations}
    articles = {article for article, _ in found}
    days = [deal.said_on for deal in context.knowledge.deals if deal.said_on and articles & {e.article for e in deal.evidence}]
    stems = frozenset(context.reader.lexicon.stem(word) for day in days for word in day.casefold().split())
    return stems.union(*(context.terms.sentences[key] for key in found))


def _heads(reading: Reading) -> frozenset[int]:
    """What is asked for: the last word of content of the phrase after what asks, and an unknown word right after `which`."""
    asks = reading.words("ask", "how_much", "how_many", "who", "where", "when", "until_when", "how_long")
    openers = {m.end for m in (*asks, *reading.words("operation", "list", "define"))}
    openers |= {i + 1 for i, t in enumerate(reading.tokens) if t.norm in {"which", "what", "whose", "any"}}
    first = {i + 1 for i, t in enumerate(reading.tokens[:-1]) if t.norm == "which" and i + 1 in reading.content}  # `which investors bought`
    known = {i for m in reading.mentions for i in m.span}
    return frozenset(head for opener in openers for head in _head(reading, opener)) | (first - known) | reading.degrees


def _head(reading: Reading, opener: int) -> Iterator[int]:
    """The last word of content of the phrase at `opener`, which all before it narrow: `fee` of `which termination fee applies`."""
    told = None
    for index in range(opener, min(opener + _PHRASE, len(reading.tokens))):
        norm = reading.tokens[index].norm
        ends = norm in _PHRASE_ENDS or not (reading.tokens[index].is_word or reading.tokens[index].is_number)
        if ends and index > opener:
            break
        told = index if index in reading.content else told
    if told is not None:
        yield told


def _denied(reading: Reading) -> frozenset[int]:
    """`who buys but isn't a lab`: what somebody is said not to be, which only a query that leaves those out explains."""
    negations = [] if is_polar(reading) else [m for m in reading.words("modifier", "negation") if m.end < len(reading.tokens)]
    return spanned(m for m in negations if reading.tokens[m.end].norm in {"a", "an"})


def _calculated(reading: Reading) -> frozenset[int]:
    """The words that ask for a calculation, though each of them may mean nothing alone: `a year`, `percent`."""
    sums = [m for m in reading.words("operation", "sum", "average") if reading.tokens[m.end - 1].norm in _SUMS]
    said = reading.words("operation", "yearly", "monthly", "percent", "growth", "share", "median", "in_millions", "in_billions")
    ratios = [m for m in reading.words("operation", "ratio") if reading.tokens[m.end - 1].norm in _RATIOS]
    rates = [m for m in reading.words("operation", "group") if reading.tokens[m.start].norm == "per"]
    return spanned((*said, *sums, *ratios, *rates))


def _operations_in(reading: Reading) -> frozenset[int]:
    """The words that ask for a calculation or an order, which no single record is."""
    stock = any(reading.tokens[m.start].norm == "shares" for m in reading.words("operation", "share"))
    found = [
        m for m in reading.words("operation", "average", "median", "rank", "timeline", "group", *(() if stock else ("share",)))
        if reading.tokens[m.start].norm not in {"mean", "group", "history", "each", "by", "slice"} or len(m.span) > 1
        if reading.tokens[m.start].norm != "meaning"  # whose stem is that of a mean
    ]  # fmt: skip
    found += [m for m in reading.words("operation", "ratio") if len(m.span) > 1]  # `how many times`
    found += [m for m in reading.words("operation", "difference") if len(m.span) > 1 and reading.tokens[m.start].norm == "how"]
    deals = reading.has("noun", "contract")
    return spanned((*found, *(m for m in reading.words("modifier", "all") if deals and reading.tokens[m.start].norm in _EACH)))


def _strange(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words of an unstated attribute of several words, some of which a claim holds; a day that another one tells of."""
    chosen = records_of(candidate.query)
    records = [record for record in context.knowledge.claims if record.id in chosen]
    said = " ".join(" ".join((record.statement, record.relation, *record.words)).casefold() for record in records)
    found = [m for m in reading.words("attribute") if isinstance(m.sense, Word) and m.sense.name not in BY_NAME and len(m.span) > 1]
    light = spanned(reading.words(CARRIER, "function"))
    profiles = [context.terms.records[one] for one in chosen]
    families = frozenset().union(*(p.key | p.words | p.text for p in profiles))
    meant = [m.span for category in FAMILIES for m in reading.words(category) if f"#{m.name}" in families]
    found = [m for m in found if m.span not in meant]
    strange = [m for m in found if " ".join(reading.tokens[i].norm for i in m.span if i not in light) not in said]
    subjects = {one for record in records for one in record.subject}
    rest = [r for r in context.knowledge.claims if subjects & set(r.subject) and r.id not in chosen]
    others = " ".join(record.statement.casefold() for record in rest)
    days = frozenset(i for i, t in enumerate(reading.tokens) if t.norm in _WEEKDAYS and t.norm not in said and t.norm in others)
    return spanned(strange) | days if chosen else frozenset()


def _foreign_topics(reading: Reading) -> frozenset[int]:
    """The words that ask for something of a company which is no matter of its deals."""
    found = list(
        reading.words("topic", "boss", "parent", "competitor", "nickname", "ticker", "premarket", "revenue", "ytd", "maker", "earlyadopter")
    )
    if reading.has("context", "move") or reading.has("topic", "rise", "fall"):
        found += [m for m in reading.words("topic", "stock") if reading.tokens[m.start].norm in _STOCK]
    starts = {m.start for m in reading.words("topic")}
    verbs = [
        m
        for m in found
        if m.sense == Word("topic", "boss")
        and len(m.span) == 1
        and (m.end in starts or m.start == 0 or reading.tokens[m.start - 1].norm in {"been", "be"})
    ]
    deals = reading.has("noun", "contract") or reading.has("operation", "share", "percent")
    owned = [m for m in found if _is_owned(reading, m) or (deals and reading.tokens[m.start].norm.startswith("belong"))]
    return spanned(m for m in found if m not in verbs and m not in owned)


def _is_owned(reading: Reading, mention: Mention) -> bool:
    """`Acme's own`, `on its own`: says whose, and asks for no owner."""
    before = reading.tokens[mention.start - 1] if mention.start else None
    possessive = before is not None and (before.norm in _POSSESSIVE or before.text.casefold().endswith(("'s", "’s", "s'")))
    return reading.tokens[mention.start].norm == "own" and len(mention.span) == 1 and possessive


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
