"""What a question demands of its answer: the words that ask, name or reckon, which no cited sentence explains away."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dealdesk.kinds.kind import is_claim, records_of
from dealdesk.language.function_word import AUXILIARIES, OWNING
from dealdesk.language.lexicon import CARRIER, FINANCING_NOUNS, Word
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.selection import Selection
from dealdesk.scope.asked import asked_in, attributes_in, unstated_in
from dealdesk.scope.exclusion import done_in
from dealdesk.scope.inclusion import COUNTING_IN
from dealdesk.scope.period import spells
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Candidate
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_PHRASE = 6
_PIECE = frozenset({"single", "one", "each", "per", "individual"})
_SUMS = frozenset({"sum", "total", "average", "mean", "together", "combined", "altogether"})
_STOCK = frozenset({"share", "shares", "stock", "stocks"})
_RATIOS = frozenset({"multiple", "multiples", "ratio"})
_POSSESSIVE = frozenset({"its", "their", "his", "her", "my", "our", "your"})
_DOERS = frozenset({"they", "it", "he", "she", "we", "you", "i"})
_NAMING = frozenset({"what", "which", "whose", "any", "who"})
_EACH = frozenset({"every", "each", "all"})
_COMPARING = ("more", "less", "difference", "longer", "later")
_COMPARATIVE = frozenset({
    "more", "less", "fewer", "larger", "bigger", "smaller", "higher", "lower", "greater", "longer", "later", "earlier", "sooner", "shorter",
})  # fmt: skip
ONE_SIDED = frozenset({"lookup", "list", "aggregate", "timeline"})
_PHRASE_ENDS = frozenset({
    "is", "are", "was", "were", "did", "does", "do", "has", "have", "had", "will", "would", "can", "could", "of", "in", "on", "by",
    "for", "to", "with", "at", "from", "that", "which", "who", "and", "or",
})  # fmt: skip


def asked_for(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that say what is asked for, which nothing but an answer to them explains."""
    told = frozenset().union(*(span for _, span in voices(reading, context)))
    return demanded(candidate, reading, context) | heads(reading) | told | pieces(reading, context)


def pieces(reading: Reading, context: Context) -> frozenset[int]:
    """The word that asks for the price of one piece, `what does a single X100 cost?`, which no value of a deal is."""
    names = context.knowledge.names
    products = {m.start for m, named in reading.of(Named) if all(names[one].kind == "product" for one in named.ids)}
    valued = reading.has("attribute", "value") or reading.has("ask", "how_much")
    return frozenset(i - 1 for i in products if i and valued and reading.tokens[i - 1].norm in _PIECE)


def voices(reading: Reading, context: Context) -> Iterator[tuple[str, frozenset[int]]]:
    """Each person of whom a question asks what they say or think, with the verb that asks it: `how did Ann Moor comment on it?`."""
    verbs = (*reading.words("modifier", "reporting", "voicing"), *reading.words("operation", "profile"))  # `say about`
    for mention, named in reading.of(Named):
        if all(context.knowledge.names[one].kind == "person" for one in named.ids):
            yield from ((named.ids[0], frozenset(m.span)) for m in verbs if m.start == mention.end)


def demanded(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that only the query itself explains: those that ask, reckon or deny, by what sort of answer the candidate is."""
    if is_claim(candidate):
        return _of_record(reading) | _rates(candidate, reading, context) | traded(reading, context)
    return _of_deals(reading) | _compared(candidate, reading)


@lru_cache(maxsize=64)
def traded(reading: Reading, context: Context) -> frozenset[int]:
    """The `order` of `what did Acme order from Globex?` where they have no deal, which nothing else that joins them makes up for."""
    selection = Selection(scope_of(reading, context).selection.parties)
    if len(selection.named) < 2 or context.rows(selection) or is_polar(reading):  # noqa: PLR2004 - with each other
        return frozenset()
    return spanned((*reading.words("noun", "buying"), *reading.words("noun", "selling")))


@lru_cache(maxsize=64)
def _of_record(reading: Reading) -> frozenset[int]:
    """What no stated figure or fact explains of itself."""
    return _of_any(reading) | _operations_in(reading) | done_in(reading)


@lru_cache(maxsize=64)
def _of_deals(reading: Reading) -> frozenset[int]:
    """What no deal explains of itself."""
    when = frozenset[int]().union(*(span for span, _, _ in spells(reading)))
    return _of_any(reading) | attributes_in(reading) | _calculated(reading) | _denied(reading) | when


def _of_any(reading: Reading) -> frozenset[int]:
    return unstated_in(reading) | asked_in(reading) | _foreign_topics(reading)


def _compared(candidate: Candidate, reading: Reading) -> frozenset[int]:
    """`more ... than ...`: a comparison, which stating one of the two sides is not."""
    more = [m.end for m in reading.words("operation", *_COMPARING) if reading.tokens[m.end - 1].norm in _COMPARATIVE]
    than = frozenset(i for i, token in enumerate(reading.tokens) if token.norm == "than" and any(end <= i for end in more))
    return than - candidate.used if candidate.kind.name in ONE_SIDED | {"verify"} else frozenset()


def _rates(candidate: Candidate, reading: Reading, context: Context) -> frozenset[int]:
    """The words that ask for a rate, `a year`, where the records chosen state none."""
    profiles = [context.terms.records[one] for one in records_of(candidate.query)]
    stated = any("#annual" in profile.words | profile.key | profile.text for profile in profiles)
    return frozenset() if stated else spanned(reading.words("operation", "yearly", "monthly"))


def heads(reading: Reading) -> frozenset[int]:
    """What is asked for: the last word of content of the phrase after what asks, and an unknown word right after `which`."""
    asks = reading.words("ask", "how_much", "how_many", "who", "where", "when", "until_when", "how_long")
    openers = {m.end for m in (*asks, *reading.words("operation", "list", "define"))}
    openers |= {i + 1 for i, t in enumerate(reading.tokens) if t.norm in {"which", "what", "whose", "any"}}
    first = {i + 1 for i, t in enumerate(reading.tokens[:-1]) if t.norm == "which" and i + 1 in reading.content}  # `which investors bought`
    known = {i for m in reading.mentions for i in m.span}
    return frozenset(told for opener in openers for told in head(reading, opener)) | (first - known) | reading.degrees


def head(reading: Reading, opener: int) -> Iterator[int]:
    """The last word of content of the phrase at `opener`, which all before it narrow: `fee` of `which termination fee applies`."""
    told, acting, asker = None, _acting(reading), reading.norms[opener - 1]
    helped = asker not in _NAMING and not AUXILIARIES.isdisjoint(reading.norms[opener : opener + 1])
    verbs = (*reading.words("noun", "contract_verb"), *reading.words("modifier", "polar"))
    asks_who = "who" in reading.norms[:opener]
    doing = set() if asks_who else {m.start - 1 for m in verbs} | {m.end for m in reading.words("attribute")}
    for index in range(opener, min(opener + _PHRASE, len(reading.tokens))):
        norm = reading.tokens[index].norm
        if index in acting and (helped or (told == index - 1 and index in doing)):
            break  # `where does Acme render its films?`, `the fee Acme had paid`: who does it is said, and the rest is what is done
        ends = norm in _PHRASE_ENDS or not (reading.tokens[index].is_word or reading.tokens[index].is_number)
        if ends and index > opener:
            break
        told = index if index in reading.content else told
    if told is not None:
        yield told


def _acting(reading: Reading) -> frozenset[int]:
    """The names and pronouns that do something; not `Acme's`, which only says whose."""
    named = spanned(m for m, _ in reading.of(Named) if not reading.said(m).endswith(OWNING))
    return named | frozenset(i for i, norm in enumerate(reading.norms) if norm in _DOERS)


def _denied(reading: Reading) -> frozenset[int]:
    """`who buys but isn't a lab`: what somebody is said not to be, which only a query that leaves those out explains."""
    negations = [] if is_polar(reading) else [m for m in reading.words("modifier", "negation") if m.end < len(reading.tokens)]
    return spanned(m for m in negations if reading.tokens[m.end].norm in {"a", "an"})


def _calculated(reading: Reading) -> frozenset[int]:
    """The words that ask for a calculation, though each of them may mean nothing alone: `a year`, `percent`."""
    sums = [m for m in reading.words("operation", "sum", "average") if reading.tokens[m.end - 1].norm in _SUMS or m in _adding(reading)]
    said = reading.words("operation", "yearly", "monthly", "percent", "growth", "share", "median", "in_millions", "in_billions")
    several = [m for m in reading.words("operation", "repeated") if any(t.norm == "than" for t in reading.tokens[m.start : m.end])]
    ratios = [m for m in reading.words("operation", "ratio") if reading.tokens[m.end - 1].norm in _RATIOS]
    rates = [m for m in reading.words("operation", "group") if reading.tokens[m.start].norm == "per"]
    borrowed = reading.has("noun", *FINANCING_NOUNS) and bool(sums)  # `the total including the notes`, which adds orders to debt
    counted_in = frozenset(i for i, norm in enumerate(reading.norms) if borrowed and norm in COUNTING_IN)
    return spanned((*said, *sums, *ratios, *rates, *several)) | counted_in


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
    found += _adding(reading)
    deals = reading.has("noun", "contract")
    return spanned((*found, *(m for m in reading.words("modifier", "all") if deals and reading.tokens[m.start].norm in _EACH)))


def _adding(reading: Reading) -> list[Mention]:
    """The words that say to add up: `combined`, not `in all`."""
    light = spanned(reading.words(CARRIER))
    return [m for m in reading.words("operation", "sum") if not light.issuperset(m.span)]


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
