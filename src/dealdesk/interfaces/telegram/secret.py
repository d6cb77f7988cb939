"""The token: where it comes from, and that it never reaches a log."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "TELEGRAM_BOT_TOKEN"
_LOUD = ("httpx", "httpcore", "aiohttp.client", "telegram", "aiohttp.access")


class TokenError(Exception):
    """There is no token: what is missing and how to mend it."""


def read_token(file: Path | None) -> str:
    """The bot's token from a file, or else from the environment.

    Raises:
        TokenError: neither holds one.
    """
    try:
        token = file.read_text(encoding="utf-8").strip() if file else os.environ.get(VARIABLE, "").strip()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{file}: {getattr(error, 'strerror', None) or 'not UTF-8'} / name a file that holds the bot's token"
        raise TokenError(message) from error
    if not token:
        message = f"no token / put it into a file and name it with --token-file, or set {VARIABLE}"
        raise TokenError(message)
    return token


class Redacting(logging.Formatter):
    """Formats a record, its traceback included, without the secrets."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        """Hide each of `secrets`."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The line to be written."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return text


def set_up_logging(*secrets: str) -> None:
    """Log to standard error without the secrets; the libraries only what is wrong."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(tuple(secret for secret in secrets if secret)))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
