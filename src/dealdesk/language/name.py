"""Names of the corpus in a row of tokens."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.language.mention import Mention, Named
from dealdesk.language.phrase import Phrases
from dealdesk.language.token import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dealdesk.domain.record import Name
    from dealdesk.language.token import Token

_CALLED = frozenset({"company", "person", "product", "group"})
_LEAST = 4  # letters


def _families(names: Iterable[Name]) -> Mapping[tuple[str, ...], list[str]]:
    """What products that differ only in a number are called together: the `Zerbo` of Zerbo-1 and Zerbo-2."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in names:
        keys = tuple(token.norm for token in tokens_of(name.name))
        while keys and not keys[-1].isalpha():
            keys = keys[:-1]
        if name.kind == "product" and keys and len(keys) < len(tokens_of(name.name)) and all(len(key) >= _LEAST for key in keys):
            found[keys].append(name.id)
    return found


class NameFinder(Struct, frozen=True):
    """Every spelling of every name; longest match wins, several names of one spelling are kept.

    Attributes:
        spellings: every single word of them.
        parts: the words of a longer name that stand in no other, by which people call it though no alias says so.
        counted: the one group that has so many members, which people call `the five`.
    """

    phrases: Phrases[Named]
    spellings: frozenset[str]
    parts: Mapping[str, Named]
    counted: Mapping[int, Named]

    @classmethod
    def of(cls, names: Iterable[Name]) -> NameFinder:
        """The finder of `names`."""
        names = tuple(names)
        ids: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        holders: defaultdict[str, set[str]] = defaultdict(set)
        for name in names:
            whole = [token.norm for token in tokens_of(name.name)]
            for word in whole if name.kind in _CALLED and len(whole) > 1 else ():
                holders[word].add(name.id)
            for spelling in name.spellings:
                keys = tuple(token.norm for token in tokens_of(spelling))
                if name.id not in ids[keys]:
                    ids[keys].append(name.id)
        for keys, held in _families(names).items():
            ids.setdefault(keys, held)
        words = frozenset(word for keys in ids for word in keys if word.isalpha())
        parts = {word: Named(tuple(held)) for word, held in holders.items() if len(held) == 1 and word.isalpha() and len(word) >= _LEAST}
        groups = [name for name in names if name.members]
        sizes = Counter(len(name.members) for name in groups)
        counted = {len(name.members): Named((name.id,)) for name in groups if sizes[len(name.members)] == 1}
        return cls(Phrases.of((keys, Named(tuple(found))) for keys, found in ids.items()), words, parts, counted)

    def mentions(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        """Each name of `tokens`, left to right, none inside another."""
        norms = [token.norm for token in tokens]
        singular = [norm[:-1] if norm.endswith("s") and norm[:-1] in self.spellings else norm for norm in norms]
        index, begins = 0, self.phrases.lengths
        while index < len(tokens):
            if norms[index] not in begins and singular[index] not in begins:
                index += 1
                continue
            plural, single = self.phrases.longest(norms, index), self.phrases.longest(singular, index)
            found = plural or single
            if found is None:
                index += 1
                continue
            also = single[1].ids if single and single[0] == found[0] else ()  # `river clouds`, a group, and each `river cloud`
            yield Mention(index, found[0], Named(tuple(dict.fromkeys((*found[1].ids, *also)))))
            index = found[0]
