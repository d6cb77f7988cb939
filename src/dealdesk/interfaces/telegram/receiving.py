"""How updates come in: each batch is in the inbox, and on the disk, before the server is told that it may forget it."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiohttp import web
from msgspec import Struct
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from dealdesk.interfaces.telegram.handling import key_of
from dealdesk.interfaces.telegram.inbox import receive
from dealdesk.interfaces.telegram.sending import backoff, call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Bot

    from dealdesk.interfaces.telegram.dispatcher import Dispatcher
    from dealdesk.interfaces.telegram.state import State

KINDS = ("message", "edited_message", "callback_query", "inline_query", "guest_message", "my_chat_member")
_POLL = 30  # seconds that the server may hold a request for updates
_SLACK = 15
_CONFLICTS = 3
_LARGEST = 1 << 20  # bytes of a webhook's body
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LOG = logging.getLogger(__name__)


class RefusedError(Exception):
    """The server will not serve this bot: why and how to mend it."""


class Receiver(Struct):
    """Puts updates into the inbox and queues them."""

    bot: Bot
    state: State
    dispatcher: Dispatcher
    heard: float = 0.0

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Keep updates, then queue those that are new."""
        new = await self.state.write(receive([(update, key_of(update)) for update in updates]))
        for update in new:
            self.dispatcher.add(update.update_id, update.key, update)

    async def poll(self) -> None:
        """Ask for updates for ever; the next offset is sent only when the batch before is on the disk.

        Raises:
            RefusedError: the token is not valid, or another instance polls.
        """
        offset, tries, conflicts = 0, 0, 0
        while True:
            try:
                async with asyncio.timeout(_POLL + _SLACK):
                    asked = {"offset": offset, "timeout": _POLL, "limit": 100, "allowed_updates": list(KINDS)}
                    updates = await call(self.bot, "getUpdates", asked, seconds=_POLL + 10)
            except InvalidToken as error:
                raise RefusedError(_BAD_TOKEN) from error
            except Conflict as error:
                conflicts += 1
                if conflicts >= _CONFLICTS:
                    raise RefusedError(_ANOTHER) from error
                await asyncio.sleep(conflicts)
                continue
            except (TelegramError, TimeoutError) as error:
                tries += 1
                _LOG.warning("no updates: %s", error)
                await asyncio.sleep(backoff(tries))
                continue
            tries, conflicts, self.heard = 0, 0, time.monotonic()
            if updates:
                await self.take(updates)
                offset = updates[-1]["update_id"] + 1

    def webhook(self, secret: str) -> web.Application:
        """A server of webhooks, which answers 200 when the update is on the disk."""

        async def accept(request: web.Request) -> web.Response:
            if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), secret.encode()):
                return web.Response(status=HTTPStatus.FORBIDDEN)
            try:
                update = json.loads(await request.read())
            except ValueError:
                return web.Response(status=HTTPStatus.OK)
            if isinstance(update, dict) and isinstance(update.get("update_id"), int):
                await self.take([update])
                self.heard = time.monotonic()
            return web.Response(status=HTTPStatus.OK)

        served = web.Application(client_max_size=_LARGEST)
        served.router.add_post("/{path:.*}", accept)
        return served


async def greet(bot: Bot) -> None:
    """Wait until the server knows the bot.

    Raises:
        RefusedError: the token is not valid.
    """
    tries = 0
    while True:
        try:
            await bot.initialize()
        except InvalidToken as error:
            raise RefusedError(_BAD_TOKEN) from error
        except NetworkError as error:
            tries += 1
            _LOG.warning("no network: %s", error)
            await asyncio.sleep(backoff(tries))
        else:
            return


_BAD_TOKEN = "the token is refused / get a valid one from @BotFather"  # noqa: S105 - words
_ANOTHER = "another instance receives this bot's updates / stop it; one token serves one instance"
