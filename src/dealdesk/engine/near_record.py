"""The words of a question that a stated figure or fact beside what is asked never explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import ASKED, DEFINITION, FAMILIES
from dealdesk.domain.period import WEEKDAYS
from dealdesk.domain.quantity import Range
from dealdesk.engine.near_figure import past_figure
from dealdesk.kinds.kind import records_of
from dealdesk.language.lexicon import CARRIER, Word
from dealdesk.language.mention import Mention, Named, spanned
from dealdesk.language.polarity import is_polar, predicate
from dealdesk.matching.conflict import alternatives
from dealdesk.matching.probe import question_terms
from dealdesk.matching.want import UNIQUE
from dealdesk.query.attribute import BY_NAME
from dealdesk.scope.focus import focus_of
from dealdesk.scope.role import sides_in

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.reading import Reading

_SPECIFIC = ("starts", "ends", "term", "hardware", "workload", "power", "location", "payment", "option")
_DONE = frozenset({"catchup", "outperform", "benefit", "demand", "peak"})  # topics that tell what somebody does
_WEEKDAYS = frozenset(day.casefold() for day in WEEKDAYS)
_USES, _USING = Word("noun", "contract_verb"), frozenset({"use", "uses", "used", "runs"})
_TRADES = ("contract", "contract_verb", "buying", "selling", "taking", "customers", "providers")
_LEASE = Word("context", "lease")
_MEMBER = "#member"
_DIRECTIONS = frozenset({"#rise", "#fall"})
_BECOMING = frozenset({"become", "became", "appointed", "named", "made"})


def past_record(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that such a record never explains, whatever its sentences say."""
    return (
        _strange(candidate, reading, context)
        | _unsaid(candidate, reading, context)
        | _trading(candidate, reading, context)
        | _alone(candidate, reading, context)
        | _reckoned(candidate, reading, context)
        | _unrelated(candidate, reading, context)
        | past_figure(candidate, reading, context)
        | _untraded(candidate, reading, context)
    )


def _untraded(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`does Acme rent from Globex?` of two that have no deal: a trade, which only a record tells that names both and speaks of one."""
    knowledge, chosen = context.knowledge, records_of(candidate.query)
    records = [record for record in knowledge.claims if record.id in chosen]
    sides = sides_in(reading)
    if not records or sides is None or getattr(candidate.query, "verdict", "") == "no":
        return frozenset()
    buyers, sellers = ({knowledge.party(one) for one in ids} for ids in sides)
    if any({one for _, one in deal.parties} & buyers and {one for _, one in deal.parties} & sellers for deal in knowledge.deals):
        return frozenset()
    mentions = context.reader.mentions(context.reader.lexicon.tokens(" ; ".join(record.statement for record in records)))
    told = {knowledge.party(one) for m in mentions if isinstance(m.sense, Named) for one in m.sense.ids}
    told |= {member for one in told if one in knowledge.names for member in knowledge.names[one].members}
    trades = any(isinstance(m.sense, Word) and (m.sense.name in _TRADES or m.sense == _LEASE) for m in mentions)
    return frozenset() if trades and buyers & told and sellers & told else spanned(reading.words("noun", "buying", "selling", "taking"))


def _unsaid(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words of a yes-or-no question that stand beside a stated claim in its sentence and not in the claim itself."""
    chosen = [context.terms.records[one] for one in records_of(candidate.query)]
    decided = getattr(candidate.query, "verdict", "") != ""
    if not chosen or not is_polar(reading) or decided:
        return frozenset()
    keys = frozenset().union(*(profile.key for profile in chosen))
    aside = frozenset().union(*(profile.words | profile.names | profile.asked for profile in chosen))
    own = (aside - UNIQUE - _DIRECTIONS) | keys | _directions(candidate, context)  # who owns whom, and what rises, no aside tells
    terms = question_terms(reading)
    said = (*(m for m, _ in reading.of(Named)), *(m for m, _ in reading.of(Range)), *reading.words("operation", "more", "less"))
    plain = spanned((*said, *reading.words("modifier"), *reading.words("noun")))
    parties = frozenset(f"@{context.knowledge.party(term[1:])}" for term in own if term[0] == "@")
    plain |= {i + 1 for i, norm in enumerate(reading.norms) if norm == "or" and i and i - 1 not in reading.content}  # `better or worse`
    either = [m for r in context.knowledge.claims if r.id in records_of(candidate.query) for m in alternatives(reading, r)]
    strange = [m for m, said in reading.of(Named) if m not in either and (own | parties).isdisjoint(_standing(said, context))]
    related = spanned(m for m in reading.words("topic") if f"#{m.name}" in UNIQUE)  # `own`, which is light where it asks for nothing
    facts = {fact.id for fact in context.knowledge.facts}
    done = predicate(reading) if facts.issuperset(records_of(candidate.query)) else frozenset[int]()
    return frozenset(i for i in (reading.content | related | done) - plain if not terms[i] & own) | spanned(strange)


def _directions(candidate: Candidate, context: Context) -> frozenset[str]:
    """Whether the statements themselves speak of a rise or a fall."""
    chosen = records_of(candidate.query)
    lexicon = context.reader.lexicon
    texts = [record.statement for record in context.knowledge.claims if record.id in chosen]
    return frozenset(f"#{m.name}" for text in texts for m in context.reader.mentions(lexicon.tokens(text))) & _DIRECTIONS


def _standing(said: Named, context: Context) -> frozenset[str]:
    """The terms of a name, and of the company that another name of it stands for; a person or a product stands for none."""
    names, party = context.knowledge.names, context.knowledge.party
    stand = frozenset(f"@{party(one)}" for one in said.ids if names[one].kind not in {"person", "product"})
    return stand | {f"@{one}" for one in said.ids}


def _trading(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`who leases from Acme?`, `whom does Acme chase?`: the words that ask for somebody in what Acme does, and not for what Acme is."""
    chosen = [context.terms.records[one] for one in records_of(candidate.query)]
    if not any(DEFINITION in profile.key for profile in chosen):
        return frozenset()
    own = frozenset().union(*(profile.key | profile.words for profile in chosen))
    done = spanned(m for m in reading.words("topic", *_DONE) if f"#{m.name}" not in own)
    staged = spanned(m for m in reading.words("stage") if f"#{m.name}" not in own)  # `what is Acme in talks about?`
    return done | staged | _asked_trader(reading) | _asked_members(reading)


def _asked_members(reading: Reading) -> frozenset[int]:
    """`which companies are river clouds?`: asks for those that are, which what one is does not tell."""
    which = [m for m in reading.words("noun", "company") if m.start == 1 and reading.norms[0] in {"which", "what"}]
    return spanned(m for m in which if reading.norms[m.end - 1].endswith("s") and set(reading.norms[m.end : m.end + 1]) & {"are", "count"})


def _asked_trader(reading: Reading) -> frozenset[int]:
    """The words that ask who buys or sells: the verb after `who`, the role after `which`."""
    if reading.has("operation", "define", "profile"):  # `what kind of capacity does Acme get?`
        return spanned(reading.words("noun", "taking"))
    verbs = (*reading.words("noun", "contract_verb"), *(Mention(i, i + 1, _USES) for i, n in enumerate(reading.norms) if n in _USING))
    roles = [m for m in reading.words("attribute", "customer", "provider") if reading.tokens[m.start - 1].norm in {"which", "what"}]
    which = bool(reading.tokens) and reading.tokens[0].norm == "which"  # `which cloud giant leases from Acme?`
    return spanned((*(verbs if reading.has("ask", "who") or roles or which else ()), *roles))


def _alone(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """What no single claim says: of `Acme alone` what is stated of several."""
    chosen = [record for record in context.knowledge.claims if record.id in records_of(candidate.query)]
    if not chosen or is_polar(reading) or getattr(candidate.query, "verdict", "") != "":
        return frozenset()
    ends = {m.end for m, _ in reading.of(Named)}
    alone = (i for i, token in enumerate(reading.tokens) if token.norm == "alone" and i in ends and len(chosen[0].object) > 1)
    return frozenset(alone)


def _reckoned(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`what is Acme's total?`: the words that reckon, which no definition of Acme explains."""
    defines = any(DEFINITION in context.terms.records[one].key for one in records_of(candidate.query))
    worked = [m for m in reading.words("operation", "sum", "average", "median") if reading.tokens[m.start].norm != "meaning"]
    return spanned((*worked, *reading.words("relation", "before", "after"))) if defines else frozenset()


def _unrelated(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """`who owns Acme?`, `when did Ann Moor become chief executive?`: a relation that a record is not about, only mentions."""
    profiles = [context.terms.records[one] for one in records_of(candidate.query)]
    if is_polar(reading) or not profiles or getattr(candidate.query, "verdict", "") == "not among":
        return frozenset()
    own = frozenset().union(*(p.key if _MEMBER in p.key else p.key | p.asked for p in profiles))
    members = spanned(reading.words("context", "member"))  # `who belongs to the river clouds?`
    called = spanned(m for m, _ in reading.of(Named))  # by a name such as `Globex's parent company`
    owning = [m for m in reading.words("topic", "parent") if "who" in reading.norms and not (members | called) & set(m.span)]
    rising = reading.words("topic", "boss") if reading.has("ask", "when") and not _BECOMING.isdisjoint(reading.norms) else ()
    keys = frozenset().union(*(p.key for p in profiles))
    names = frozenset().union(*(p.names for p in profiles))
    kinds = context.knowledge.names
    products = [(m, n) for m, n in reading.of(Named) if reading.has("ask", "when") and all(kinds[one].kind == "product" for one in n.ids)]
    undated = [m for m, named in products if names.isdisjoint(_standing(named, context))]
    human = any(kinds[one[1:]].kind == "person" for one in names if one[1:] in kinds)
    who = any(reading.norms[m.start] == "who" for m in reading.words("ask", "who"))
    led = reading.words("topic", "boss") if who and not human else ()
    plain = spanned((*led, *(m for m, _ in reading.of(Named)), *reading.words(CARRIER)))
    undated += led if led and not reading.content - plain else ()  # `who runs Acme?` asks for nothing that runs
    return spanned((*undated, *(m for m in owning if "#parent" not in own), *(m for m in rising if "#boss" not in keys)))


def _strange(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words of an unstated attribute of several words, some of which a claim holds; a day that another one tells of."""
    chosen = records_of(candidate.query)
    records = [record for record in context.knowledge.claims if record.id in chosen]
    said = " ".join(" ".join((record.statement, record.relation, *record.words)).casefold() for record in records)
    polar = is_polar(reading)
    found = [m for m in reading.words("attribute") if isinstance(m.sense, Word) and m.sense.name not in BY_NAME]
    found = [m for m in found if polar or len(m.span) > 1 or reading.has("ask", "when")]
    light = spanned(reading.words(CARRIER, "function"))
    profiles = [context.terms.records[one] for one in chosen]
    families = frozenset().union(*(p.key | p.words | p.text for p in profiles))
    meant = [] if polar else [m.span for category in FAMILIES for m in reading.words(category) if f"#{m.name}" in families]
    keys = frozenset().union(*(p.key for p in profiles))
    found = [m for m in found if m.span not in meant and f"{ASKED}{m.name}" not in keys]
    strange = [m for m in found if " ".join(reading.tokens[i].norm for i in m.span if i not in light) not in said]
    lexicon = context.reader.lexicon
    stems = {token.stem for record in records for token in lexicon.tokens(record.statement)}
    strange = [m for m in strange if not stems.issuperset(reading.tokens[i].stem for i in m.span if i not in light)]
    subjects = {one for record in records for one in record.subject}
    rest = [r for r in context.knowledge.claims if subjects & set(r.subject) and r.id not in chosen]
    others = " ".join(record.statement.casefold() for record in rest)
    days = frozenset(i for i, t in enumerate(reading.tokens) if t.norm in _WEEKDAYS and t.norm not in said and t.norm in others)
    return spanned(strange) | days if chosen else frozenset()


def unmet_by_record(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words for an attribute of deals, `comes online`, that a claim about something else does not touch."""
    defines = any(DEFINITION in context.terms.records[one].key for one in records_of(candidate.query))
    told = [m for m in reading.words("attribute", *_SPECIFIC) if (defines or len(m.span) > 1) and not candidate.used & frozenset(m.span)]
    said = frozenset().union(*(context.terms.records[one].every for one in records_of(candidate.query)))
    unmet = spanned(m for m in told if not all(reading.tokens[i].stem in said for i in m.span))
    if defines and focus_of(reading).groups not in {(), (("parties",),)}:  # `what is the Acme contract for?` asks for no definition
        unmet |= focus_of(reading).used - candidate.used
    return unmet
