"""What a deal is worth, when it ends, who its parties are: attributes of the deals that a question names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Range
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.particulars import Lookup, looked_up, pinned
from dealdesk.kinds.row import BRIEF, FULL, stated
from dealdesk.language.lexicon import DEAL_NOUNS, Word
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.attribute import BY_NAME
from dealdesk.query.condition import Agreed, Announced, Ends, Expands, Lasting, OfKind, Party, Worth
from dealdesk.scope.focus import ASKS, focus_of
from dealdesk.scope.office import office_in
from dealdesk.scope.party import VERBS_OF_USE
from dealdesk.scope.role import identified, only_itself

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.language.reading import Reading
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked


_BESIDE = {("announced",), ("parties",), ("parties", "announced")}
_ROLES = ("customer", "provider", "borrower", "issuer", "lenders")
_WORKING = frozenset({"work", "works", "working", "worked", "job"})
_LEAVE = frozenset({"may", "can", "could", "might"})
_DECIDING = frozenset({"decide", "exercise", "choose", "confirm", "opt", "notify", "notice", "declare"})
_AHEAD = Word("attribute", "prepayment")
_OF_FIRMS = frozenset({"company", "years", "months"})
_PERSONAL = {("parties",), ("location",), ("status",), ("officer",), ("chair",), ("spokesperson",), ("by",), ("announced",)}


def focused(groups: tuple[tuple[str, ...], ...], asked: Asked) -> tuple[tuple[str, ...], ...]:
    """The groups that are really asked for: without those that only describe, and what no deal states alone where it stays unknown."""
    rows = asked.context.rows(asked.scope.selection)
    claimed = is_polar(asked.reading) and any(said.unit for _, said in asked.reading.of(Range))  # `does it pay 20% in advance?`
    groups = groups if claimed else tuple(dict.fromkeys(_worded(group, rows, asked.context) for group in groups))
    asking = sorted((*asked.reading.words("ask", *ASKS), *asked.reading.words("attribute")), key=lambda m: m.start)
    start, end = (asking[0].start, asking[-1].end) if asking else (0, 0)
    joined = any(t.norm in {"and", ",", "&", "plus", "/"} for t in asked.reading.tokens[start:end])
    if ("option",) in groups and _is_extension(asked):
        groups = tuple(group for group in groups if group != ("option",))
    if groups == (("outcome",),) and rows and all(deal.status and not Agreed().holds(deal) for deal in rows):
        return (("status",),)  # what became of it is where it stands
    strange = [group for group in groups if not set(group) & set(BY_NAME)]
    rest = [group for group in groups if group not in strange]
    listed = any(t.norm in {"and", "&", "plus", "/"} for t in asked.reading.tokens[start:end])
    of_deals = asked.reading.has("noun", "contract", "notes", "loan", "financing")
    if strange and ((rest == [("value",)] and not listed) or (rest and set(rest) <= _BESIDE and not of_deals)):
        return tuple(strange)  # `its own sales, in dollars`; `who set it up, and in which year?`
    if strange and (not joined or (is_polar(asked.reading) and strange == [groups[0]])):
        return tuple(strange)
    if len(groups) < 2 or not rows or any(stated(deal, groups[0]) for deal in rows):  # noqa: PLR2004 - a first and others
        return groups
    return groups if joined else groups[:1]


def _worded(group: tuple[str, ...], rows: tuple[Deal, ...], context: Context) -> tuple[str, ...]:
    """The column that says in its own words what none is for: the payment terms of `a coupon of 7.25%`, asked for the interest."""
    if set(group) & set(BY_NAME):
        return group
    meant = {Word("attribute", name) for name in group}
    texts = (context.reader.mentions(context.reader.lexicon.tokens(deal.payment)) for deal in rows if deal.payment)
    amount = _AHEAD not in meant  # what is paid ahead may be said in words: `a quarter at signing`
    said = any(meant & {m.sense for m in ms} and (not amount or any(isinstance(m.sense, Range) for m in ms)) for ms in texts)
    return ("payment",) if said else group


def _asked_for(asked: Asked) -> tuple[tuple[tuple[str, ...], ...], frozenset[int]]:
    """The groups of attributes that are asked for, and the words that do."""
    reading, (groups, used) = asked.reading, (focus_of(asked.reading).groups, focus_of(asked.reading).used)
    ahead = reading.words("attribute", "prepayment")
    optional = any(deal.option for deal in asked.context.rows(asked.scope.selection))
    if groups == (("value",),) and ahead and _is_in_words(asked):  # `how much did it pay in advance?`
        groups, used = (("prepayment",),), used | spanned(ahead)
    if set(groups) <= {("announced",), ("ends",)} and _asks_leave(reading):
        groups = (("option",),) if optional else ()
    if groups == (("power",),) and optional and not _LEAVE.isdisjoint(reading.norms):  # `how many megawatts could Acme have?`
        groups = (("power",), ("option",))
    return focused(groups, asked), used


def _asks_leave(reading: Reading) -> bool:
    """`when may Acme get out?`, `by when must Acme decide?`: until when there is a choice, and not when a deal was signed or ends."""
    ends = [m.end for m in reading.words("ask", "when", "until_when")]
    modals = [i for end in ends for i in (end, end - 1) if reading.norms[i : i + 1] and reading.norms[i] in _LEAVE | {"must"}]
    timed = reading.words("attribute", "ends", "starts", "announced", "term")
    if not modals or any(m.start > modals[0] for m in timed):
        return False
    return reading.norms[modals[0]] in _LEAVE or not _DECIDING.isdisjoint(reading.norms)


def _is_in_words(asked: Asked) -> bool:
    """True where some deal that is meant says in its payment terms what is paid ahead."""
    return _worded(("prepayment",), asked.context.rows(asked.scope.selection), asked.context) == ("payment",)


def _is_extension(asked: Asked) -> bool:
    """`the extension`: the deal that enlarges another, where one is said, and no option of it."""
    said = spanned(asked.reading.words("attribute", "option"))
    return any(isinstance(c, Expands) and span & said for c, span in asked.scope.conditions)


def _only_names(asked: Asked) -> bool:
    """True for a question about a company as such: parties and no word of a deal, but a verb."""
    parties = all(isinstance(c, Party) for c in asked.scope.selection.named) and asked.scope.selection.pick is None
    verbs = any(t.norm in {"do", "does", "did", "is", "are", "was", "has", "who"} for t in asked.reading.tokens)
    return parties and verbs and not asked.reading.has("noun", "contract", "contract_verb")


def speaks_of_deals(asked: Asked) -> bool:
    """True where a party or a word for a deal is named, or the answer before showed deals."""
    words = asked.reading.has("noun", "contract", "contract_verb", "notes", "convertible", "senior", "loan", "financing")
    return words or bool(asked.shown) or any(isinstance(c, Party) for c in asked.scope.selection.conditions)


def ranks_companies(asked: Asked) -> bool:
    """`is Acme the smallest of the three?`: a place in a row claimed of a company, whose size no deal is."""
    reading = asked.reading
    sizes = (m.end for m in reading.words("operation", "largest", "smallest"))
    ranked = is_polar(reading) and asked.scope.selection.pick is not None and any(reading.norms[end : end + 1] == ("of",) for end in sizes)
    dealt = reading.has("noun", *DEAL_NOUNS, "contract_verb") or reading.has("modifier", "it") or bool(asked.shown)
    return ranked and not dealt and all(isinstance(c, Party) for c in asked.scope.selection.named)


def _speaks_of_some(asked: Asked) -> bool:
    """True where more than a date or a length says that deals are meant: `how long is May?` is not about any."""
    told = [c for c in asked.scope.selection.named if not isinstance(c, (Announced, Lasting))]
    asks = spanned(asked.reading.words("ask"))
    nouns = [m for m in asked.reading.words("attribute", *BY_NAME) if not asks & set(m.span)]
    nouns += [m for m in asked.reading.words("attribute", *_ROLES) if len(m.span) > 1]  # `who ordered in May?`
    return (
        bool(nouns)
        or speaks_of_deals(asked)
        or bool(told)
        or asked.scope.selection.pick is not None
        or asked.reading.has("modifier", "it", "them")
    )


def _names_deals(asked: Asked) -> bool:
    """True where naming some deals is all that a message does."""
    return not (through_person(asked) or _bounded(asked) or _only_names(asked))


def _bounded(asked: Asked) -> bool:
    """True where values are bounded rather than named, which asks for a list."""
    return any(not r.exact for c in asked.scope.selection.conditions if isinstance(c, Worth) for r in c.ranges)


def through_person(asked: Asked) -> bool:
    """True where only a person or a product stands for a party and no word speaks of a deal."""
    names = [asked.context.knowledge.names[one] for _, named in asked.reading.of(Named) for one in named.ids]
    names = [name for name in names if name.kind not in {"term", "event"}]
    prices = {m.span for m in asked.reading.words("attribute", "value")}  # `what does one cost` orders nothing
    ordering = any(m.span not in prices for m in asked.reading.words("noun", "contract_verb"))
    verbs = (ordering or not VERBS_OF_USE.isdisjoint(asked.reading.norms)) and any(name.kind == "product" for name in names)
    return (
        bool(names) and all(name.kind in {"person", "product"} for name in names) and not (asked.reading.has("noun", "contract") or verbs)
    )


def of_whom_works(asked: Asked) -> bool:
    """`Ann Moor still works at Acme, right?`: a claim about a person, in which no word but a verb of work speaks of a deal."""
    names, reading = asked.context.knowledge.names, asked.reading
    people = [m for m, named in reading.of(Named) if any(names[one].kind == "person" for one in named.ids)]
    spoken = [m for m in reading.words("noun") if m.name not in _OF_FIRMS and reading.norms[m.start] not in _WORKING]
    return bool(people) and is_polar(reading) and not spoken and not asked.reading.of(Range)


def _sets_against(reading: Reading) -> bool:
    """`Acme vs Globex: whose contract is longer?`: wants one of two, and no attribute of both."""
    return len(reading.of(Named)) > 1 and reading.has("modifier", "against") and reading.has("operation", "longer", "later")


def _claims_office(asked: Asked) -> bool:
    """`is Acme a customer of Globex?` where the two have no deal with each other: what others bought of either confirms nothing."""
    strangers = any(isinstance(c, Party) and len(c.ids) > 1 for c in asked.scope.selection.conditions)
    return strangers and office_in(asked.reading, asked.context) is not None


def _recognise(asked: Asked) -> Iterator[Claimed[Lookup]]:
    if of_whom_works(asked) or _sets_against(asked.reading) or ranks_companies(asked) or _claims_office(asked):
        return
    groups, used = _asked_for(asked)
    sized = asked.reading.has("ask", "how_much", "how_many", "how_long", "when", "until_when")
    narrow = any(isinstance(c, OfKind) and not c.is_plain for c in asked.scope.selection.conditions)  # `tell me about the loan`
    if asked.reading.has("operation", "profile") and (asked.scope.is_specific or narrow) and not sized:
        span = spanned(asked.reading.words("operation", "profile"))
        span |= spanned((*asked.reading.words("noun", "contract_verb"), *asked.reading.words("attribute", "parties", "announced")))
        yield Claimed(Lookup((FULL,), asked.scope.selection), span | used | asked.scope.used)
    apart = spanned(asked.reading.words("operation", "group"))
    if apart and _is_made_up(asked) and not asked.reading.has("operation", "dividing"):  # how much of it goes to which is not said
        yield Claimed(Lookup((("composition",),), asked.scope.selection), apart | used | asked.scope.used)
    valued = any(isinstance(c, Worth) for c in asked.scope.selection.conditions)
    staged = asked.reading.has("stage") and not valued  # the date may be that of its end
    if asked.reading.has("ask", "why") and not staged and not asked.context.rows(asked.scope.selection) and pinned(asked.scope.selection):
        why = spanned(asked.reading.words("ask", "why"))
        yield Claimed(Lookup((("value",), ("parties",)), asked.scope.selection), used | why | asked.scope.used)
    raised = [deal for deal in asked.context.rows(asked.scope.selection) if deal.purpose] if asked.scope.is_specific else []
    if asked.reading.has("ask", "why") and raised and not groups and any(isinstance(c, Worth) for c in asked.scope.selection.named):
        why = spanned(asked.reading.words("ask", "why"))  # `why does Acme want 2 billion?`: what the money is for
        yield Claimed(Lookup((("purpose",),), asked.scope.selection), why | asked.scope.used)
    verbs_only = is_polar(asked.reading) and not asked.reading.has("attribute", *_STATED) and len(asked.scope.conditions) < 2  # noqa: PLR2004 - the kind alone
    if groups == (("parties",), ("starts",)) and not asked.reading.has("noun", "contract"):
        return  # `who started Acme?`
    vague = set(groups) <= {("parties",), ("location",), ("by",), ("sites",)} and not (speaks_of_deals(asked) or asked.scope.is_specific)
    if groups == (("parties",),) and any(
        only_itself(asked, noun.removesuffix("s")) for noun in ("customers", "providers") if asked.reading.has("noun", noun)
    ):
        return
    if groups and not verbs_only and not vague and _speaks_of_some(asked) and not (through_person(asked) and set(groups) <= _PERSONAL):
        span = spanned(asked.reading.words("operation", "profile"))
        groups = tuple(("ends",) if group == ("announced",) and _picks_by_end(asked) else group for group in groups)
        timed = any({"ends", "announced", "starts", "term", "option"} & set(group) for group in groups)
        span |= spanned(asked.reading.words("noun", "years", "months")) if timed else frozenset()
        groups = tuple(("customer", "purpose") if group == ("customer",) and _has_no_customer(asked) else group for group in groups)
        groups = tuple(_ALTERNATIVES.get(group, group) for group in groups)
        groups = tuple(("location", "sites") if group == ("location",) and _name_a_place(asked) else group for group in groups)
        if not _answers_itself(groups, asked):
            yield Claimed(Lookup(groups, _optional(groups, asked), company=_company(asked)), used | span | asked.scope.used)
    elif (
        not verbs_only
        and speaks_of_deals(asked)
        and (asked.scope.is_specific or (narrow and not is_polar(asked.reading)))
        and not asked.reading.has("ask")
        and _names_deals(asked)
    ):
        yield Claimed(Lookup((BRIEF,), asked.scope.selection), asked.scope.used)


def _company(asked: Asked) -> str:
    """The company or person of `when was Acme founded?`, which is about no deal."""
    parties = [asked.context.knowledge.say(one) for _, named in asked.reading.of(Named) for one in named.ids]
    deals = asked.reading.has("noun", "contract", "contract_verb", "notes", "loan", "financing")
    only = all(isinstance(c, Party) for c in asked.scope.selection.named) and asked.scope.selection.pick is None
    alone = only and len(parties) == len(asked.scope.selection.named) == 1
    return parties[0] if alone and not deals and not asked.shown else ""


def _is_made_up(asked: Asked) -> bool:
    """True for one deal of which the source says what it consists of: `the breakdown of Acme's newest order` groups nothing."""
    rows = asked.context.rows(asked.scope.selection)
    return len(rows) == 1 and bool(rows[0].composition) and bool(asked.scope.selection.named)


def _name_a_place(asked: Asked) -> bool:
    """True where the data centers of the deals meant are told by a place: a name with a capital that no company or product has."""
    reader, names = asked.context.reader, asked.context.knowledge.names
    for deal in asked.context.rows(asked.scope.selection):
        tokens = reader.lexicon.tokens(deal.sites or "")
        others = spanned(
            m for m in reader.mentions(tokens) if isinstance(m.sense, Named) and all(names[one].kind != "place" for one in m.sense.ids)
        )
        if any(t.text[:1].isupper() and not t.text.isupper() and i not in others for i, t in enumerate(tokens)):
            return True
    return False


def _has_no_customer(asked: Asked) -> bool:
    """True for `for which client`, asked of financing: it is sold to none, and may be meant for the capacity of one."""
    found = asked.context.rows(asked.scope.selection)
    starts = [m.start for m in asked.reading.words("attribute", "customer")]
    meant = any(token.norm == "for" for start in starts for token in asked.reading.tokens[max(0, start - 2) : start])
    return meant and bool(found) and not any(deal.customer for deal in found)


def _picks_by_end(asked: Asked) -> bool:
    """`which runs out sooner, and when?`: the date that is asked for is the end by which the deal is picked."""
    return asked.scope.selection.pick is not None and asked.scope.selection.pick.by == "ends"


def _answers_itself(groups: tuple[tuple[str, ...], ...], asked: Asked) -> bool:
    """`which provider rents from Acme?` where Acme is all that the table could name: another company is meant."""
    identifies = identified(asked.scope.selection) and asked.reading.has("noun", "contract")
    if groups[:1] not in {(("provider",),), (("customer",),)} or is_polar(asked.reading) or identifies:
        return False
    said = frozenset().union(*(c.ids for c in asked.scope.selection.conditions if isinstance(c, Party)))
    found = {getattr(deal, groups[0][0]) for deal in asked.context.rows(asked.scope.selection)}
    return bool(found) and found <= said


def _optional(groups: tuple[tuple[str, ...], ...], asked: Asked) -> Selection:
    """The selection without an end that is only the end of the option which is asked for."""
    selection = asked.scope.selection
    ends = next((c for c in selection.conditions if isinstance(c, Ends)), None)
    if ends is None or ("option",) not in groups:
        return selection
    wider = selection.less(ends)
    years = [str(period.start.year) for period in ends.periods if period.start]
    optional = any(year in (deal.option or "") for deal in asked.context.rows(wider) for year in years)
    return wider if optional else selection


_ALTERNATIVES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("purpose",): ("purpose", "workload"),
    ("sites",): ("sites", "location"),
}  # what is said of either answers
_STATED = ("ends", "term", "starts", "hardware", "workload", "purpose", "status", "option", "power", "sites", "location", "payment")


KIND = Kind(
    "lookup",
    (
        "How much is {customer}'s newest contract worth?",
        "Until when does {customer}'s newest contract run?",
        "Tell me about {customer}'s first contract.",
    ),
    _recognise,
    looked_up,
)
