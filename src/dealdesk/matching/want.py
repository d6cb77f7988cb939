"""What sort of record a question wants: a figure, a date, a cause, a person, things of a sort; read once for all records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context.term import OFFICERS
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, spanned
from dealdesk.scope.asked import unstated_in
from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

UNIQUE = frozenset({"#boss", "#parent", "#nickname", "#ticker"})  # what a company has one of
_NEAR = 4  # tokens from `which` to what is asked for: `which generations of Acme chips`
_WORTH = frozenset({"worth", "price", "value", "cost", "size", "amount", "sum"})
_PAYING = frozenset({"pay", "pays", "paying", "paid", "cost", "costs", "charge", "charges", "charging"})
_SPENDING = _PAYING | {"spend", "spends", "spent", "invest", "invests", "invested"}
_ON = frozenset({"in", "into", "on", "for", "with"})  # `what do they invest in?` asks for no amount
_DOLLARS = frozenset({"dollar", "dollars", "usd"})
_IN_MONEY = _DOLLARS | {"$", "euro", "euros", "eur"}
_BECOMING = frozenset({"did", "come", "came", "get", "got", "end", "earn", "earned", "become", "became"})
_TABLED = ("value", "announced", "ends", "term", "power", "location")  # what the deal table states and no definition does
_DETERMINERS = frozenset({"the", "that", "this", "its", "their"})
_NAMING = frozenset({"name", "list"})
_WHO = frozenset({"who", "whom"})


class Want(Struct, frozen=True):
    """What sort of record a question wants.

    Attributes:
        asks: the sorts that its question words ask for.
        percent: a percentage; money: an amount of money; dollars: one that is said in dollars; price: a price itself, no move of it.
        pieces: how many pieces of hardware; hardware: what hardware it is.
        moving: a share's move, which is itself the occasion of what is said of shares.
        tabled: what the deal table states; naming: names; who: a person or company; called: how one is called; maker: who makes a thing.
        sole: what a company has one of.
        outdone: what the subject of a move was compared with.
        quoted: how something was described; leader: who leads a whole company, and no department of it.
    """

    asks: frozenset[str]
    percent: bool
    money: bool
    dollars: bool
    price: bool
    pieces: bool
    hardware: bool
    moving: bool
    tabled: bool
    naming: bool
    who: bool
    called: bool
    maker: bool
    sole: bool
    outdone: bool
    quoted: bool
    leader: bool

    @classmethod
    def of(cls, reading: Reading, context: Context) -> Want:
        """What the question wants."""
        asks = asks_in(reading)
        who = any(reading.tokens[m.start].norm in _WHO for m in reading.words("ask", "who"))
        return cls(
            asks=asks,
            percent=reading.has("operation", "percent"),
            money="how_much" in asks or _asks_amount(reading),
            dollars=not _DOLLARS.isdisjoint(reading.common),
            price=reading.has("attribute", "market_value") or asks_price(reading),
            pieces=reading.has("attribute", "hardware", "gpu_count"),
            hardware=_asks_hardware(reading, context),
            moving=reading.has("topic", "rise", "fall", "stock", "move", "premarket", "ytd"),
            tabled=reading.has("attribute", *_TABLED) or (bool(unstated_in(reading)) and reading.has("noun", "contract")),
            naming=reading.has("operation", "list") and reading.tokens[0].norm in _NAMING,
            who=who,
            called=who and reading.has("topic", "nickname"),
            maker=reading.has("topic", "maker"),
            sole=reading.has("topic", *(one[1:] for one in sorted(UNIQUE))),
            outdone=reading.has("topic", "outperform"),
            quoted=reading.has("operation", "profile"),
            leader=reading.has("topic", "boss") and not reading.has("attribute", *(office.name for office in OFFICERS)),
        )


def asking(reading: Reading) -> tuple[Mention, ...]:
    """The words that ask for a sort of answer; not `how many times`, which asks for a multiple."""
    times = spanned(reading.words("operation", "ratio"))
    return tuple(m for m in reading.words("ask") if not times.issuperset(m.span))


def asks_in(reading: Reading) -> frozenset[str]:
    """What is asked for; `where does it come from`, `how did it end up so called` ask for a reason or a source, not for a place."""
    asks = frozenset(m.sense.name for m in asking(reading) if isinstance(m.sense, Word))
    called = reading.has("topic", "nickname") or bool(called_in(reading))
    came = called and asks & {"how", "where"} and not _BECOMING.isdisjoint(reading.norms)
    return asks - {"where"} | {"origin"} if "origin" in asks or came else asks


def called_in(reading: Reading) -> frozenset[int]:
    """The word of `the name Acme`, which speaks of what something is called."""
    before = (m.start - 1 for m, _ in reading.of(Named) if m.start > 1)
    return frozenset(i for i in before if reading.norms[i] == "name" and reading.norms[i - 1] in _DETERMINERS)


def asks_price(reading: Reading) -> bool:
    """`at what share price`: a price itself, which no move in percent is."""
    prices = [i for i, norm in enumerate(reading.common) if norm in {"price", "prices"}]
    asked = any(norm in {"what", "which"} for i in prices for norm in reading.common[max(0, i - _NEAR) : i])
    asked = asked or (bool(prices) and not _IN_MONEY.isdisjoint(reading.common))
    return asked and not reading.has("topic", "rise", "fall") and not reading.has("operation", "share")


def _asks_amount(reading: Reading) -> bool:
    """`at what price`, `what is Acme paying`, `its valuation in dollars`, `the worth of the contract`: an amount is wanted."""
    norms = reading.common
    after = norms[norms.index("what") :] if "what" in norms else ()
    pays = any(norm in _SPENDING and not set(after[i + 1 : i + 2]) & _ON for i, norm in enumerate(after))
    if pays or any(norms[i] == "in" and norms[i + 1] in _IN_MONEY for i in range(len(norms) - 1)):
        return True
    if any(len(m.span) > 1 for m in reading.words("attribute", "value")):
        return True
    return not _WORTH.isdisjoint(norms) and reading.has("noun", "contract") and focus_of(reading).groups == (("value",),)


def _asks_hardware(reading: Reading, context: Context) -> bool:
    """`which chips`, `what kinds of GPU`: things to be named, by a word for hardware or by the name of their sort."""
    names = context.knowledge.names
    interrogative = {i for i, token in enumerate(reading.tokens) if token.norm in {"which", "what"}}
    sorts = [m for m, named in reading.of(Named) if any(names[one].kind in {"product", "term"} for one in named.ids)]
    heads = (*sorts, *reading.words("attribute", "hardware"))
    return any(interrogative & set(range(m.start - _NEAR, m.end)) for m in heads)
