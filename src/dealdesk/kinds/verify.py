"""Claims about deals: what is claimed, and of which deals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.quantity import Range
from dealdesk.kinds.judgement import Verify, judged
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.lookup import of_whom_works, ranks_companies, speaks_of_deals
from dealdesk.kinds.reckoning import OPERATIONS
from dealdesk.language.function_word import OWNING, POSSESSIVES
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_denied, is_negated, is_polar, names_either
from dealdesk.query.attribute import BY_NAME
from dealdesk.query.condition import Agreed, Among, Announced, Condition, Described, Ends, Lasting, OfKind, Party, Starts, Uses, Worth
from dealdesk.query.selection import IDENTIFYING, Pick, Selection
from dealdesk.scope.addition import added_in
from dealdesk.scope.altogether import means_all
from dealdesk.scope.asked import numbers_in
from dealdesk.scope.focus import focus_of
from dealdesk.scope.office import office_in
from dealdesk.scope.pick import ORDERS, Counted, picks_any
from dealdesk.scope.role import reversed_roles
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked


_SECOND = 1  # `is it`, `that is`
_POINTING = frozenset({"it", "this", "that"})
_TOWARDS = frozenset({"from", "to", "by", "with", "for", "through"})
_CAP = 2  # tokens of `up to`
_FLOOR = frozenset({"minimum", "floor"})
_EXACT = frozenset({"exactly", "precisely"})
_PLAIN = frozenset({"value", "announced", "customer", "provider", "parties", "status"})


def _recognise(asked: Asked) -> Iterator[Claimed[Verify]]:
    if not _claims_of_deals(asked) or _of_person(asked) or of_whom_works(asked) or _claims_part(asked):
        return
    scope, groups = asked.scope, focus_of(asked.reading).groups
    if any(not set(group) & set(BY_NAME) for group in groups) and not asked.context.rows(scope.selection):
        return
    claim, used = _claimed(asked)
    worth = next((c for c in scope.selection.conditions if isinstance(c, Worth)), None)
    totals = tuple(_of_totals(asked, claim, worth, used)) if worth else ()
    yield from totals
    if totals and worth and not any(r.exact for r in worth.ranges):
        return
    told = next(_told_apart(asked, claim, used), None)
    if told:
        yield told
        return
    if asked.reading.has("operation", "repeated") and asked.reading.has("modifier", "only"):
        return  # `is Acme the only one that came back?` asks of the others as well
    if _is_comparison(asked) or (claims_nothing(asked) and not groups and scope.counted is None):
        return
    each = _of_each(asked, claim, groups)
    if not (isinstance(each.claim, Announced) and asked.reading.has("stage", "cancelled")):  # the date is that of the cancellation
        yield Claimed(each, used)


def _claimed(asked: Asked) -> tuple[Verify, frozenset[int]]:
    """The claim, as far as it is the same of whatever deals it is made, and the words that it explains."""
    reading, scope, focus = asked.reading, asked.scope, focus_of(asked.reading)
    unstated = {name for group in focus.groups for name in group} - set(BY_NAME)
    asking = spanned(reading.words("attribute", *unstated)) if unstated else frozenset()  # `bankrupt`, which no deal says
    quantifier = _quantifier(asked)
    repeated = spanned(reading.words("operation", "repeated"))  # `did Acme sign more than once?`
    exactly = any(reading.norms[i] == "twice" for i in repeated)
    used = spanned(_marks(reading)) | scope.used | (focus.used - asking) | repeated
    used |= spanned(reading.words("operation", "more", "largest")) if quantifier == "most" else frozenset()
    used |= spanned(reading.words("operation", "sum")) if scope.counted else frozenset()
    claim = Verify(
        scope.selection,
        None,
        quantifier,
        is_negated(reading) and quantifier != "none",
        counted=scope.counted or (Counted(2, 0 if exactly else 1) if repeated else None),
        denied=_says_no_yes(asked),
        exactly=_is_exact(reading),
        capped=_is_capped(reading),
        floored=not _FLOOR.isdisjoint(reading.norms),
    )
    return claim, used


def _told_apart(asked: Asked, claim: Verify, used: frozenset[int]) -> Iterator[Claimed[Verify]]:
    """A claim that its own words part from the deals of which it is made: a role, a pick of a pick, a second date, each of several."""
    reading, selection = asked.reading, asked.scope.selection
    each = reading.has("modifier", "only", "any", "all", "both") or selection.pick
    office = None if each else office_in(reading, asked.context)
    if office:
        held = replace(claim, subject=office.subject, claim=office.claim, quantifier="some", counted=None, denied=is_denied(reading))
        yield Claimed(replace(held, groups=((office.claim.role,),)), spanned(_marks(reading)) | office.used)
    twice = _picked_of_picked(asked)
    if twice:
        picked = replace(claim, subject=twice[0], claim=twice[1], pool=twice[2], counted=None)
        yield Claimed(picked, used | spanned(reading.words("operation", *ORDERS)))
    dated = _dated_otherwise(asked)
    if dated:
        yield Claimed(replace(claim, subject=dated[0], claim=dated[1], counted=None), used)
    several = _several(asked)
    if several:
        subject = selection.less(several)
        yield Claimed(replace(claim, subject=subject, claim=several, quantifier="each", denied=False, exactly=False), used)


def _claims_part(asked: Asked) -> bool:
    """`is the $2 billion order part of the $5 billion?`, which is not whether either amount is that of a deal."""
    exact = [r for c in asked.scope.selection.conditions if isinstance(c, Worth) for r in c.ranges if r.exact]
    return len(exact) > 1 and asked.reading.has("context", "within")


def _dated_otherwise(asked: Asked) -> tuple[Selection, Announced] | None:
    """`was the March deal signed in May?`: the deals of the first date, and the second one, which is claimed of them."""
    announced = next((c for c in asked.scope.selection.conditions if isinstance(c, Announced) and len(c.periods) == 2), None)  # noqa: PLR2004
    said = [m for m, _ in asked.reading.of(When)]
    if announced is None or len(said) != 2:  # noqa: PLR2004 - the deal's date and the claimed one
        return None
    between = set(asked.reading.norms[said[0].end : said[1].start])
    verbs = [m for m in asked.reading.words("noun", "contract") if said[0].end <= m.start < said[1].start]
    if between & {"and", "or", ","} or not verbs:
        return None
    first, second = (Announced((period,)) for period in announced.periods)
    rest = asked.scope.selection.less(announced)
    return replace(rest, conditions=(*rest.conditions, first)), second


def _several(asked: Asked) -> Worth | Announced | None:
    """Several exact amounts, or several dates joined by `and`, of which the claim must hold each for itself."""
    amounts = any(isinstance(c, Worth) for c in asked.scope.selection.conditions)
    joined = not amounts and not any(token.norm == "or" for token in asked.reading.tokens)
    for condition in asked.scope.selection.conditions:
        if isinstance(condition, Worth) and len(condition.ranges) > 1 and all(r.exact for r in condition.ranges):
            return condition
        if isinstance(condition, Announced) and len(condition.periods) > 1 and joined:
            return condition
    return None


def _claims_of_deals(asked: Asked) -> bool:
    """True for a question about deals that wants yes or no; not for `is it for training or inference?`, which wants one of them."""
    reading, scope = asked.reading, asked.scope
    kinds = any(isinstance(c, OfKind) and not c.is_plain for c in scope.selection.conditions)  # `the loan`, `the notes`
    speaks = speaks_of_deals(asked) or reading.has("operation", "sum")  # `is the total over 5 billion?`
    if not is_polar(reading) or not (scope.is_specific or scope.counted or kinds) or not speaks or _only_spends(asked):
        return False
    if ranks_companies(asked) or (reading.has("noun", "customers", "providers") and reading.has("operation", "largest", "smallest")):
        return False
    described = any(isinstance(c, Described) for c in scope.selection.conditions)
    return not (described and any(token.norm == "or" for token in reading.tokens))


def _of_person(asked: Asked) -> bool:
    """`did Ann Moor promise 5 billion?`: what a person says or does, where no word but a verb speaks of a deal."""
    names = asked.context.knowledge.names
    people = [named for _, named in asked.reading.of(Named) if any(names[one].kind == "person" for one in named.ids)]
    return bool(people) and len(people) == len(asked.reading.of(Named)) and not asked.reading.has("noun", "contract", "loan", "notes")


def _marks(reading: Reading) -> tuple[Mention, ...]:
    """The words by which any claim may be made."""
    said = reading.words("modifier", "affirmed", "denied", "all", "any", "none", "only", "both", "polar", "claimed", "negation")
    return (*reading.words("noun", "customers", "providers"), *said)


def _quantifier(asked: Asked) -> str:
    reading = asked.reading
    parties = any(isinstance(c, Party) and len(c.ids) > 1 for c in asked.scope.selection.conditions)
    if parties and any(token.norm in {"both", "each"} for token in reading.tokens):
        return "both"
    if any(token.norm == "least" for m in reading.words("modifier", "any") for token in reading.tokens[m.start : m.end]):
        return "some"
    if reading.has("modifier", "all", "both") or (reading.has("modifier", "only") and not _bounds(asked)):
        return "all"
    if any(reading.tokens[m.start].norm == "most" for m in reading.words("operation", "more")) and numbers_in(reading):
        return "most"
    return "none" if reading.has("modifier", "none") else "some"


def _is_exact(reading: Reading) -> bool:
    return any(token.norm in _EXACT for token in reading.tokens)


def _is_capped(reading: Reading) -> bool:
    """`is it up to 640 million?`: a claim of the most that it may come to."""
    starts = (m.start for m, said in reading.of(Range) if said.unit)
    return any(reading.norms[max(0, at - _CAP) : at] == ("up", "to") or reading.norms[at : at + _CAP] == ("up", "to") for at in starts)


def _says_no_yes(asked: Asked) -> bool:
    """True where neither yes nor no is clear: of a person, of a lender, of buyers and sellers that have traded places, of a double no."""
    reading, names = asked.reading, asked.context.knowledge.names
    person = any(names[one].kind == "person" for _, named in reading.of(Named) for one in named.ids)
    parties = {one for c in asked.scope.selection.named if isinstance(c, Party) for one in c.ids}
    rows = asked.context.rows(asked.scope.selection)
    lends = any(parties & set(deal.lenders) or (deal.borrower and parties - {deal.borrower}) for deal in rows)
    return (
        person
        or lends
        or _is_either(reading)
        or is_denied(reading)
        or _negates_noun(reading)
        or reversed_roles(reading, asked.context) is not None
    )


def _is_either(reading: Reading) -> bool:
    """`did Acme or Globex sign first?`: wants one of the two, and no yes."""
    return names_either(reading) and reading.has("operation", "earliest", "latest", "largest", "smallest")


def _is_comparison(asked: Asked) -> bool:
    """`more than the $21bn contract`: sets deals side by side."""
    exact = any(isinstance(c, Worth) and all(r.exact for r in c.ranges) for c in asked.scope.selection.conditions)
    return exact and asked.reading.has("operation", "more", "less") and any(t.norm == "than" for t in asked.reading.tokens)


def _of_totals(asked: Asked, claim: Verify, worth: Worth, used: frozenset[int]) -> Iterator[Claimed[Verify]]:
    """A claim about what deals come to together, or on average."""
    said = asked.reading.words("operation", *OPERATIONS)
    added = added_in(asked.reading)
    operations = [m for m in said if isinstance(m.sense, Word) and not added.issuperset(m.span)]
    operations = [m for m in operations if asked.reading.norms[m.start : m.end] != ("on", "top")]  # `is the one on top of the other?`
    for mention in operations[:1]:
        if isinstance(mention.sense, Word):
            total = replace(claim, subject=asked.scope.selection.less(worth), claim=worth, operation=mention.sense.name)
            yield Claimed(total, used | spanned(operations))
    if not operations and means_all(asked) and not any(r.exact for r in worth.ranges):
        yield Claimed(replace(claim, subject=asked.scope.selection.less(worth), claim=worth, operation="sum"), used, 1)


def _of_each(asked: Asked, claim: Verify, groups: tuple[tuple[str, ...], ...]) -> Verify:
    """A claim about single deals: what is claimed parted from what says of which."""
    reading, scope = asked.reading, asked.scope
    groups = tuple(group for group in groups if group != ("extends",) or not added_in(reading))  # `did Acme expand its order?`
    pooled = _superlative(asked)
    if pooled and all(name in _PLAIN for group in groups for name in group):
        before, pick, pool = pooled
        return replace(claim, subject=before, claim=pick, pool=pool, counted=None, exactly=False)
    telling = any(reading.words("attribute", name) for group in groups for name in group if name not in _PLAIN)
    subject, said = _split(asked, about_attributes=telling)
    subject, said = _of_both(asked, subject) or (subject, said)
    unbounded = claim.quantifier == "all" and not subject.named and isinstance(said, Party)
    if scope.counted is not None and (scope.counted.bound or claim.quantifier == "some"):
        subject, said = scope.selection, None
    groups = () if isinstance(said, (Agreed, Starts, Ends, Lasting)) else groups  # `has it been signed?` asks for no date
    bare = said is None and scope.counted is None and reading.has("modifier", "negation")  # `isn't it one block?` denies what is not read
    claim = replace(claim, subject=subject, claim=said, groups=groups, denied=claim.denied or unbounded or bare)
    if not reading.has("modifier", "only") or _bounds(asked):
        return claim
    sole = _sole(asked)
    if sole:
        return replace(claim, subject=scope.selection.less(sole), claim=sole, quantifier="only")
    return replace(claim, denied=claim.denied or scope.counted is None)


def _of_both(asked: Asked, subject: Selection) -> tuple[Selection, Condition] | None:
    """`both notes are convertible and end in 2032`: where one claim leaves fewer than two for the other, the two and that claim."""
    rows = asked.context.rows
    if "both" not in asked.reading.norms or len(rows(subject)) > 1:
        return None
    return next(((wider, c) for c in subject.named if len(rows(wider := subject.less(c))) == 2), None)  # noqa: PLR2004 - both


def _only_spends(asked: Asked) -> bool:
    """`will spending exceed 5 billion?`: money in general, where no party and no deal is spoken of."""
    verbs, spending = spanned(asked.reading.words("noun", "contract_verb")), spanned(asked.reading.words("context", "spend"))
    parties = any(isinstance(c, Party) for c in asked.scope.selection.conditions)
    return bool(verbs) and verbs <= spending and not (parties or asked.shown or asked.reading.has("noun", "contract", "notes", "loan"))


def _negates_noun(reading: Reading) -> bool:
    """`used in no contract`: a negation in the middle of a claim, of which neither yes nor no is clear."""
    nouns = {m.start for m in reading.words("noun", "contract", "notes", "loan")}
    return any(token.norm == "no" and i > 0 and i + 1 in nouns for i, token in enumerate(reading.tokens))


def _sole(asked: Asked) -> Condition | None:
    """`is Acme the only customer of Globex?`, `it came from Acme alone`: the party right before `only`, else the first.

    After `only from` or `only buys from` it is the party that follows.
    """
    at = min(m.start for m in asked.reading.words("modifier", "only"))
    owner = (
        at - 1 if at and asked.reading.tokens[at - 1].text.casefold().endswith(OWNING) else -1
    )  # of `Acme's only client` Acme is not the sole one
    parties = [(span, c) for c, span in asked.scope.conditions if isinstance(c, Party) and span and owner not in span]
    after = next((c for span, c in parties if at + 1 in span), None)
    opens = not any(min(span) < at for span, _ in parties)
    if opens and after and len(asked.scope.selection.named) > 1:  # `only Acme signed in May`
        return after
    opening = {m.start for m in asked.reading.words("noun", "contract_verb", "selling", "buying")} | {
        i for i, token in enumerate(asked.reading.tokens) if token.norm in _TOWARDS
    }
    following = [c for span, c in sorted(parties, key=lambda pair: min(pair[0])) if min(span) > at]
    if at + 1 in opening and len(following) == 1 and len(parties) > 1 and asked.reading.tokens[at - 1].norm != "the":
        return following[0]
    before = sorted(
        (c for span, c in parties if min(span) < at), key=lambda c: not any(c == one and at - 1 in span for span, one in parties)
    )
    the_only = at > 0 and asked.reading.tokens[at - 1].norm == "the" and len(asked.scope.selection.named) > 1  # `the only one in May`
    alone = at > 0 and asked.reading.tokens[at].norm == "alone" and any(at - 1 in span for span, _ in parties) and _are_several(asked)
    return before[0] if before and (len(parties) > 1 or owner >= 0 or the_only or alone) else None


def _bounds(asked: Asked) -> bool:
    """`just for three years`, `only until May 2031`: of how long it lasts, and not of whom it excludes."""
    lasting = [span for c, span in asked.scope.conditions if isinstance(c, (Lasting, Ends)) and span]
    return any(m.end <= min(span) <= m.end + 1 for m in asked.reading.words("modifier", "only") for span in lasting)


def _are_several(asked: Asked) -> bool:
    """`Acme alone has orders over 5 billion`: of single deals, and not of what they come to."""
    reading = asked.reading
    plural = any(reading.tokens[m.end - 1].norm.endswith("s") for m in reading.words("noun", "contract"))
    return plural and not reading.has("operation", "sum", "share", "percent")


def _picked_of_picked(asked: Asked) -> tuple[Selection, Pick, tuple[Condition, ...]] | None:
    """`Acme's newest order is the largest of 2025`: the deal picked first, the pick claimed of it, and what that picks from."""
    reading = asked.reading
    for mention in reading.words("operation", *ORDERS)[1:]:
        before, after = (
            scope_of(part, asked.context, related=False)
            for part in (
                reading.only(i for i in reading.inside if i < mention.start),
                reading.only(i for i in reading.inside if i >= mention.start),
            )
        )
        one, other = before.selection.pick, after.selection.pick
        if one and other and one.by != other.by and any(isinstance(c, Party) for c in before.selection.named):
            theirs = reading.tokens[mention.start - 1].norm in POSSESSIVES
            owned = tuple(c for c in before.selection.named if isinstance(c, Party)) if theirs else ()
            return before.selection, other, (*after.selection.named, *owned)
    return None


def _superlative(asked: Asked) -> tuple[Selection, Pick, tuple[Condition, ...]] | None:
    """`Acme's 6 billion was the largest of September`: the deals said first, the pick claimed, and what it picks from."""
    pick = asked.scope.selection.pick
    at = max((m.start for m in asked.reading.words("operation") if set(m.span) & asked.scope.used), default=-1)
    said = [(min(span, default=0), c) for c, span in asked.scope.conditions if not isinstance(c, OfKind)]
    before, after = tuple(c for i, c in said if i < at), tuple(c for i, c in said if i > at)
    owner = at - 1 if at > 0 and asked.reading.tokens[at - 1].text.casefold().endswith(OWNING) else -1  # `it was Acme's largest`
    after = (*after, *(c for c, span in asked.scope.conditions if owner in span and isinstance(c, Party)))
    if pick is None or not before or not after or not any(c.topic in IDENTIFYING for c in before):
        return None
    kinds = tuple(c for c in asked.scope.selection.conditions if isinstance(c, OfKind))
    return Selection((*kinds, *before)), pick, after


def superlative_of(deal: Deal, asked: Asked) -> Iterator[Claimed[Verify]]:
    """`is that the largest?` of one deal that was shown: the pick claimed, among all of its kind that the question speaks of."""
    reading, pick = asked.reading, asked.scope.selection.pick
    pointing = [m for m in reading.words("modifier", "it") if m.start <= _SECOND and reading.tokens[m.start].norm in _POINTING]
    if pick is None or pick.count > 1 or pick.first > 1 or not is_polar(reading) or not pointing:
        return
    theirs = any(token.norm in POSSESSIVES for token in reading.tokens)
    owner = next((one for role, one in deal.parties if role != "provider" and theirs), "")
    owned = (Party(frozenset({owner}), owner),) if owner else ()
    pool = (OfKind(frozenset({deal.kind}), deal.kind), *asked.scope.selection.named, *owned)
    claim = Verify(Selection((Among(frozenset({deal.id})),)), pick, "some", is_negated(reading), pool=pool)
    pointed = spanned((*reading.words("modifier", "it", "them"), *reading.words("attribute", "value")))
    yield Claimed(claim, asked.scope.used | spanned(_marks(reading)) | pointed)


def _kind_claimed(asked: Asked) -> OfKind | None:
    """`are both note issues convertible?`: a kind that is claimed of all of a wider one."""
    reading = asked.reading
    after = min((m.end for m in reading.words("noun", "notes")), default=len(reading.tokens))
    said = any(m.start >= after for m in reading.words("noun", "convertible", "senior"))
    kinds = [c for c in asked.scope.selection.conditions if isinstance(c, OfKind) and (c.word or c.without)]
    return kinds[0] if said and kinds and _quantifier(asked) == "all" else None


def claims_nothing(asked: Asked) -> bool:
    """True where only parties are named and no word speaks of a deal: `will Acme go public?`."""
    parties = all(isinstance(c, Party) for c in asked.scope.selection.named) and asked.scope.selection.pick is None
    return parties and not asked.reading.has("noun", "contract", "contract_verb", "notes", "loan", "financing")


def _split(asked: Asked, *, about_attributes: bool) -> tuple[Selection, Condition | Pick | None]:
    """The last thing said is the claim, what comes before it says of which deals; a pick may be either.

    Where the question is about an attribute and states no value of it, all that is said tells of which deals.
    """
    scope = asked.scope
    used = next((c for c in scope.selection.named if isinstance(c, Uses)), None)
    if used and asked.reading.has("modifier", "all", "both"):
        return scope.selection.less(used), used
    agreed = next((c for c in scope.selection.conditions if isinstance(c, Agreed)), None)
    if agreed and _quantifier(asked) == "all" and asked.reading.has("attribute", "announced", "status"):  # `are all of them signed?`
        return scope.selection.less(agreed), agreed
    kind = _kind_claimed(asked)
    if kind:
        return replace(scope.selection.less(kind), conditions=(OfKind(kind.kinds, "notes"), *scope.selection.less(kind).conditions)), kind
    if about_attributes and not any(isinstance(c, (Starts, Ends, Lasting)) for c in scope.selection.conditions):
        return scope.selection, None
    named = [(min(span, default=0), condition) for condition, span in scope.conditions if not isinstance(condition, OfKind)]
    pick = scope.selection.pick
    at = max((m.start for m in asked.reading.words("operation") if set(m.span) & scope.used), default=-1)
    last = max(named, key=lambda pair: pair[0], default=None)
    if pick and picks_any(asked.reading):
        return scope.selection, None
    if pick and len(named) > 0 and (last is None or at > last[0]):
        return replace(scope.selection, pick=None), pick
    bound = next((c for _, c in named if isinstance(c, Worth) and not any(r.exact for r in c.ranges)), None)
    if bound is not None and len(named) > 1 and not asked.reading.has("modifier", "all"):
        return scope.selection.less(bound), bound
    if bound is not None and last is not None and last[1] is bound:
        return scope.selection.less(bound), bound
    quantified = _quantifier(asked) in {"all", "most"} and not asked.reading.has("modifier", "both", "only")
    universal = quantified and isinstance(last and last[1], Party)
    if last is None or (len(named) == 1 and not pick and isinstance(last[1], Party) and not universal):
        return scope.selection, None
    return scope.selection.less(last[1]), last[1]


KIND = Kind(
    "verify",
    ("Did {customer} order more than $10 billion?", "Is it true that {provider} has three customers?"),
    _recognise,
    judged,
)
