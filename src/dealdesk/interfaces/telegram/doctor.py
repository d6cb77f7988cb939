"""`doctor`: whether all that the Telegram bot needs is in place, each finding with how to mend it."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

from msgspec import Struct
from telegram.error import TelegramError
from telegram.ext import ExtBot

from dealdesk.files.corpus import CorpusError
from dealdesk.interfaces.telegram.inbox import counts
from dealdesk.interfaces.telegram.request import AiohttpRequest
from dealdesk.interfaces.telegram.secret import TokenError, read_token
from dealdesk.interfaces.telegram.sending import allow_raw_calls, call
from dealdesk.interfaces.telegram.state import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dealdesk.engine.engine import Engine

_SHORT = 1


class Finding(Struct, frozen=True):
    """What was looked at, what was found, and whether it will do."""

    name: str
    told: str
    sound: bool = True


def run(load: Callable[[], Engine], state: Path, token_file: Path | None, api_url: str) -> int:
    """Print a line a finding; 1 where one must be mended before the bot can serve."""
    findings = [_corpus(load), _state(state), *_server(token_file, api_url)]
    for one in findings:
        print(f"{'ok   ' if one.sound else 'FAULT'} {one.name}: {one.told}")
    return 0 if all(one.sound for one in findings) else _SHORT


def _corpus(load: Callable[[], Engine]) -> Finding:
    try:
        knowledge = load().context.knowledge
    except CorpusError as error:
        return Finding("corpus", str(error), sound=False)
    return Finding("corpus", f"{len(knowledge.deals)} deals from {len(knowledge.articles)} articles")


def _state(path: Path) -> Finding:
    """What the state holds, read without touching it."""
    if not path.exists():
        return Finding("state", f"{path} will be made")
    try:
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        version: int = database.execute("pragma user_version").fetchone()[0]
        fault: str = database.execute("pragma quick_check").fetchone()[0]
        held = counts(database)
        database.close()
    except sqlite3.Error as error:
        return Finding("state", f"{path}: {error} / restore a backup, or name another --state", sound=False)
    if version > VERSION or fault != "ok":
        return Finding("state", f"{path}: version {version}, {fault} / run the version that wrote it, or restore a backup", sound=False)
    return Finding("state", f"{path}: " + (", ".join(f"{count} {status}" for status, count in held.items()) or "nothing received yet"))


def _server(token_file: Path | None, api_url: str) -> Iterator[Finding]:
    """What the server knows of the bot."""
    try:
        token = read_token(token_file)
    except TokenError as error:
        yield Finding("token", str(error), sound=False)
        return
    root = api_url.rstrip("/") or "https://api.telegram.org"
    yield from asyncio.run(_asked(f"{root}/bot", token))


async def _asked(url: str, token: str) -> list[Finding]:
    allow_raw_calls()
    request = AiohttpRequest()
    bot = ExtBot(token, base_url=url, request=request)
    try:
        me = await call(bot, "getMe", {})
        hook = await call(bot, "getWebhookInfo", {})
        menu = await call(bot, "getMyCommands", {})
    except TelegramError as error:
        told = str(error).replace(token, "[token]")
        return [Finding("token", f"{told} / get a valid token from @BotFather, or check the network and --api-url", sound=False)]
    finally:
        await request.shutdown()
    problem = hook.get("last_error_message")
    inline = "inline on" if me.get("supports_inline_queries") else "inline off: /setinline at @BotFather allows it"
    return [
        Finding("token", f"@{me['username']}, {inline}"),
        Finding(
            "webhook",
            f"{hook.get('url') or 'none: polling'}, {hook.get('pending_update_count', 0)} waiting"
            + (f", last error: {problem} / check the proxy, its certificate and --listen" if problem else ""),
            sound=not problem,
        ),
        Finding("menu", f"{len(menu)} commands" if menu else "no commands yet: they are set when the bot starts"),
    ]
