"""Question sets: read, run against an engine, graded and counted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from pydantic import ValidationError

from dealdesk.files.yaml import YamlError, load_yaml
from dealdesk.interfaces.grading import Expected, Given, Item, lacks
from dealdesk.render.reply import reply_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dealdesk.engine.engine import Engine
    from dealdesk.engine.turn import Turn


class QuestionSetError(Exception):
    """A file that is no question set: where, what and how to mend it."""


class Failure(Struct, frozen=True):
    """A turn that was not right."""

    item: str
    kind: str
    ask: str
    reply: str
    lacks: tuple[str, ...]


class Outcome(Struct, frozen=True):
    """How one item went: `right`, `wrong` (asserted what it should not) or `refused` (declined where it knew)."""

    item: Item
    verdict: str
    failure: Failure | None


def load_question_set(path: Path) -> tuple[Item, ...]:
    """The items of a file, in order.

    Raises:
        QuestionSetError: with every fault of the file.
    """
    try:
        document = load_yaml(path)
    except YamlError as error:
        raise QuestionSetError("\n".join(f"{path}:{line}: {fault} / {remedy}" for line, fault, remedy in error.faults)) from error
    except OSError as error:
        message = f"{path}: {error.strerror} / name an existing question set"
        raise QuestionSetError(message) from error
    if not isinstance(document.tree, tuple):
        message = f"{path}:1: not a list / begin each item with '- id: ...'"
        raise QuestionSetError(message)
    items: list[Item] = []
    faults: list[str] = []
    for index, raw in enumerate(document.tree):
        try:
            items.append(Item.model_validate(raw))
        except ValidationError as error:
            faults += [
                f"{path}:{document.line((index, *f['loc']))}: {'.'.join(map(str, (index, *f['loc'])))}: {f['msg']} / see the format"
                for f in error.errors(include_url=False)
            ]
    if faults:
        raise QuestionSetError("\n".join(faults))
    return tuple(items)


def given(turn: Turn) -> Given:
    """The reply of a turn as it is graded."""
    reply = reply_of(turn.answer)
    return Given(reply.status, reply.text, tuple(citation.quote for citation in reply.citations))


def run(engine: Engine, items: Iterable[Item]) -> Iterator[Outcome]:
    """Each item's outcome, one conversation an item."""
    for item in items:
        before: Turn | None = None
        outcome = Outcome(item, "right", None)
        for expected in item.turns:
            before = engine.answer(expected.ask, before)
            reply = given(before)
            faults = lacks(reply, expected)
            if faults and outcome.failure is None:
                failure = Failure(item.id, item.kind, expected.ask, reply.text, faults)
                outcome = Outcome(item, _verdict(reply, expected), failure)
        yield outcome


def _verdict(reply: Given, expected: Expected) -> str:
    """A reply that declines asserts nothing; any other one that is not right is wrong."""
    return "refused" if reply.status in {"unknown", "clarify", "chat"} and "answered" in expected.status else "wrong"


def by_kind(outcomes: Sequence[Outcome]) -> Mapping[str, Mapping[str, int]]:
    """Counts of right, wrong and refused per first part of the kind."""
    table: defaultdict[str, dict[str, int]] = defaultdict(lambda: {"right": 0, "wrong": 0, "refused": 0})
    for outcome in outcomes:
        table[outcome.item.kind.split(".")[0]][outcome.verdict] += 1
    return table
