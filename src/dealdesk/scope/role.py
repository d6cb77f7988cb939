"""Who buys from whom: a question that has it the wrong way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import COPULA, HELPING, OWNING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, spanned
from dealdesk.query.condition import Bought, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked
    from dealdesk.scope.said import Said

_PASSIVE = frozenset({"be", "been", "being", "is", "was", "were", "are", "get", "gets", "got"})
_ADVERBS = frozenset({"also", "already", "ever", "now", "just", "really", "actually", "currently", "still"})
_PAST = frozenset({"bought", "paid", "spent", "sold", "buys", "pays", "spends", "sells", "invested", "owes", "owed"})
_BETWEEN = 2
_DETERMINERS = frozenset({"the", "a", "an", "any", "all", "each", "every", "which", "no", "this", "that"})
_LETTING = frozenset({"lease", "leases", "leased", "leasing", "rent", "rents", "rented", "renting"})  # done to or from someone

Sides = tuple[tuple[str, ...], tuple[str, ...]]  # the ids of the buyer, those of the seller


def reversed_roles(reading: Reading, context: Context) -> tuple[str, str] | None:
    """The customer and the provider, as the corpus says them, where the question makes the provider buy from the customer; else None."""
    knowledge = context.knowledge
    verbs = [_sides(reading, verb) for verb in reading.words("noun", "buying", "selling", "taking")]
    roles = [
        _called(reading, noun, sells=name == "providers") for name in ("customers", "providers") for noun in reading.words("noun", name)
    ]
    for sides in (*verbs, *roles):
        if sides is None:
            continue
        buyers, sellers = ({knowledge.party(one) for one in ids} for ids in sides)
        between = [d for d in knowledge.deals if d.customer and d.provider and {d.customer, d.provider} <= buyers | sellers]
        if between and all(d.provider in buyers and d.customer in sellers for d in between):
            return knowledge.say(between[0].customer or ""), knowledge.say(between[0].provider or "")
    return None


def sides_in(reading: Reading) -> Sides | None:
    """The buyer and the seller of the first verb of trade that has both: `Acme leases chips from Globex`."""
    found = (_sides(reading, verb) for verb in reading.words("noun", "buying", "selling", "taking"))
    return next((sides for sides in found if sides), None)


def out_of_role(reading: Reading, context: Context) -> frozenset[int]:
    """`how much did Acme spend?` where Acme only sells: the verbs whose subject takes that side in none of its deals."""
    if sides_in(reading) or reading.has("noun", "notes", "loan", "financing"):
        return frozenset()
    trades = [deal for deal in context.knowledge.deals if deal.customer and deal.provider]
    buys = [(verb, {"customer", "investor"}) for verb in (*reading.words("noun", "buying"), *reading.words("context", "spend"))]
    got = [
        m for m in reading.words("noun", "taking") if not reading.norms[m.start].startswith("t")
    ]  # and not `take`, which is of the goods
    taken = got if reading.has("ask", "how_much") else []  # money, which goes to who sells
    sells = [(verb, {"provider", "issuer", "borrower"}) for verb in (*reading.words("noun", "selling"), *taken)]
    return spanned(verb for verb, roles in (*buys, *sells) if _never(_subject(reading, verb), roles, trades, context))


def _never(ids: tuple[str, ...], roles: set[str], trades: Iterable[Deal], context: Context) -> bool:
    """True where these companies have deals, and `roles` in none of them."""
    parties = {context.knowledge.party(one) for one in ids}
    taken = {role for deal in trades for role, one in deal.parties if one in parties}
    return bool(taken) and not taken & roles


def _subject(reading: Reading, verb: Mention) -> tuple[str, ...]:
    """The company that does what a verb in the active voice says: after an auxiliary, or before a form that is no noun."""
    norm = reading.tokens[verb.start].norm
    at = verb.start - 1 if verb.start and reading.norms[verb.start - 1] in _ADVERBS else verb.start
    names = [(m, named) for m, named in reading.of(Named) if m.end == at and not _owns(reading, m)]
    if not names or _qualifies(reading, names[-1][0]):
        return ()
    name, named = names[-1]
    before = reading.tokens[name.start - 1].norm if name.start else ""
    if before == "of":
        return ()  # `which customer of Acme spends most?`
    helped = before in HELPING or (before in _PASSIVE and norm.endswith("ing"))
    return named.ids if helped or norm in _PAST else ()


def bought_in(reading: Reading, context: Context, pool: Iterable[Deal]) -> Iterator[Said]:
    """Who buys and who sells, where the companies named do both in different deals: `Acme's orders` are what Acme ordered."""
    deals = tuple(pool)
    sides = sides_in(reading)
    names = context.knowledge.names
    named = [
        frozenset(context.knowledge.party(one) for one in named.ids)
        for _, named in reading.of(Named)
        if any(names[one].kind == "company" for one in named.ids)
    ]
    buyers, sellers = ({context.knowledge.party(one) for one in ids} for ids in sides or ((), ()))
    if not sides and len(named) == _BETWEEN:
        buyers, sellers = set(named[0]), set(named[1])
    elif not sides and len(named) == 1 and _orders(reading):
        buyers = set(named[0])
    meant = Bought(frozenset(buyers), frozenset(sellers))
    turned = any(deal.provider in buyers for deal in deals) and any(meant.holds(deal) for deal in deals)
    if buyers and turned:
        yield meant, frozenset()


def _orders(reading: Reading) -> bool:
    """A name right before a word for what is ordered or bought, `Acme ordered`, `Acme's purchase`, or one that spends: `did Acme spend`."""
    ends = [m.end for m, _ in reading.of(Named) if not m.start or reading.norms[m.start - 1] != "of"]  # `all customers of Acme use it`
    spends = any(_subject(reading, verb) for verb in reading.words("context", "spend"))
    return spends or any(0 <= m.start - end <= 1 for m in reading.words("noun", "buying") for end in ends)


def _called(reading: Reading, noun: Mention, *, sells: bool) -> Sides | None:
    """The buyer and the seller of `Acme is a customer of Globex`, `Globex is a supplier of Acme`."""
    of = reading.tokens[noun.end : noun.end + 1]
    before = [named for m, named in reading.of(Named) if 0 < noun.start - m.end <= _BETWEEN]
    after = [named for m, named in reading.of(Named) if 0 < m.start - noun.end <= _BETWEEN]
    if not of or of[0].norm not in {"of", "for", "to"} or not before or not after:
        return None
    return (after[0].ids, before[-1].ids) if sells else (before[-1].ids, after[0].ids)


def _sides(reading: Reading, verb: Mention) -> Sides | None:
    """The buyer and the seller of a verb in the active voice; None where a name beside it is missing or owns something.

    What is sold, and money that is taken, goes from the subject to the other; all else that is bought or taken comes from him.
    """
    norm = reading.tokens[verb.start].norm
    passive = verb.start and reading.tokens[verb.start - 1].norm in _PASSIVE and not norm.endswith("ing")
    following = reading.norms[verb.end : verb.end + 1]
    if passive or following == ("by",) or not COPULA.isdisjoint(following):  # `Acme orders are from Globex`
        return None
    before = [(m, named) for m, named in reading.of(Named) if _precedes(reading, m, verb) and not _qualifies(reading, m)]
    after = [(m, named) for m, named in reading.of(Named) if m.start >= verb.end]
    if not before or not after or _owns(reading, before[-1][0]) or _owns(reading, after[0][0]):
        return None
    subject, other = before[-1][1].ids, after[0][1].ids
    given = reading.tokens[after[0][0].start - 1].norm
    if after[0][0].start > verb.end and given not in {"to", "from", "with"}:
        return None
    money = (
        "money" in reading.norms
        or reading.has("ask", "how_much")
        or any(verb.end <= m.start < after[0][0].start and said.unit for m, said in reading.of(Range))
    )
    kinds = {
        m.sense.name for m in reading.words("noun", "buying", "selling", "taking") if m.start == verb.start and isinstance(m.sense, Word)
    }
    sells = "selling" in kinds or (norm in _LETTING and given == "to") or ("taking" in kinds and money)
    return (other, subject) if sells else (subject, other)


def _precedes(reading: Reading, name: Mention, verb: Mention) -> bool:
    """A name right before a verb, or parted from it by one word, or by those that help it: `Acme is now renting`."""
    between = reading.norms[name.end : verb.start] if name.end <= verb.start else None
    return between is not None and (len(between) <= 1 or set(between) <= COPULA | HELPING | _ADVERBS)


def _qualifies(reading: Reading, name: Mention) -> bool:
    """`every Acme order`: a name that says whose order it is, and orders nothing."""
    return name.start > 0 and reading.tokens[name.start - 1].norm in _DETERMINERS


def _owns(reading: Reading, name: Mention) -> bool:
    return reading.tokens[name.end - 1].text.casefold().endswith(OWNING)


def identified(selection: Selection) -> bool:
    """True where more than its parties say which deal is meant."""
    return selection.pick is not None or any(not isinstance(c, Party) for c in selection.named)


def only_itself(asked: Asked, role: str) -> bool:
    """`who are Acme's suppliers?` where Acme is the only supplier in its deals: the question means others, of which there are none."""
    said = frozenset().union(*(c.ids for c in asked.scope.selection.conditions if isinstance(c, Party)))
    if asked.reading.has("noun", "contract") and identified(asked.scope.selection):
        return False  # `the customer of Acme's May order`, of which it may be asked
    return bool(said) and {getattr(deal, role) for deal in asked.context.rows(asked.scope.selection)} <= said
