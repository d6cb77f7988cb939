"""`telegram`: the bot from start to a drained stop."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
import sys
import time
from typing import TYPE_CHECKING

import uvloop
from aiohttp import web
from msgspec import Struct
from telegram.error import TelegramError
from telegram.ext import ExtBot

from dealdesk.interfaces.telegram.answering import Answering
from dealdesk.interfaces.telegram.commands import ASKING, GROUP, OWN, OWNERS, Commands
from dealdesk.interfaces.telegram.dispatcher import Dispatcher
from dealdesk.interfaces.telegram.gate import CAREFUL, Gate
from dealdesk.interfaces.telegram.handling import application
from dealdesk.interfaces.telegram.inbox import counts, open_updates
from dealdesk.interfaces.telegram.limiting import Limits
from dealdesk.interfaces.telegram.news import Newsdesk
from dealdesk.interfaces.telegram.people import scrub
from dealdesk.interfaces.telegram.processing import Processor
from dealdesk.interfaces.telegram.receiving import KINDS, Receiver, RefusedError, greet
from dealdesk.interfaces.telegram.request import AiohttpRequest
from dealdesk.interfaces.telegram.secret import TokenError, read_token, set_up_logging
from dealdesk.interfaces.telegram.sending import allow_raw_calls, call
from dealdesk.interfaces.telegram.state import State, StateError, setting
from dealdesk.interfaces.telegram.supervision import Supervisor, notify
from dealdesk.interfaces.telegram.talk import Talks
from dealdesk.interfaces.unanswered import UnansweredLog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

    from dealdesk.engine.engine import Engine

_REFUSED = 2
_DRAIN = 8.0  # seconds that answers under way may take at a stop
_TIDY = 3600.0  # seconds between two scrubbings
_TICK = 30.0  # seconds between two looks for news that is due
_HEARTBEAT = 60.0  # seconds between two looks at the server where it is the server that calls
_SILENT = 300.0  # seconds without a word of the server after which the bot is not healthy
_LOG = logging.getLogger(__name__)


class Options(Struct, frozen=True):
    """How the bot is run; see the contract of the command line."""

    state: Path
    token_file: Path | None = None
    api_url: str = ""
    webhook: str = ""
    listen: str = "127.0.0.1:8080"
    webhook_secret_file: Path | None = None
    rate: int = 20
    admins: frozenset[int] = frozenset()
    allow: frozenset[int] = frozenset()
    health: str = ""
    log: Path | None = None


def run(load: Callable[[], Engine], options: Options) -> int:
    """0 after a drained stop; 2 where the token or the state is refused."""
    try:
        token = read_token(options.token_file)
        set_up_logging(token)
        uvloop.run(_until_signalled(load, options, token))
    except (TokenError, StateError, RefusedError) as error:
        print(f"telegram: {error}", file=sys.stderr)
        return _REFUSED
    return 0


async def _until_signalled(load: Callable[[], Engine], options: Options, token: str) -> None:
    stop, again = asyncio.Event(), asyncio.Event()
    for name, event in ((signal.SIGTERM, stop), (signal.SIGINT, stop), (signal.SIGHUP, again)):
        asyncio.get_running_loop().add_signal_handler(name, event.set)
    await serve(load, options, token, stop, again)


async def serve(load: Callable[[], Engine], options: Options, token: str, stop: asyncio.Event, again: asyncio.Event) -> None:
    """Run the bot until `stop` is set, then let what is being answered finish; load the corpus anew whenever `again` is set.

    Raises:
        CorpusError: the corpus is broken at the start.
        StateError: another instance uses the state, or it cannot be used.
        RefusedError: the server does not serve this bot.
    """
    allow_raw_calls()
    state = State(options.state)
    root = options.api_url.rstrip("/") or "https://api.telegram.org"
    bot = ExtBot(
        token, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest()
    )
    try:
        await greet(bot)
        await _serve(load, options, state, bot, (stop, again))
    finally:
        await bot.shutdown()
        await state.close()


async def _serve(
    load: Callable[[], Engine], options: Options, state: State, bot: ExtBot[None], events: tuple[asyncio.Event, asyncio.Event]
) -> None:
    stop, again = events
    talks = Talks(load(), state)
    dispatcher = Dispatcher()
    desk = Newsdesk(load, talks, state, dispatcher)
    answering = Answering(state, talks, UnansweredLog(options.log))
    commands = Commands(answering, options.admins, desk.reload)
    limits = Limits(options.rate, time.monotonic, options.allow, options.admins)
    gate = Gate(time.monotonic() + CAREFUL if state.was_killed else 0.0)
    processor = Processor(application(bot, answering, commands), state, talks, limits, sorted(options.admins), gate)
    await processor.application.initialize()
    receiver = Receiver(bot, state, dispatcher, heard=time.monotonic())
    for update_id, key in await state.write(open_updates):
        dispatcher.add(update_id, key)
    dispatcher.start(processor.process)
    runners = [await _listening(options.health, _health(receiver, processor, dispatcher, state))] if options.health else []
    if options.webhook:
        secret = await _secret(options, state)
        runners.append(await _listening(options.listen, receiver.webhook(secret)))
    try:
        receiving = _hook(bot, options, state, receiver) if options.webhook else _poll(bot, receiver)
        supervisor = Supervisor(lambda: time.monotonic() - receiver.heard < _SILENT)
        works = [_introduce(bot, options.admins), _tidy(state), _tell(desk), _renew(desk, again), supervisor.watch(), receiving]
        await _until(stop, works)
    finally:
        notify("STOPPING=1")
        for runner in runners:
            await runner.cleanup()
        await dispatcher.stop(_DRAIN)


async def _until(stop: asyncio.Event, works: Sequence[Awaitable[None]]) -> None:
    """Run all of `works` until `stop` is set; what fails among them ends it.

    Raises:
        RefusedError: as the work that failed.
    """
    tasks = [asyncio.ensure_future(work) for work in works]
    stopping = asyncio.ensure_future(stop.wait())
    pending = {*tasks, stopping}
    while stopping in pending and pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


async def _poll(bot: ExtBot[None], receiver: Receiver) -> None:
    await call(bot, "deleteWebhook", {"drop_pending_updates": False})
    await receiver.poll()


async def _hook(bot: ExtBot[None], options: Options, state: State, receiver: Receiver) -> None:
    """Have updates delivered; where nobody asks anything, that the server answers at all is what was heard of it."""
    asked = {"url": options.webhook, "secret_token": await _secret(options, state), "allowed_updates": list(KINDS), "max_connections": 40}
    await call(bot, "setWebhook", asked)
    while True:
        await asyncio.sleep(_HEARTBEAT)
        try:
            await call(bot, "getWebhookInfo", {})
        except TelegramError as error:
            _LOG.warning("no answer: %s", error)
        else:
            receiver.heard = time.monotonic()


async def _secret(options: Options, state: State) -> str:
    """The webhook's secret: from its file, or made once and kept."""
    if options.webhook_secret_file:
        return (await asyncio.to_thread(options.webhook_secret_file.read_text, encoding="utf-8")).strip()
    return await state.write(setting("webhook secret", lambda: secrets.token_urlsafe(32)))


async def _introduce(bot: ExtBot[None], administrators: frozenset[int]) -> None:
    """Set the menus of commands, by who sees them; a bot that cannot is no worse at answering."""
    menus: list[tuple[dict[str, object], Mapping[str, str]]] = [
        ({"type": "default"}, ASKING),
        ({"type": "all_private_chats"}, {**ASKING, **OWN}),
        ({"type": "all_group_chats"}, {**GROUP, **ASKING}),
        *(({"type": "chat", "chat_id": one}, {**ASKING, **OWN, **OWNERS}) for one in sorted(administrators)),
    ]
    for scope, listed in menus:
        commands = [{"command": name, "description": told} for name, told in listed.items()]
        try:
            await call(bot, "setMyCommands", {"commands": commands, "scope": scope})
        except TelegramError as error:
            _LOG.warning("no menu of commands for %s: %s", scope["type"], error)


async def _tidy(state: State) -> None:
    while True:
        await state.write(scrub(time.time()))
        await asyncio.sleep(_TIDY)


async def _tell(desk: Newsdesk) -> None:
    while True:
        await desk.tell()
        await asyncio.sleep(_TICK)


async def _renew(desk: Newsdesk, again: asyncio.Event) -> None:
    while await again.wait():
        again.clear()
        await desk.reload()


async def _listening(address: str, served: web.Application) -> web.AppRunner:
    """A server at `HOST:PORT`."""
    host, _, port = address.rpartition(":")
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host or "127.0.0.1", int(port)).start()
    return runner


def _health(receiver: Receiver, processor: Processor, dispatcher: Dispatcher, state: State) -> web.Application:
    """`/healthz` for a watchdog, `/metrics` for Prometheus."""

    async def healthz(_: web.Request) -> web.Response:
        silent = time.monotonic() - receiver.heard
        return web.json_response(
            {"ok": silent < _SILENT, "silent_seconds": round(silent), "waiting": dispatcher.waiting},
            status=200 if silent < _SILENT else 503,
        )

    async def metrics(_: web.Request) -> web.Response:
        lines = [f'dealdesk_updates{{status="{status}"}} {count}' for status, count in (await state.write(counts)).items()]
        return web.Response(
            text="\n".join([*lines, f"dealdesk_waiting {dispatcher.waiting}", f"dealdesk_delivered {processor.delivered}", ""])
        )

    served = web.Application()
    served.router.add_get("/healthz", healthz)
    served.router.add_get("/metrics", metrics)
    return served
