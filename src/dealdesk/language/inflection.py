"""Forms of one word, told from other words with the same stem: `quits` is a form of `quit`, and `quite` is not.

The stemmer joins a word with all that is derived from it, as it should for words that tell something. A word that tells nothing
must not take others along: with `noticeably` left out, a question about a `notice` would ask for nothing.
"""

from __future__ import annotations

from functools import lru_cache

_SHORTEST = 2  # letters of a base


_FORMS = (("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("d", ("",)), ("ed", ("",)), ("ied", ("y",)), ("ing", ("", "e")))
_ADVERBS = (("ly", ("",)), ("ily", ("y",)), ("ably", ("able",)), ("ibly", ("ible",)), ("ically", ("ic", "ical")))


@lru_cache(maxsize=8192)
def bases_of(word: str, *, adverb: bool = False) -> frozenset[str]:
    """The words of which `word`, in lower case, may be a plural, a person or a tense, or else an `adverb` in -ly; itself among them."""
    found = {word}
    for ending, others in _FORMS + _ADVERBS * adverb:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST:
            found |= {rest + other for other in others}
            found |= {rest[:-1]} if ending in {"ed", "ing"} and rest[-1] == rest[-2] else set()
    return frozenset(found)
