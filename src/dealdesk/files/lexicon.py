"""The shipped word lists, read into a Lexicon."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from dealdesk.files.keeping import afresh
from dealdesk.files.yaml import load_yaml
from dealdesk.language.lexicon import CARRIER, Calendar, Lexicon, Units, Words, build_lexicon, index_of

if TYPE_CHECKING:
    from dealdesk.files.keeping import Keep

CATEGORIES = (
    "ask", "attribute", "operation", "noun", "modifier", "stage", "currency", "relation", "topic", "context", "chat", "heading", CARRIER,
)  # fmt: skip
_DATA = Path(__file__).parents[1] / "data"
_PAIRS: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])


def load_data(name: str) -> Any:  # noqa: ANN401 - validated by each caller
    """The content of the shipped file `data/<name>.yaml`."""
    return load_yaml(_DATA / f"{name}.yaml").tree


def load_lexicon(keep: Keep = afresh) -> Lexicon:
    """All shipped words; `keep` as in `build_engine`."""
    irregular = _PAIRS.validate_python(load_data("irregular"))
    return build_lexicon(
        keep("words", lambda: index_of({category: _words(load_data(category)) for category in CATEGORIES}, irregular)),
        _PAIRS.validate_python(load_data("shorthand")),
        irregular,
        Calendar.model_validate(load_data("calendar")),
        Units.model_validate(load_data("unit")),
    )


def load_sorts() -> frozenset[str]:
    """What a company may be called after its trade."""
    return frozenset(word for words in _words(load_data("sort")).values() for word in words)


def _words(listed: Any) -> Words:  # noqa: ANN401 - as above
    """Each name's phrases, which stand between commas and line ends."""
    lists = _PAIRS.validate_python(listed)
    return {name: tuple(text.strip().replace("\n", ", ").split(", ")) for name, text in lists.items()}
