"""The words of a question that no deal explains, whichever it is: they ask what something costs, is or does."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dealdesk.domain.period import WEEKDAYS
from dealdesk.engine.demand import pieces
from dealdesk.language.function_word import COPULA, HELPING, OWNING, SORTS
from dealdesk.language.lexicon import CARRIER, DEAL_NOUNS, Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.query.attribute import BY_NAME
from dealdesk.scope.focus import focus_of
from dealdesk.scope.role import out_of_role

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_WORKING = frozenset({"work", "works", "worked", "working"})
_WORTH = frozenset({"worth", "value", "valued", "price", "priced", "cost", "costs"})
_CLOSING = frozenset({"close", "closed", "closes", "trade", "trades", "traded", "trading", "finish", "finished"})
_CONVERTING = frozenset({"convert", "converts", "converted", "swapped", "exchanged"})
_PAYMENTS = frozenset({"payment", "payments", "instalment", "instalments", "installment", "installments", "invoice", "invoices"})
_HOLDINGS = frozenset({"cash", "money", "debt", "debts", "funds", "liquidity"})
_AT_PRESENT = frozenset({"outstanding", "left", "now", "today", "already", "currently", "overall"})
_AFTER_OBJECT = frozenset(
    {"?", ".", "!", ",", "in", "on", "at", "by", "before", "after", "for", "last", "this", "and", "or", "yet", "already", "outright"}
)
_PASSED = frozenset({"listed", "exist", "existed", "incorporated", "registered", "headquartered"})
_AGES = frozenset({"youngest", "oldest", "eldest"})
_APART = 5  # tokens: `of the three large providers`
_PRICED = ("contract_verb", "buying", "selling", "taking", "financing", "loan", "notes")
_SAYING_NOTHING = frozenset({CARRIER, "context", "modifier", "chat", "relation"})
_KEPT = (("in", "the"), ("in", "its"), ("in", "reserve"), ("on", "hand"), ("on", "its"))
_VALUED = frozenset({"worth", "valued", "priced"})
_DEALS = ("contract", "contract_verb", "notes", "loan", "financing", "convertible", "senior", "lease_kind", "purchase_kind", "equity_kind")
_AT_SOME_TIME = frozenset({"after", "before", "on", "in", "during", "when", "since", *(day.casefold() for day in WEEKDAYS)})
_NEAR = 2


@lru_cache(maxsize=64)
def told_by_none(reading: Reading, context: Context) -> frozenset[int]:
    """The words that neither a row of the deal table nor a sum of them explains."""
    asked = pieces(reading, context) | _sort_of(reading) | _quoted(reading) | _nicknamed(reading)
    asked |= _possessed(reading) | _owed(reading)
    done = _employed(reading, context) | _supplied(reading, context) | out_of_role(reading, context)
    return asked | done | _priced(reading, context)


@lru_cache(maxsize=64)
def predicated(reading: Reading) -> frozenset[int]:
    """`is Acme a bank?`, `is Acme profitable?`: what something is, which no attribute of a deal says."""
    at = next((m.end for m, _ in reading.of(Named) if m.start == 1), None)
    if at is None or reading.norms[0] not in COPULA:
        return frozenset()
    if reading.norms[at : at + 1] not in (("a",), ("an",)):
        after = (m for m in reading.words("attribute") if m.start == at)
        return frozenset(m.start for m in after if m.name not in BY_NAME or reading.norms[at] in _VALUED)
    end = next((i for i in range(at, len(reading.tokens)) if not reading.tokens[i].is_word), len(reading.tokens))
    said = (m for m in reading.words("attribute") if at < m.start and m.end == end)
    return spanned(m for m in said if not any(m.span == n.span for n in reading.words("noun", "customers", "providers")))


@lru_cache(maxsize=64)
def undone(reading: Reading) -> frozenset[int]:
    """`laugh` of `when did Acme laugh?`: what somebody did, by a verb that is no word for deals."""
    if not reading.has("ask", "how_much", "when") or reading.has("ask", "who") or "which" in reading.norms:
        return frozenset()
    acting = [m for m, _ in reading.of(Named) if m.start and reading.norms[m.start - 1] in HELPING]
    verbs = frozenset(m.end for m in acting if not reading.said(m).endswith(OWNING) and reading.norms[m.end : m.end + 1])
    told = spanned(m for m in reading.mentions if not (isinstance(m.sense, Word) and m.sense.category in _SAYING_NOTHING))
    soft = spanned(reading.mentions) - told
    return (verbs & soft - spanned(reading.words("relation", "light"))) | _unpaid(reading, verbs)


def _unpaid(reading: Reading, verbs: frozenset[int]) -> frozenset[int]:
    """`build` of `how much did Acme build?`: what has no price, though elsewhere it is a word for deals or for what they state."""
    if not reading.has("ask", "how_much") or reading.has("noun", "contract", "notes", "loan", "financing"):
        return frozenset()
    light = spanned(reading.words("noun", *_PRICED)) | spanned(reading.words("operation")) | spanned(reading.words("context", "spend"))
    light |= spanned((*reading.words("attribute", "value"), *reading.words("stage"), *reading.words("context", "strive")))
    last = max((i for i in reading.inside if reading.tokens[i].is_word), default=-1)
    when = {m.start for m, _ in reading.of(When)} | {i for i, norm in enumerate(reading.norms) if norm in _AT_SOME_TIME}
    bare = {i for i in spanned(reading.words("relation", "transitive")) if i == last or i + 1 in when}
    return frozenset(i for i in verbs if (i not in light and i == last) or i in bare)


def _quoted(reading: Reading) -> frozenset[int]:
    """`at what price did Acme close?`: what a share costs, which no deal is worth."""
    prices = frozenset(i for i, token in enumerate(reading.tokens) if token.norm in {"price", "prices"})
    if not _CONVERTING.isdisjoint(reading.norms):
        return prices  # at which notes become shares
    closes = any(token.norm in _CLOSING for token in reading.tokens) and not reading.has("noun", "contract", "notes", "loan")
    return prices if closes else frozenset()


def _priced(reading: Reading, context: Context) -> frozenset[int]:
    """`how much is Acme worth?`, `what does one chip cost?`: the worth of a company or the price of a product, which no deal's value is."""
    names = {context.knowledge.names[one].kind for _, said in reading.of(Named) for one in said.ids}
    deals = reading.has("noun", *_DEALS)
    sole = len(reading.of(Named)) == 1 and (names <= {"company"} or names <= {"product"})
    reckons = any(m.name not in {"define", "profile"} for m in reading.words("operation"))
    sole = sole and len(focus_of(reading).groups) == 1  # `acme value term`
    if deals or not sole or reading.of(When) or reckons:
        return frozenset()
    light = spanned(reading.words(CARRIER, "function"))
    phrases = spanned(m for m in reading.words("attribute") if len(frozenset(m.span) - light) > 1)  # `the contract value`
    return frozenset(i for i, norm in enumerate(reading.norms) if norm in _WORTH) - phrases


def _employed(reading: Reading, context: Context) -> frozenset[int]:
    """`where did Ann Moor work?`, `where is Acme based?`: what no deal of a company says."""
    ends = {m.end for m in _named_as(reading, context, "person")}
    works = frozenset(i for i in ends if set(reading.norms[i : i + 1]) & _WORKING)
    return works | frozenset(i for i, norm in enumerate(reading.norms) if norm == "based" and reading.has("ask", "where"))


def _supplied(reading: Reading, context: Context) -> frozenset[int]:
    """`who supplies the X100?`: the maker of a product, and not who rents it out."""
    sells = (*reading.words("noun", "selling"), *reading.words("attribute", "provider"))
    starts = {m.start for m in _named_as(reading, context, "product")}
    return frozenset(i for i in spanned(sells) if i + 1 in starts) if reading.has("ask", "who") else frozenset()


def _owed(reading: Reading) -> frozenset[int]:
    """`when is the first payment due?`: the day of a payment, which is not that on which a deal ends."""
    return frozenset(i for i, norm in enumerate(reading.norms) if norm == "due" and not _PAYMENTS.isdisjoint(reading.norms))


def of_itself(reading: Reading, context: Context) -> frozenset[int]:
    """`when was Acme listed?`, `the youngest of the providers`: what a company went through or how old it is, and none of its deals."""
    ends = {m.end for m in _named_as(reading, context, "company")}
    nouns = {m.start: m.name for m in reading.words("noun", "customers", "providers", "company", *DEAL_NOUNS)}
    aged = [m for m in reading.words("operation", "latest", "earliest") if reading.norms[m.start] in _AGES]
    heads = {m: min((start for start in nouns if 0 <= start - m.end <= _APART), default=None) for m in aged}
    ages = spanned(m for m, head in heads.items() if head is not None and nouns[head] not in DEAL_NOUNS)
    return ages | frozenset(
        i for i in ends if reading.norms[i : i + 1] and reading.norms[i] in _PASSED and reading.has("ask", "when", "where", "how_long")
    )


def taken_over(reading: Reading, context: Context) -> frozenset[int]:
    """`did Acme buy Globex?`: a company itself, and nothing that it sells; not `buy Globex chips`, `buy Globex's capacity`."""
    norms = reading.norms
    objects = [m for m in _named_as(reading, context, "company") if m.start and not reading.said(m).endswith(OWNING)]
    whole = {m.start for m in objects if not norms[m.end : m.end + 1] or norms[m.end] in _AFTER_OBJECT}
    return spanned(m for m in reading.words("relation", "acquiring") if m.end in whole)


def _possessed(reading: Reading) -> frozenset[int]:
    """`how much cash does Acme have?`: what a company holds or owes, which no deal's value is; not `have to repay`, `have from Globex`."""
    held = frozenset(i for i, norm in enumerate(reading.norms) if norm in _HOLDINGS)
    ends = {m.end for m, _ in reading.of(Named)}
    words = [i for i, token in enumerate(reading.tokens) if token.is_word]
    has = [i for i in ends if reading.norms[i : i + 1] in (("have",), ("has",), ("hold",), ("owe",), ("got",))]
    own = not any(reading.norms[m.start] not in _HOLDINGS for m in reading.words("noun", *DEAL_NOUNS))
    kept = any(reading.norms[at + 1 : at + 3] in _KEPT for at in has)
    return held if own and (kept or any(at == words[-1] or reading.norms[at + 1] in _AT_PRESENT for at in has)) else frozenset()


def _named_as(reading: Reading, context: Context, kind: str) -> list[Mention]:
    """The mentions of names that are all of one kind."""
    names = context.knowledge.names
    return [m for m, said in reading.of(Named) if all(names[one].kind == kind for one in said.ids)]


def _nicknamed(reading: Reading) -> frozenset[int]:
    """`who is the Ox?`: somebody called so, whose deals do not say who that is."""
    named = spanned(m for m, _ in reading.of(Named))
    only = reading.has("topic", "nickname") and reading.content <= named and not (reading.has("attribute") or reading.has("noun"))
    return frozenset({0} if named and only and reading.norms[:2] in (("who", "is"), ("who", "was")) else ())


def _sort_of(reading: Reading) -> frozenset[int]:
    """`what sort of buyers`: asks what they are, which no deal of theirs says."""
    whose = [m.start for m in (*reading.words("noun", "customers", "providers"), *reading.words("attribute", "customer", "provider"))]
    whose += [] if reading.has("noun", "contract") else [m.start for m in reading.words("context", "compute")]  # `what kind of capacity`
    sorts = (m for m in reading.words("operation", "define") if any(reading.tokens[i].norm in SORTS for i in m.span))
    return spanned(m for m in sorts if any(0 <= start - m.end <= _NEAR for start in whose))
