"""One call of the Bot API, and what its failure means: try again, wait, go on without it."""

from __future__ import annotations

import base64
import logging
import random
import warnings
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Bot

_LOG = logging.getLogger(__name__)
_SLOWEST = 30.0  # seconds between two tries
_UNPARSED = ("can't parse", "entity", "entities", "reply markup")


class Delivered(Struct, frozen=True):
    """The server took it; `message` is the id of the message that it made or changed."""

    message: int | None = None


class Wait(Struct, frozen=True):
    """Try again in so many seconds."""

    seconds: float


class Moved(Struct, frozen=True):
    """The chat goes on under another id."""

    chat: int


class Undeliverable(Struct, frozen=True):
    """No try will ever succeed; `blocked` where the person does not want to hear from the bot."""

    why: str
    blocked: bool = False


Delivery = Delivered | Wait | Moved | Undeliverable


async def call(bot: Bot, method: str, payload: Mapping[str, Any], *, seconds: float = 10) -> Any:  # noqa: ANN401 - the server's JSON
    """The raw result of a method; raises the library's errors."""
    return await bot.do_api_request(method, api_kwargs={name: _file(value) for name, value in payload.items()}, read_timeout=seconds)


def allow_raw_calls() -> None:
    """Keep the library from warning that it has a method of its own for what is called."""
    warnings.filterwarnings("ignore", category=PTBUserWarning)


def _file(value: Any) -> Any:  # noqa: ANN401 - a parameter of any method
    """A file that lies in the outbox as text as the library takes it; any other value as it is."""
    if not isinstance(value, dict) or value.keys() != {"name", "base64"}:
        return value
    return InputFile(base64.b64decode(value["base64"]), filename=value["name"])


async def deliver(bot: Bot, method: str, payload: Mapping[str, Any], tries: int) -> Delivery:
    """Send it once; `tries` is how often it was tried before."""
    try:
        result = await call(bot, method, payload)
    except RetryAfter as error:
        after = error.retry_after
        return Wait(float(after if isinstance(after, int) else after.total_seconds()))
    except ChatMigrated as error:
        return Moved(error.new_chat_id)
    except Forbidden as error:
        return Undeliverable(error.message, blocked=True)
    except BadRequest as error:
        return await _refused(bot, method, payload, error)
    except InvalidToken as error:
        return Undeliverable(error.message)
    except NetworkError:
        return Wait(backoff(tries))
    except TelegramError as error:
        _LOG.warning("%s: %s", method, error.message)
        return Wait(backoff(tries))
    return Delivered(result.get("message_id") if isinstance(result, dict) else None)


async def _refused(bot: Bot, method: str, payload: Mapping[str, Any], error: BadRequest) -> Delivery:
    """A change that changed nothing is done; formatting that the server does not take is left out, which is a defect of ours."""
    said = error.message.casefold()
    if "not modified" in said:
        return Delivered()
    plain = {name: value for name, value in payload.items() if name not in {"entities", "reply_markup"}}
    if plain != payload and any(word in said for word in _UNPARSED):
        _LOG.error("%s: formatting refused: %s", method, error.message)
        return await deliver(bot, method, plain, 0)
    return Undeliverable(error.message)


def backoff(tries: int) -> float:
    """Seconds before the next try: doubled with each one, with jitter, so that not all come back at once."""
    return float(min(_SLOWEST, 0.5 * 2**tries) * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
