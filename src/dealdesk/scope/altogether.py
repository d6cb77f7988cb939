"""Whether an amount is claimed of all that a company has ordered, taken together: `has Acme ordered more than 5 billion?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.language.function_word import OWNING
from dealdesk.language.mention import Named, spanned
from dealdesk.query.condition import Party, Worth

if TYPE_CHECKING:
    from dealdesk.language.mention import Mention
    from dealdesk.scope.question import Asked

_BEFORE_NOUN = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "that", "of"})
_SINGLE = frozenset({"once", "one", "single", "each", "every", "anything", "nothing", "something", "anyone", "somebody"})
_OTHER = frozenset({"or", "originally", "initially", "ever", "never"})  # of either of two companies, or at one time


def means_all(asked: Asked) -> bool:
    """True where the deals meant are to be added up, though no word says so."""
    return _are_owned(asked) or _is_of_all(asked)


def _are_owned(asked: Asked) -> bool:
    """`Acme's orders`, `Acme's tab`: all that a company has, taken together where an amount is claimed; not `any of Acme's orders`."""
    reading = asked.reading
    owned = {m.end for m, _ in reading.of(Named) if reading.tokens[m.end - 1].text.casefold().endswith(OWNING)}
    nouns = [m for m in reading.words("noun", "contract") if m.start in owned and reading.tokens[m.start].norm.endswith("s")]
    nouns += [m for m in reading.words("noun", "in_all") if m.start in owned]
    return bool(nouns) and not reading.has("modifier", "any", "all", "both", "none", "only") and asked.scope.counted is None


def _is_of_all(asked: Asked) -> bool:
    """`has Acme ordered less than 5 billion?`: where no deal is spoken of, what a company orders is all of it."""
    reading = asked.reading
    verbs = [m for m in reading.words("noun", "contract_verb") if m.start and reading.tokens[m.start - 1].norm not in _BEFORE_NOUN]
    verbs = [m for m in verbs if not reading.tokens[m.start - 1].text.casefold().endswith(OWNING)]
    names = {m.end: m.start for m, _ in reading.of(Named)}  # `the Acme order`, which is one of them
    verbs = [m for m in verbs if reading.norms[max(names.get(m.start, m.start) - 1, 0)] not in _BEFORE_NOUN]
    others = spanned(reading.words("noun", "contract", "loan", "notes", "purchase", "lease")) - spanned(verbs)
    single = not (_SINGLE | _OTHER).isdisjoint(reading.norms) or reading.has("modifier", "any", "all", "both", "none", "only")
    money = not any(r.unit == "MW" for c in asked.scope.selection.conditions if isinstance(c, Worth) for r in c.ranges)
    return bool(verbs) and money and not others and not single and asked.scope.counted is None and _are_of_one_side(asked, verbs)


def _are_of_one_side(asked: Asked, verbs: list[Mention]) -> bool:
    """Whether the companies named are the buyers of all the deals meant, or the sellers of all, as the verb says."""
    ids = frozenset().union(*(c.ids for c in asked.scope.selection.named if isinstance(c, Party)))
    rows = asked.context.rows(replace(asked.scope.selection, conditions=asked.scope.selection.parties))
    spans = {m.span for m in verbs}
    buys, sells = ({m.span for m in asked.reading.words("noun", name)} & spans for name in ("buying", "selling"))
    bought, sold = all(deal.customer in ids for deal in rows), all(deal.provider in ids for deal in rows)
    return bool(rows) and (bought if buys and not sells else sold if sells else bought or sold)
