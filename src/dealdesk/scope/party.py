"""The parties and the hardware that a question names, as conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context import wording
from dealdesk.language.function_word import HELPING, OWNING
from dealdesk.language.mention import Mention, Named, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Party, Uses
from dealdesk.scope.kind import says_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.scope.said import Said

_BOTH = 2
VERBS_OF_USE = frozenset({"use", "uses", "using", "used"})  # of hardware
_JOINING = frozenset({"and", "or", ",", "&", "plus"})  # `with Acme and Globex`: the same part in either's deals
_NO_PARTIES = frozenset({"term", "event", "index", "place", "group"})


def _using(reading: Reading, mention: Mention) -> frozenset[int]:
    """`which deal uses the X100?`: the verb before the name of what is used."""
    before = (i for i in (mention.start - 1, mention.start - 2) if i >= 0)  # `uses the`
    return frozenset(i for i in before if reading.norms[i] in VERBS_OF_USE)


def _trades(reading: Reading, name: Mention) -> bool:
    """`did Acme order it?`, `Acme ordered`, `Acme's order`: who does it, and not whose chips are meant."""
    chips = {m.start for m in reading.words("attribute", "hardware")}
    owned = any(0 <= m.start - name.end <= 1 for m in reading.words("noun", "contract")) and name.end not in chips
    if owned and reading.said(name).endswith(OWNING):
        return True
    sold = {m.start for m in reading.words("noun", "selling")}
    verbs = [m for m in reading.words("noun", "contract_verb", "buying", "taking") if m.start == name.end and m.start not in sold]
    helped = bool(name.start) and reading.norms[name.start - 1] in HELPING
    return bool(verbs) and (helped or any(reading.norms[m.start].endswith("ed") for m in verbs))


def roles_of(context: Context) -> Mapping[str, str]:
    """The roles that each party takes in the deals of the table, as one text."""
    roles: dict[str, set[str]] = {}
    for deal in context.knowledge.deals:
        for role, one in deal.parties:
            roles.setdefault(one, set()).add(role)
    return {one: "/".join(sorted(taken)) for one, taken in roles.items()}


def parties_in(reading: Reading, context: Context) -> Iterator[Said]:
    """One condition for all names that take the same part: `Acme and Globex` as customers mean either."""
    knowledge, roles = context.knowledge, roles_of(context)
    hardware = {one for deal in knowledge.deals for one in deal.hardware}
    about_deals = reading.has("attribute", "hardware") or (says_kind(reading) and not is_polar(reading))
    things = {m.start for m in reading.words("attribute", "hardware")}
    companies = {name.id for name in knowledge.names.values() if name.kind == "company"}
    sides: dict[str, list[tuple[str, Mention]]] = {}
    last, end = "", -1
    for mention, named in reading.of(Named):
        ids = [knowledge.party(one) for one in named.ids]
        one = next((i for i in ids if i in roles), ids[0])
        if one not in roles and knowledge.names[one].kind in _NO_PARTIES:
            continue
        made = {h for h in hardware if knowledge.party(h) in ids and knowledge.party(h) not in roles}
        uses = about_deals and named.ids[0] in companies and not _trades(reading, mention)
        used = hardware & set(named.ids) | (made if uses else set())
        if used and (one not in roles or used & set(named.ids)):
            yield (
                Uses(frozenset(used), wording.listed([knowledge.say(h) for h in sorted(used)], "or")),
                frozenset(mention.span) | _using(reading, mention),
            )
        elif one not in roles and one in companies and mention.end in things:  # `which Acme chips`, where no deal names any
            yield Uses(frozenset(), knowledge.say(one)), frozenset(mention.span)
        else:
            side = roles.get(one, one)
            joined = end >= 0 and {token.norm for token in reading.tokens[end : mention.start]} <= _JOINING
            owned = end == mention.start and reading.tokens[end - 1].text.casefold().endswith(OWNING)  # `Acme's Globex contract`
            joined = joined and not owned
            side = f"{side} owned" if owned and side == last else last if joined and set(last.split("/")) & set(side.split("/")) else side
            sides.setdefault(side, []).append((one, mention))
            last, end = side, mention.end
    for side, members in sides.items():
        if len(members) == _BOTH and _is_joint(reading, *(mention for _, mention in members)):
            for one, mention in members:
                yield Party(frozenset({one}), knowledge.say(one), f"{side} {one}"), frozenset(mention.span)
            continue
        ids_of = dict.fromkeys(one for one, _ in members)
        label = wording.listed([knowledge.say(one) for one in ids_of], "or")
        yield Party(frozenset(ids_of), label, side), spanned(mention for _, mention in members)


def _is_joint(reading: Reading, first: Mention, second: Mention) -> bool:
    """`a contract between Acme and Globex`, `did Acme sign with Globex`: both are parties of one deal."""
    between = [token.norm for token in reading.tokens[first.end : second.start]]
    if {"and", "or", ",", "nor", "&"} & set(between[1:]) or not between:
        return False
    nouns = reading.words("noun", "contract")
    framed = first.start > 0 and reading.tokens[first.start - 1].norm == "between" and between == ["and"]
    verbs = [m for m in reading.words("noun", "contract_verb") if first.end <= m.start < second.start]
    dealt = bool(verbs) and (between[-1] in {"with", "from", "to"} or any(m.end == second.start for m in verbs))
    return dealt or (framed and any(0 <= first.start - 1 - m.end <= 1 for m in nouns))


def foreign_in(reading: Reading, context: Context) -> tuple[str, ...]:
    """The names that take no part in any deal."""
    knowledge = context.knowledge
    known = {one for deal in knowledge.deals for _, one in deal.parties}
    known |= {knowledge.party(one) for deal in knowledge.deals for one in deal.hardware}
    return tuple(named.ids[0] for _, named in reading.of(Named) if not {knowledge.party(one) for one in named.ids} & known)
