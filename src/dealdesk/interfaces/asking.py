"""`ask`: one question for a person or a program, or a batch of them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, TextIO

from dealdesk.interfaces.terminal import styled, width
from dealdesk.render.json import render_json
from dealdesk.render.plain import render_plain
from dealdesk.render.reading import ShownReading, render_reading
from dealdesk.render.reply import reply_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine
    from dealdesk.engine.turn import Turn

_BROKEN = 2


def ask(engine: Engine, question: str, *, as_json: bool) -> int:
    """Print the reply to one question."""
    turn = engine.answer(question)
    reply = reply_of(turn.answer)
    if as_json:
        print(render_json(reply, question, turn.interpretation))
    else:
        print(styled(render_plain(reply, width())))
    return 0


def explain(engine: Engine, question: str) -> int:
    """Print how one question was read and which queries were weighed."""
    reading = engine.context.reader.read(question)
    spans = tuple((mention.start, mention.end, str(mention.sense)) for mention in reading.mentions)
    shown = ShownReading(reading.text, tuple(token.text for token in reading.tokens), spans, reading.repairs)
    print(render_reading(shown, [_summary(candidate) for candidate in engine.candidates(reading)]))
    return 0


def _summary(candidate: Any) -> tuple[str, str, str, frozenset[int]]:  # noqa: ANN401 - any kind's candidate
    return candidate.kind.name, str(candidate.query), type(candidate.answer).__name__.lower(), candidate.uncovered


def batch(engine: Engine, name: str) -> int:
    """Answer JSON lines, each reply flushed at once; a bad line yields an error line in its place."""
    if name == "-":
        _stream(engine, sys.stdin.buffer)
        return 0
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - `name` may be any stream, /dev/stdin included
            _stream(engine, file)
    except OSError as error:
        print(f"{name}: {error.strerror} / name a file of JSON lines, or - for standard input", file=sys.stderr)
        return _BROKEN
    return 0


def _stream(engine: Engine, lines: Any) -> None:  # noqa: ANN401 - a binary stream
    turns: dict[str, Turn] = {}
    for raw in lines:
        if raw.strip():
            _put(sys.stdout, _line(engine, raw, turns))


def _put(out: TextIO, text: str) -> None:
    out.write(text + "\n")
    out.flush()


def _line(engine: Engine, raw: bytes, turns: dict[str, Turn]) -> str:
    try:
        asked = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        return _error(f"not a JSON object: {error}")
    if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
        return _error('not an object such as {"id": "q1", "conversation": "c1", "question": "..."}')
    ids = {key: asked.get(key) for key in ("id", "conversation")}
    if any(value is not None and not isinstance(value, str) for value in ids.values()):
        return _error("id and conversation are text")
    conversation = ids["conversation"]
    turn = engine.answer(asked["question"], turns.get(conversation) if conversation is not None else None)
    if conversation is not None:
        turns[conversation] = turn
    return render_json(reply_of(turn.answer), asked["question"], turn.interpretation, id=ids["id"], conversation=conversation)


def _error(text: str) -> str:
    return json.dumps({"id": None, "error": text}, ensure_ascii=False)
