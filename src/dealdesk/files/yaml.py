"""YAML as the project reads it: line numbers kept, duplicate keys refused, only plain types.

Scalars follow YAML 1.2's core schema, so `NO` is text; keys are always text; fractions are decimals; sequences are tuples.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?\d+")
_DECIMAL = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")
_WORDS: Mapping[str, bool | None] = {
    "true": True, "false": False, "null": None, "~": None, "": None,
}  # fmt: skip

Tree = None | bool | int | Decimal | str | tuple["Tree", ...] | dict[str, "Tree"]


class YamlError(Exception):
    """Text that is no YAML, with every fault as (line, fault, remedy)."""

    def __init__(self, faults: list[tuple[int, str, str]]) -> None:
        """The message tells every fault with its line."""
        super().__init__("; ".join(f"line {line}: {fault}" for line, fault, _ in faults))
        self.faults = faults


class Document(Struct, frozen=True):
    """A YAML file's content, and the line on which each path of it begins."""

    tree: Tree
    lines: Mapping[tuple[str | int, ...], int]

    def line(self, path: tuple[str | int, ...]) -> int:
        """The line of `path`, or of its nearest ancestor that the file has."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Reader(Struct):
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    def read(self, node: yaml.Node, path: tuple[str | int, ...]) -> Tree:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.read(child, (*path, i)) for i, child in enumerate(node.value))
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: tuple[str | int, ...]) -> Tree:
        tree: dict[str, Tree] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            name = str(key.value)
            if name in tree:
                first = self.lines[(*path, name)]
                self.faults.append((line, f"the key {name!r} stands twice (first on line {first})", "keep one of the two"))
            self.lines[(*path, name)] = line
            tree[name] = self.read(value, (*path, name))
        return tree


def _scalar(node: yaml.ScalarNode) -> Tree:
    text = str(node.value)
    if node.style in {"'", '"', "|", ">"}:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def parse_yaml(text: str) -> Document:
    """The document that `text` writes.

    Raises:
        YamlError: the text is no YAML, or a key stands twice in one mapping.
    """
    reader = _Reader()
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError([(line, f"not YAML: {error.problem}", "mend the syntax on this line")]) from error
    except yaml.YAMLError as error:
        raise YamlError([(1, f"not YAML: {error}", "remove the character that YAML refuses")]) from error
    tree = reader.read(node, ()) if node is not None else None
    if reader.faults:
        raise YamlError(reader.faults)
    return Document(tree, reader.lines)


def load_yaml(path: Path) -> Document:
    """The document in the file `path`; `YamlError` also where it is not UTF-8."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raw = path.read_bytes()[: error.start]
        fault = f"byte {error.start} is not UTF-8"
        raise YamlError([(raw.count(b"\n") + 1, fault, "save the file as UTF-8")]) from error
