"""Typical conversations as Telegram shows them, on one HTML page: `python -m tests.support.gallery PAGE.html`."""

from __future__ import annotations

import asyncio
import html
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.support.bot import running

CONVERSATIONS = (
    ("How much did OpenAI order from CoreWeave?", "and Meta?", "what's the difference"),
    ("Who has ordered the most?", "Who says so?"),
    ("When does Meta's newest contract run out?", "How many megawatts does it get?"),
    ("how big was the september order?",),
    ("Did Meta pay $21 billion?", "Does Meta sell compute to CoreWeave?"),
    ("timeline of OpenAI",),
    ("Should I buy CoreWeave shares?", "What do you know?"),
    ("/start",),
    ("/deals",),
    ("/watch Meta", "/watching"),
)
_STYLES = {"italic": "i", "bold": "b", "expandable_blockquote": "blockquote"}
_PAGE = """<!doctype html><meta charset="utf-8"><title>Conversations</title><style>
body {{ background: #d5e3c8; font: 16px/1.35 system-ui, sans-serif; width: 390px; margin: 0 auto }}
section {{ padding: 12px 8px; border-bottom: 2px dashed #9ab }}
div {{ border-radius: 14px; padding: 7px 11px; margin: 6px 0; white-space: pre-wrap }}
.asked {{ background: #effdde; margin-left: 70px }} .said {{ background: #fff; margin-right: 30px }}
blockquote {{ margin: 4px 0; padding: 4px 8px; border-left: 3px solid #3a8; background: #eef8f3;
  font-size: 14px; max-height: 4.2em; overflow: hidden }}
button {{ display: block; width: 100%; margin: 3px 0; padding: 6px; border: 0; border-radius: 8px; background: #cfdce8; font-size: 14px }}
</style>{body}"""


def shown(message: dict[str, Any]) -> str:
    """A message of the bot with its styles and buttons."""
    raw = message["text"].encode("utf-16-le")
    at, parts = 0, []
    for one in message.get("entities", []):
        start, end = 2 * one["offset"], 2 * (one["offset"] + one["length"])
        tag = _STYLES[one["type"]]
        parts += [html.escape(raw[at:start].decode("utf-16-le")), f"<{tag}>{html.escape(raw[start:end].decode('utf-16-le'))}</{tag}>"]
        at = end
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = "".join(f"<button>{html.escape(' · '.join(one['text'] for one in row))}</button>" for row in rows)
    return f'<div class="said">{"".join(parts)}{html.escape(raw[at:].decode("utf-16-le"))}</div>{buttons}'


async def page() -> str:
    """The page of all conversations over the shipped corpus."""
    sections = []
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder) / "state.db", corpus="shipped") as server:
            for person, questions in enumerate(CONVERSATIONS, 1):
                said = []
                for question in questions:
                    before = len(server.sent)
                    await server.say(question, person=person)
                    await server.until(before + 1)
                    said += [f'<div class="asked">{html.escape(question)}</div>', *(shown(one) for one in server.sent[before:])]
                sections.append(f"<section>{''.join(said)}</section>")
    return _PAGE.format(body="".join(sections))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(page()), encoding="utf-8")
