"""Who buys from whom: a question that has it the wrong way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.language.mention import Named

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_PASSIVE = frozenset({"be", "been", "being", "is", "was", "were", "are", "get", "gets", "got"})
_BETWEEN = 2
_OWNING = ("'s", "’s", "s'", "s’")


def reversed_roles(reading: Reading, context: Context) -> tuple[str, str] | None:
    """The customer and the provider, as the corpus says them, where the question makes the provider buy from the customer; else None."""
    knowledge = context.knowledge
    verbs = [_sides(reading, verb) for verb in reading.words("noun", "buying")]
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


def _called(reading: Reading, noun: Mention, *, sells: bool) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The buyer and the seller of `Acme is a customer of Globex`, `Globex is a supplier of Acme`."""
    of = reading.tokens[noun.end : noun.end + 1]
    before = [named for m, named in reading.of(Named) if 0 < noun.start - m.end <= _BETWEEN]
    after = [named for m, named in reading.of(Named) if 0 < m.start - noun.end <= _BETWEEN]
    if not of or of[0].norm not in {"of", "for", "to"} or not before or not after:
        return None
    return (after[0].ids, before[-1].ids) if sells else (before[-1].ids, after[0].ids)


def _sides(reading: Reading, verb: Mention) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The names right before and right after a verb in the active voice; None where either is missing or owns something."""
    if verb.start and reading.tokens[verb.start - 1].norm in _PASSIVE:
        return None
    if verb.end < len(reading.tokens) and reading.tokens[verb.end].norm == "by":
        return None
    before = [(m, named) for m, named in reading.of(Named) if m.end == verb.start]
    after = [(m, named) for m, named in reading.of(Named) if 0 <= m.start - verb.end <= 1]
    owned = [m for m, _ in (*before, *after) if reading.tokens[m.end - 1].text.endswith(_OWNING)]
    return None if not before or not after or owned else (before[0][1].ids, after[0][1].ids)
