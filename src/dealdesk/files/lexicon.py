"""The shipped word lists, read into a Lexicon."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any

from pydantic import TypeAdapter

from dealdesk.files.yaml import load_yaml
from dealdesk.language.lexicon import CARRIER, Calendar, Lexicon, Units, Words, build_lexicon

CATEGORIES = (
    "ask", "attribute", "operation", "noun", "modifier", "stage", "currency", "relation", "topic", "context", "chat", CARRIER,
)  # fmt: skip
_PAIRS: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])


def load_data(name: str) -> Any:  # noqa: ANN401 - validated by each caller
    """The content of the shipped file `data/<name>.yaml`."""
    with as_file(files("dealdesk") / "data" / f"{name}.yaml") as path:
        return load_yaml(path).tree


def load_lexicon() -> Lexicon:
    """All shipped words."""
    return build_lexicon(
        {category: _words(load_data(category)) for category in CATEGORIES},
        _PAIRS.validate_python(load_data("shorthand")),
        _PAIRS.validate_python(load_data("irregular")),
        Calendar.model_validate(load_data("calendar")),
        Units.model_validate(load_data("unit")),
    )


def _words(listed: Any) -> Words:  # noqa: ANN401 - as above
    """Each name's phrases, which stand between commas and line ends."""
    lists = _PAIRS.validate_python(listed)
    return {name: tuple(text.strip().replace("\n", ", ").split(", ")) for name, text in lists.items()}
