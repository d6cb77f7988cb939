"""What kind of deal a question means: contracts where nothing else is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.language.function_word import SORTS
from dealdesk.language.lexicon import FINANCING_NOUNS, Word
from dealdesk.language.mention import spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Announced, Bought, Ends, HasStatus, OfKind, Party, Worth
from dealdesk.scope.asked import numbers_in
from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dealdesk.domain.record import Deal
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.said import Said

CONTRACTS = frozenset({"compute contract", "purchase", "lease", "backstop", "other"})
FINANCINGS = frozenset({"notes", "loan", "equity"})
_NARROW = {"compute": "compute contract", "lease": "lease", "purchase": "purchase", "equity": "equity", "backstop": "backstop"}
_RAISING = ("lenders", "borrower", "issuer")  # roles that only financing has
_BANKS = frozenset({"bank", "banks", "lender", "lenders"})
_ISSUING = frozenset({"issue", "issues", "issuing", "issued"})  # which is done with notes
_SUPPLYING = frozenset({"supply", "supplies", "supplied", "provide", "provides", "provided", "serve", "serves", "served", "host", "hosts"})
_RECKONING = ("sum", "average", "median", "spread", "largest", "smallest", "group", "rank")
_OWING = frozenset(
    {"debt", "debts", "borrow", "borrows", "borrowed", "borrowing", "borrowings", "owe", "owes", "owed", "repay", "indebted"}
)
_PRONOUNS = frozenset({"paper", "one", "ones", "thing", "issue", "business", "work", "job"})


def says_kind(reading: Reading) -> bool:
    """True where a word says what kind of deal is meant; `one` and `thing` say nothing."""
    nouns = reading.words("noun", "contract", *FINANCING_NOUNS)
    return any(reading.tokens[m.start].norm not in _PRONOUNS for m in nouns)


_BROAD = frozenset({"deal", "deals", "transaction", "transactions", "arrangement", "arrangements", "agreement", "agreements"})


def kind_of(reading: Reading) -> Said:
    """The kind that the nouns of the question name; shares that are sold are raised money, and no debt."""
    kind, span = _named_kind(reading)
    owes = isinstance(kind, OfKind) and kind.kinds == FINANCINGS and not _OWING.isdisjoint(reading.norms)
    return (OfKind(FINANCINGS - {"equity"}, "debt"), span) if owes else (kind, span)


def _named_kind(reading: Reading) -> Said:
    financing = tuple(m for m in reading.words("noun", *FINANCING_NOUNS) if not m.start or reading.tokens[m.start - 1].norm != "non")
    named = {m.sense.name for m in financing if isinstance(m.sense, Word)}
    contracts = reading.words("noun", "contract", "contract_verb")
    hard = [m for m in reading.words("noun", "contract") if reading.tokens[m.start].norm not in _PRONOUNS]
    span = spanned((*financing, *contracts))
    if named and hard and _joined(reading, hard, financing):
        return OfKind(CONTRACTS | FINANCINGS, "contract or financing"), span
    hard = [m for m in hard if not reading.tokens[m.start].norm.endswith("ed")]  # `has the loan been signed?`
    notes = frozenset({"notes"})
    issues = {m.span for m in reading.words("noun", "notes")}
    lent = [m for m in reading.words("noun", "financing", "loan") if m.span not in issues]  # `bonds and notes` are of one kind
    if "notes" in named and lent and _joined(reading, reading.words("noun", "notes"), lent):
        return OfKind(FINANCINGS, "financing"), span
    if {"convertible", "senior"} <= named:
        return OfKind(notes, "notes"), span
    if "convertible" in named:
        return OfKind(notes, "convertible notes", "convertible"), span
    if "senior" in named:
        return OfKind(notes, "senior notes", "", "convertible"), span
    if "notes" in named:
        return OfKind(notes, "notes"), span
    borrowing = {m.span for m in financing if m.name == "loan"} & {m.span for m in financing if m.name == "financing"}
    banks = reading.has("attribute", "lenders") or not _BANKS.isdisjoint(reading.norms)
    if borrowing and banks and not hard:
        return OfKind(frozenset({"loan"}), "loan"), span
    if named == {"financing"} and not hard and not _ISSUING.isdisjoint(reading.norms):
        return OfKind(notes, "notes"), span
    if borrowing and not hard:  # `how much is Acme borrowing?`
        return OfKind(FINANCINGS, "financing"), span
    if "loan" in named and not hard:
        return OfKind(frozenset({"loan"}), "loan"), span
    if "financing" in named and not hard:
        return OfKind(FINANCINGS, "financing"), span
    return OfKind(CONTRACTS, "contract"), spanned(contracts)


def _joined(reading: Reading, left: Iterable[Mention], right: Iterable[Mention]) -> bool:
    """True where `and` or `or` stands between a mention of each: `contracts and debt alike`."""
    spans = [(min(a.end, b.end), max(a.start, b.start)) for a in left for b in right]
    return any(t.norm in {"and", "or", "plus", "&"} for start, end in spans for t in reading.tokens[start:end])


def narrowed(reading: Reading, kind: Said, deals: Iterable[Deal]) -> Said:
    """`the lease`, `the share sale`: one kind among contracts or among financings, where the table has any of it."""
    table = {deal.kind for deal in deals}
    found = {kind: _sorts(reading, f"{name}_kind") for name, kind in _NARROW.items() if kind in table}
    said = {name: mentions for name, mentions in found.items() if mentions}
    if not said or not isinstance(kind[0], OfKind) or kind[0].kinds not in (CONTRACTS, FINANCINGS):
        return kind
    spans = spanned(mention for mentions in said.values() for mention in mentions)
    return OfKind(frozenset(said), " or ".join(said)), kind[1] | spans


def _sorts(reading: Reading, name: str) -> tuple[Mention, ...]:
    """The words for one kind of deal; `Acme's sales` are what it takes in, and only `sales of` something are deals."""
    taken = (("sales", "of"), ("sales", "to"))
    return tuple(
        m for m in reading.words("noun", name) if reading.norms[m.start] != "sales" or reading.norms[m.start : m.start + 2] in taken
    )


def widened(reading: Reading, kind: Said, rest: list[Said], deals: Iterable[Deal]) -> Said:
    """Without a word for the kind, conditions that only deals of another kind meet speak of that kind."""
    conditions = [c for c, _ in rest]
    meeting = [deal for deal in deals if all(c.holds(deal) for c in conditions)]
    staged = any(isinstance(c, HasStatus) for c in conditions) and not any(kind[0].holds(deal) for deal in meeting)
    if staged and any(token.norm in _BROAD for token in reading.tokens):
        return _any_of(meeting, kind)
    if says_kind(reading):
        return kind
    for role in _RAISING:
        if reading.has("attribute", role):
            return _any_of([deal for deal in meeting if getattr(deal, role)], kind)
    meant = [deal for deal in meeting if deal.purpose]
    if ("purpose",) in focus_of(reading).groups and meant and not any(kind[0].holds(deal) for deal in meant):
        return _any_of(meant, kind)  # `what will the money be used for?`
    verbs = reading.has("noun", "contract_verb")
    summed = reading.has("operation", "sum") and is_polar(reading)  # `is the total below 40 billion?` bounds no deal
    if not verbs and any(isinstance(c, (Worth, Ends)) for c in conditions) and not summed:
        return _any_of(meeting, kind)
    told = any(isinstance(c, (Worth, Ends, Announced, Party)) for c in conditions)
    financed = not _SUPPLYING.isdisjoint(reading.norms) and all(deal.kind in FINANCINGS for deal in meeting)  # which supplies nothing
    if not told or not meeting or financed or any(kind[0].holds(deal) for deal in meeting):
        return kind
    return _any_of(meeting, kind)


def sold_by(reading: Reading, kind: Said, rest: list[Said], deals: Iterable[Deal]) -> Said:
    """The contracts of a company that sells are those that it sells by, and not what it buys or leases itself to fulfil them."""
    if _reckons(reading) and not rest:
        return _of_customers(reading, kind, deals)
    parties = [c for c, _ in rest if isinstance(c, Party)]
    broad = any(token.norm in _BROAD for token in reading.tokens) or reading.has("noun", "buying", "purchase_kind", "lease_kind")
    plain = isinstance(kind[0], OfKind) and kind[0].kinds == CONTRACTS
    spoken = says_kind(reading) or reading.has("noun", "customers") or reading.has("attribute", "customer")
    if len(parties) != 1 or not plain or broad or not spoken or any(isinstance(c, Bought) for c, _ in rest):
        return kind
    ids, compute = parties[0].ids, frozenset({"compute contract"})
    own = [deal for deal in deals if all(c.holds(deal) for c, _ in (*rest, kind))]
    sold = [deal for deal in own if deal.kind in compute and deal.provider in ids]
    bought = [deal for deal in own if deal.customer in ids]
    supplied = sold and bought and all(deal.kind not in compute for deal in bought)
    return (OfKind(compute, "contract"), kind[1]) if supplied else kind


def _reckons(reading: Reading) -> bool:
    """True where contracts are counted, added up or put in order."""
    return bool(numbers_in(reading)) or reading.has("ask", "how_many") or reading.has("operation", *_RECKONING)


def _of_customers(reading: Reading, kind: Said, deals: Iterable[Deal]) -> Said:
    """The contracts in all are those of the customers, where whatever else is bought or leased is bought by their sellers."""
    compute = frozenset({"compute contract"})
    table = [deal for deal in deals if deal.kind in CONTRACTS]
    sellers = {deal.provider for deal in table if deal.kind in compute}
    others = [deal for deal in table if deal.kind not in compute]
    supplied = bool(sellers) and bool(others) and all(deal.customer in sellers for deal in others)
    named = reading.has("noun", "buying", "purchase_kind", "lease_kind") or reading.has("attribute", "hardware")
    named |= not SORTS.isdisjoint(reading.norms)  # `deals of any type`
    plain = isinstance(kind[0], OfKind) and kind[0].kinds == CONTRACTS and reading.has("noun", "contract", "customers")
    return (OfKind(compute, "contract"), kind[1]) if plain and supplied and not named else kind


def _any_of(deals: Iterable[Deal], kind: Said) -> Said:
    kinds = frozenset(deal.kind for deal in deals)
    return (OfKind(kinds, " or ".join(sorted(kinds))), kind[1]) if kinds else kind
