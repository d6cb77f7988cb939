"""What companies are called in passing: by the trade that an alias or the article gives them, as in `the hospital chain`.

An epithet of two words says a trade and a sort of company, and a reader keeps only the trade in mind: `the hospital chain` is also
`the hospital group`. One of a single word, `the insurer`, stands as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Mention, Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dealdesk.domain.record import Name
    from dealdesk.language.lexicon import Lexicon
    from dealdesk.language.token import Token

_BEFORE = r"\b(?:[Tt]he|[Aa]n?) ((?:[a-z-]+ ){{1,3}}){}\b"  # `the game publisher Acme`
_AFTER = r"\b{}(?: \([A-Z. ]+\))?(?:,| is) (?:the|an?) ((?:[a-z-]+ ){{0,2}}[a-z-]+)(?=[,.;])"  # `Acme, an insurer, ...`
_AGENTS = ("er", "or", "ist")  # `insurer`, `operator`, whom a trade is named after
_ANOTHER = frozenset({"other", "another", "second", "which", "many", "any", "no"})
_LEAST = 4  # letters of a trade


class Epithets(Struct, frozen=True):
    """The trades that one company alone is called by.

    Attributes:
        trades: by the stem of a word that stands before a sort of company, `hospital`.
        alone: by the stem of a word that says all by itself, `insurer`.
        sorts: what a company may be called, `chain`, `group`, `people`.
    """

    trades: Mapping[str, Named]
    alone: Mapping[str, Named]
    sorts: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[Name], texts: Iterable[str], lexicon: Lexicon, sorts: frozenset[str]) -> Epithets:
        """The epithets of the companies among `names`, in their aliases and in `texts`; `sorts` as in the class."""
        trades: defaultdict[str, set[str]] = defaultdict(set)
        alone: defaultdict[str, set[str]] = defaultdict(set)
        texts = tuple(texts)
        for name in names:
            for words in _said_of(name, texts) if name.kind == "company" else ():
                *before, last = words
                if last in sorts and before:
                    trades[lexicon.stem(before[-1])].add(name.id)
                elif last in sorts or last.endswith(_AGENTS):
                    alone[lexicon.stem(last)].add(name.id)

        def one(found: Mapping[str, set[str]], *besides: str) -> dict[str, Named]:
            return {stem: Named(tuple(ids)) for stem, ids in found.items() if len(ids) == 1 and _tells(stem, lexicon, besides)}

        return cls(one(trades, CARRIER), one(alone), sorts)

    def mentions(self, tokens: Sequence[Token], taken: frozenset[int]) -> Iterator[Mention]:
        """Each epithet of `tokens` that touches no name."""
        for index, token in enumerate(tokens):
            sort = tokens[index + 1].norm in self.sorts and not tokens[index + 1].norm.endswith("s") if index + 1 < len(tokens) else False
            if index and tokens[index - 1].norm in _ANOTHER:
                continue  # `another hospital chain`
            named, end = (self.trades.get(token.stem), index + 2) if sort else (self.alone.get(token.stem), index + 1)
            if named and taken.isdisjoint(range(index, end)):
                yield Mention(index, end, named)


NO_EPITHETS = Epithets({}, {}, frozenset())


def _said_of(name: Name, texts: Sequence[str]) -> Iterator[list[str]]:
    """The words of each epithet of a company."""
    yield from (spelling.split() for spelling in name.spellings if re.fullmatch(r"[a-z][a-z -]+", spelling))
    for spelling in name.spellings:
        if not spelling[:1].isupper() or not any(spelling in text for text in texts):
            continue
        for pattern in (_BEFORE, _AFTER):
            said = re.compile(pattern.format(re.escape(spelling)))
            yield from (match.group(1).split() for text in texts for match in said.finditer(text))


def _tells(stem: str, lexicon: Lexicon, besides: tuple[str, ...]) -> bool:
    """True for a word of some length that means nothing else to the lexicon, `besides` what these categories hold."""
    return len(stem) >= _LEAST and all(word.category in besides for _, word in lexicon.phrases.at([stem], 0))
