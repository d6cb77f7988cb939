"""From a reading to the selection of deals that it speaks of, with the words that each condition explains."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.quantity import Quantity, Range
from dealdesk.language.function_word import SORTS
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.attribute import BY_NAME
from dealdesk.query.condition import Agreed, Apart, Ends, Expands, Frames, HasStatus, Lasting, OfKind, Party, States, Uses, Worth
from dealdesk.query.selection import Selection
from dealdesk.scope.addition import added_in
from dealdesk.scope.description import descriptions_in
from dealdesk.scope.exclusion import exclusions
from dealdesk.scope.focus import focus_of
from dealdesk.scope.inclusion import inclusions
from dealdesk.scope.kind import kind_of, narrowed, says_kind, sold_by, widened
from dealdesk.scope.party import foreign_in, parties_in
from dealdesk.scope.period import days_in, periods_in, spells_in
from dealdesk.scope.pick import Counted, counted_in, is_included, pick_in
from dealdesk.scope.relative import measures, relations
from dealdesk.scope.role import bought_in
from dealdesk.scope.tranche import tranches_in
from dealdesk.scope.worth import amounts_in, currencies_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.inclusion import Inclusion
    from dealdesk.scope.relative import Measure, Relation
    from dealdesk.scope.said import Said


_DELIVERING = frozenset({"deliver", "delivers", "delivering"})  # not `delivered`, which is done
_POSSIBLE, _NEAR = frozenset({"possible", "potential", "prospective", "mooted", "rumoured", "rumored"}), 3
_TO = frozenset({"to", "of", "beyond", "besides"})
_AGREED = frozenset({"signed", "expanded", None})  # the stages of what was agreed, or of which nothing is said
_FIRM = frozenset({"signed", "agreed", "firm", "concluded", "inked"})
_OPEN = frozenset({"deal", "deals"})  # these may be in talks or called off; a contract is signed
_COUNTING = ("sum", "average", "median", "spread", "share", "ratio", "difference", "growth", "largest", "smallest", "more", "less", "top")
_AS_PLANNED = frozenset({"originally", "first", "initially", "than", "as", "once"})
_TELLING = frozenset({"term", "option", "hardware", "workload", "lenders", "sites", "power", "location", "payment", "by"})


_LACKED = frozenset({"ends", "value", "announced"})  # what nearly all deals state, so that only having or lacking it tells some apart
_HAVING = frozenset({"have", "has", "having", "with", "state", "states", "give", "gives", "specify", "disclose"})
_LACKING = frozenset({"no", "without", "lacking", "not"})
_OPTIONAL = frozenset({"to", "until", "option", "clause", "right", "rights", "beyond"})


class Scope(Struct, frozen=True):
    """The selection of one reading.

    Attributes:
        selection: the deals meant.
        conditions: each condition with the tokens that say it, the kind first.
        used: all tokens explained.
        counted: how many deals the question says there are, if it does.
        foreign: names that take part in no deal.
    """

    selection: Selection
    conditions: tuple[Said, ...]
    used: frozenset[int]
    counted: Counted | None
    foreign: tuple[str, ...]

    @property
    def is_specific(self) -> bool:
        """True where the question itself narrows the deals."""
        return self.selection.is_specific


@lru_cache(maxsize=64)
def scope_of(reading: Reading, context: Context, *, related: bool = True) -> Scope:
    """The deals that `reading` speaks of, less those that it leaves out; with `related` False, `after the first` is the first."""
    left_out = exclusions(reading)
    anchored = () if not related else tuple(relations(reading.without(frozenset().union(*(e.cue | e.scope for e in left_out)))))
    measured = () if not related else tuple(measures(reading))
    aside = frozenset().union(
        *(e.cue | e.scope for e in left_out), *(r.cue | r.anchor for r in anchored), *(m.cue | m.anchor for m in measured)
    )
    joined = inclusions(reading)
    within = frozenset().union(*(one.span for one in joined))
    whole = _widened(_scope(reading.without(aside | within), context), joined)
    if not all(_holds(whole, _scope(reading.only(one.span), context), context) for one in joined):  # what it counts in is none of it
        whole = _scope(reading.without(aside), context)
    for relation in (one for one in anchored if not only_product(reading.only(one.anchor), context)):
        whole = _related(whole, relation, _scope(reading.only(relation.anchor), context), context)
    for measure in measured:
        whole = _measured(whole, measure, _scope(reading.only(measure.anchor), context), context)
    if not left_out:
        return whole
    parts = [_scope(reading.only(e.scope), context) for e in left_out]
    without = tuple(Selection(part.selection.named, part.selection.pick) for part in parts)
    used = whole.used.union(*(e.cue | part.used for e, part in zip(left_out, parts, strict=True)))
    used_by = any(isinstance(c, Uses) for one in without for c in one.conditions)
    stating = (States("hardware", BY_NAME["hardware"].read),) if used_by else ()  # what is silent may use it as well
    conditions = (*whole.selection.conditions, *stating)
    selection = Selection(conditions, whole.selection.pick, tuple(one for one in without if one.is_specific))
    return Scope(selection, whole.conditions, used, whole.counted, whole.foreign)


def _holds(whole: Scope, part: Scope, context: Context) -> bool:
    """Whether what is counted in is among the deals meant, as far as it names any."""
    said = {deal.id for deal in context.rows(part.selection)} if part.selection.named or part.selection.pick else set()
    meant = Selection(tuple(c for c in whole.selection.conditions if isinstance(c, (OfKind, Party))))
    return not said or not said.isdisjoint(deal.id for deal in context.rows(meant))


def _widened(whole: Scope, joined: tuple[Inclusion, ...]) -> Scope:
    """`whole` with what it counts in as well: deals of whatever stage or kind where such are spoken of."""
    if not joined:
        return whole
    statuses = frozenset().union(*(one.statuses for one in joined))
    out = (*((Agreed,) if statuses else ()), *((OfKind,) if any(one.financing for one in joined) else ()))
    staged = ((HasStatus(statuses | _AGREED, " or ".join(("agreed", *sorted(statuses)))), frozenset[int]()),) if statuses else ()
    conditions = (*((c, span) for c, span in whole.conditions if not isinstance(c, out)), *staged)
    selection = replace(whole.selection, conditions=tuple(dict.fromkeys(c for c, _ in conditions)))
    return replace(whole, selection=selection, conditions=conditions, used=whole.used.union(*(one.span for one in joined)))


def _related(whole: Scope, relation: Relation, anchor: Scope, context: Context) -> Scope:
    """`whole` narrowed to what came before or after the deals of `anchor`, which leaves it to the rest to name the parties."""
    if whole.selection.pick and whole.selection.pick.by == "value":
        return replace(whole, used=whole.used | relation.cue | anchor.used)
    parties = tuple(c for c in whole.selection.named if isinstance(c, Party))
    own = any(isinstance(c, Party) for c in anchor.selection.named)
    found = context.rows(Selection((*anchor.selection.conditions, *(() if own else parties)), anchor.selection.pick))
    edges = [moment for deal in found if (moment := context.knowledge.moments.get(deal.id))]
    if not edges:
        return whole
    edge = min(edges) if relation.before else max(edges)
    ids = frozenset(one for one, moment in context.knowledge.moments.items() if (moment < edge if relation.before else moment > edge))
    label = f"{'before' if relation.before else 'after'} {wording.listed([context.wording.deal(deal) for deal in found])}"
    condition = Apart(ids, label)
    used = whole.used | relation.cue | anchor.used
    selection = replace(whole.selection, conditions=(*whole.selection.conditions, condition))
    return replace(whole, selection=selection, conditions=(*whole.conditions, (condition, relation.cue | anchor.used)), used=used)


def only_product(anchor: Reading, context: Context) -> bool:
    """`which chip came before the X100?`: a product alone, which is no deal that something came before."""
    named = [one for _, said in anchor.of(Named) for one in said.ids]
    products = bool(named) and all(context.knowledge.names[one].kind == "product" for one in named)
    return products and not anchor.has("noun", "contract", "contract_verb")


def _measured(whole: Scope, measure: Measure, anchor: Scope, context: Context) -> Scope:
    """`whole` narrowed to what is larger or smaller than the one deal of `anchor`."""
    values = [deal.value for deal in context.rows(anchor.selection) if deal.value]
    if len(values) != 1:
        return whole
    amount, used = values[0].amount, measure.cue | anchor.used
    low, high = (amount, None) if measure.larger else (None, amount)
    label = f"{'over' if measure.larger else 'under'} {wording.quantity(Quantity(amount=amount, unit=values[0].unit))}"
    condition = Worth((Range(low, high, values[0].unit, strict=True),), label)
    selection = replace(whole.selection, conditions=(*whole.selection.conditions, condition))
    return replace(whole, selection=selection, conditions=(*whole.conditions, (condition, used)), used=whole.used | used)


def _scope(reading: Reading, context: Context) -> Scope:
    deals = context.knowledge.deals
    kind = narrowed(reading, kind_of(reading), deals)
    pool = tuple(deal for deal in deals if kind[0].holds(deal))
    rest = [
        *parties_in(reading, context),
        *bought_in(reading, context, pool),
        *periods_in(reading, pool, context.knowledge.moments),
        *days_in(reading, pool),
        *spells_in(reading, context.knowledge),
        *amounts_in(reading, pool if says_kind(reading) else deals),
        *currencies_in(reading, pool),
        *_stages(reading, deals),
        *_stating(reading, pool),
    ]
    rest = _enlarged(reading, rest, pool)
    meant = [deal for deal in pool if all(c.holds(deal) for c, _ in rest)]
    whose = [deal for deal in pool if all(c.holds(deal) for c, _ in rest if isinstance(c, Party))]
    rest += descriptions_in(reading, context, meant or whose)
    found = [sold_by(reading, widened(reading, kind, rest, deals), rest, deals), *rest]
    parts = tranches_in(reading, [deal for deal in deals if all(c.holds(deal) for c, _ in found)])
    found += [parts] if parts else _agreed(reading, found, deals)
    pick, pick_used = pick_in(reading.without(parts[1]) if parts else reading)
    if pick and pick.count == 1 and reading.has("operation", "rank"):
        pick, pick_used = None, frozenset[int]()
    counted, counted_used = counted_in(reading)
    plain = [m for m in reading.words("attribute", "announced", "customer", "provider", "parties", "value") if not _asks(reading, m)]
    plain += reading.words("noun", "customers", "providers")
    lasts = any(isinstance(c, (Ends, Lasting)) for c, _ in found) or reading.has("ask", "until_when", "how_long")
    plain += [m for m in reading.words("noun", "selling") if lasts and reading.norms[m.start] in _DELIVERING]  # `it delivers until 2031`
    plain += [m for m in reading.words("noun", "company") if _beside_a_name(reading, m)]
    plain += [m for m in focus_of(reading).describing if isinstance(m.sense, Word) and m.sense.name not in _TELLING]
    used = frozenset().union(*(span for _, span in found), pick_used, counted_used, spanned(plain), focus_of(reading).running)
    conditions = tuple(dict.fromkeys(c for c, _ in found))
    return Scope(Selection(conditions, pick), tuple(found), used, counted, foreign_in(reading, context))


def _beside_a_name(reading: Reading, mention: Mention) -> bool:
    """`Acme's firm`, `the company`: a word for a company that only stands for a name, said or understood."""
    before = reading.tokens[mention.start - 1].norm if mention.start else ""
    return before in {"the", "this", "that"} or any(m.end == mention.start or m.start == mention.end for m, _ in reading.of(Named))


def _asks(reading: Reading, mention: Mention) -> bool:
    """True for words that ask, such as `with whom`, which only an answer to them explains."""
    return any(set(mention.span) & set(ask.span) for ask in reading.words("ask"))


def _enlarged(reading: Reading, found: list[Said], pool: Iterable[Deal]) -> list[Said]:
    """What is `found`, and that only what came on top is meant, where a question of one company says so: `added to its $5 billion`."""
    added, parties = added_in(reading), [c for c, _ in found if isinstance(c, Party)]
    sole = all(len(c.ids) == 1 for c in parties)
    theirs = [deal for deal in pool if sole and added and all(c.holds(deal) for c in parties)]
    verbs = spanned(reading.words("attribute", "extends")) & added
    if not any(Expands().holds(deal) for deal in theirs):
        return [*found, (Expands(), verbs)] if verbs and parties and sole else found  # `when did Acme expand its order?`, which it has not
    base = {one for deal in theirs for one in deal.extends}
    worth = [
        (c, span) for c, span in found if isinstance(c, Worth) and not _TO.isdisjoint(reading.norms[max(0, min(span) - _NEAR) : min(span)])
    ]
    held = [(c, span) for c, span in worth if any(c.holds(deal) for deal in theirs if deal.id in base)]
    return [*(one for one in found if one not in held), (Expands(), added.union(*(span for _, span in held)))]


def _stages(reading: Reading, deals: Iterable[Deal]) -> Iterator[Said]:
    """Stages that some deal stands at; a word for a stage that none does stays unexplained."""
    if any(Expands().holds(deal) for deal in deals):
        yield from ((Expands(), frozenset(m.span)) for m in reading.words("attribute", "option") if _is_deal(reading, m))
    statuses: dict[str, frozenset[int]] = {}
    for mention in reading.words("stage"):
        name = mention.name
        if (name in {"expands", "framework"} and is_included(reading, mention)) or (
            name == "planned" and not _is_planned(reading, mention)
        ):
            continue
        if name == "framework":
            yield from ((Frames(), frozenset(mention.span)) for _ in [deal for deal in deals if Frames().holds(deal)][:1])
        elif name == "unsigned":
            for label in ("in talks", "planned"):
                statuses[label] = statuses.get(label, frozenset()) | frozenset(mention.span)
        elif name != "expands":
            label = name.replace("_", " ")
            statuses[label] = statuses.get(label, frozenset()) | frozenset(mention.span)
        elif any(Expands().holds(deal) for deal in deals) and not _is_alternative(reading, mention):
            yield Expands(), frozenset(mention.span)
    for i in _possible(reading):
        statuses["in talks"] = statuses.get("in talks", frozenset()) | {i}
    held = {label: span for label, span in statuses.items() if any(deal.status == label for deal in deals)}
    staged = spanned(reading.words("stage"))  # `not signed`
    firm = [i for i, token in enumerate(reading.tokens) if token.norm in _FIRM and i not in staged]
    if len(held) > 1 and firm:
        held["signed"] = frozenset(firm)  # `signed, cancelled or in talks`
    if held:
        yield HasStatus(frozenset(held), " or ".join(held)), frozenset().union(*held.values())


def _is_planned(reading: Reading, mention: Mention) -> bool:
    """`which are planned?`, `what does Acme plan?`: where a deal stands; not `as originally planned`, nor `to plan timetables`."""
    norms, last = reading.norms[mention.start : mention.end], reading.norms[mention.end :]
    if "planned" in norms:
        return mention.start == 0 or reading.norms[mention.start - 1] not in _AS_PLANNED
    ends = {m.end for m, _ in reading.of(Named)}
    return mention.start in ends and not any(norm.isalnum() for norm in last)


def _possible(reading: Reading) -> Iterator[int]:
    """`the possible Acme deal`: an adjective before a noun for deals, which says that nothing is signed."""
    nouns = {m.start for m in reading.words("noun", "contract", "loan", "notes")}
    for index, token in enumerate(reading.tokens):
        if token.norm in _POSSIBLE and nouns & set(range(index + 1, index + 1 + _NEAR)):
            yield index


def _is_alternative(reading: Reading, mention: Mention) -> bool:
    """`signed or topped up`: an order of either sort."""
    verbs = {m.end for m in reading.words("noun", "contract_verb")}
    return mention.start - 1 in verbs and reading.tokens[mention.start - 1].norm == "or"


def _is_deal(reading: Reading, mention: Mention) -> bool:
    """`Acme's extension`, `the extension`: a deal that enlarged another, not `the extension to 2032` or `an extension option`."""
    before = reading.tokens[mention.start - 1 : mention.start] if mention.start else ()
    after = reading.tokens[mention.end : mention.end + 1]
    owned = any(m.end == mention.start for m, _ in reading.of(Named))
    single = len(mention.span) == 1 and reading.tokens[mention.start].norm == "extension"
    said = {"the", "that", "this", *(("an",) if is_polar(reading) else ())}  # `is it an extension?`
    return single and (owned or (bool(before) and before[0].norm in said)) and not (after and after[0].norm in _OPTIONAL)


def _stating(reading: Reading, pool: Iterable[Deal]) -> Iterator[Said]:
    """`for which agreements is a term given`: deals told apart by what their source states of them at all."""
    focus = focus_of(reading)
    for mention in focus.describing if focus.of_deals else ():
        attribute = BY_NAME[mention.sense.name] if isinstance(mention.sense, Word) else None
        before = {reading.tokens[i].norm for i in range(max(0, mention.start - 3), mention.start)}
        had = before & _HAVING and not reading.tokens[mention.start].norm.endswith("ed")  # `how many has Acme concluded?`
        lacked = _LACKED if had or before & {"no", "without", "lacking"} else frozenset[str]()
        if attribute is None or attribute.name not in _TELLING | lacked:
            continue
        stated = [bool(attribute.read(deal)) for deal in pool]
        without = bool(before & _LACKING)
        if without or not all(stated):
            read = (lambda deal, read=attribute.read: not read(deal)) if without else attribute.read
            lack = {i for i in range(max(0, mention.start - 3), mention.start) if without and reading.tokens[i].norm in _LACKING}
            yield States(f"no {attribute.name}" if without else attribute.name, read), frozenset(mention.span) | lack


def _says_firm(reading: Reading) -> bool:
    """`the signed deals`, which leaves out what was called off; not `what has Acme signed?`, which tells when."""
    nouns = {m.start for m in reading.words("noun", "contract", "loan", "notes")}
    return any(token.norm in _FIRM and i + 1 in nouns for i, token in enumerate(reading.tokens))


def _agreed(reading: Reading, found: list[Said], deals: Iterable[Deal]) -> list[Said]:
    """What is only talked about counts where the question speaks of talks, or where nothing else is meant."""
    matching = [deal for deal in deals if all(c.holds(deal) for c, _ in found)]
    stands = Agreed(firm=_says_firm(reading))
    agreed = [deal for deal in matching if stands.holds(deal)]
    asks_number = reading.has("ask", "how_much", "how_many", "how_long", "until_when")
    listed = reading.has("operation", "list", "timeline", "profile") and not reading.has("operation", "largest", "smallest")
    listed = listed or (
        any(token.norm in _OPEN for token in reading.tokens) and not reading.has("operation", *_COUNTING) and not asks_number
    )
    listed = listed and not any(token.norm in _FIRM for token in reading.tokens)
    sorts = any(token.norm in SORTS for token in reading.tokens)
    listed = listed or (reading.has("modifier", "any", "all") and sorts)
    fallen = [deal for deal in matching if deal not in agreed]
    worked = reading.has("operation", *_COUNTING) or reading.has("ask", "how_many") or _says_firm(reading)
    told = 0 < len(fallen) < len(matching) <= _NEAR and all(deal.status == "cancelled" for deal in fallen)
    if told and not worked and any(isinstance(c, Party) for c, _ in found):
        return []  # of the few deals of a company one that was called off is told with the others, and said to be so
    if listed or reading.has("stage") or not agreed or len(agreed) == len(matching):
        return []
    return [(stands, frozenset())]
