"""A Bot API server over real HTTP, as strict as the parts that a bot meets, with faults on demand."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

TOKEN = "123456:TEST-token_value"  # noqa: S105 - of the fake server
BOT = {
    "id": 999,
    "is_bot": True,
    "first_name": "Dealdesk",
    "username": "dealdesk_bot",
    "can_join_groups": True,
    "supports_inline_queries": True,
}
_UNITS, _BYTES, _ENTITIES, _CAPTION = 4096, 1 << 15, 100, 1024


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class BotApi:
    """The server's side: what is waiting for the bot, what the bot sent, and what is to go wrong next.

    Attributes:
        faults: for a method, what happens to its next calls: `timeout before`, `timeout after`, `reset`, `502`, `garbage`, `429:SECONDS`.
        blocked: chats whose person has blocked the bot.
        migrated: chats that became another one.
        slow: seconds between taking a message and saying so.
    """

    pending: deque[dict[str, Any]] = field(default_factory=deque)
    sent: list[dict[str, Any]] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: defaultdict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    blocked: set[int] = field(default_factory=set)
    migrated: dict[int, int] = field(default_factory=dict)
    flooded: dict[int, float] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    menus: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    token: str = TOKEN
    slow: float = 0.0
    _update_id: int = 1000
    _message_id: int = 5000
    _poller: asyncio.Future[None] | None = None
    _heard: asyncio.Event = field(default_factory=asyncio.Event)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None
    url: str = ""

    async def start(self) -> None:
        """Listen on a free port."""
        served = web.Application(client_max_size=50 << 20)
        served.router.add_route("*", "/bot{token}/{method}", self._serve)
        served.router.add_get("/file/bot{token}/{path:.*}", self._download)
        self._runner = web.AppRunner(served, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]  # noqa: SLF001

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def push(self, **update: Any) -> int:
        """Give the bot an update, by webhook where one is set; returns its id."""
        self._update_id += 1
        whole = {"update_id": self._update_id, **update}
        if self.webhook.get("url"):
            await self._post(whole)
        else:
            self.pending.append(whole)
            self._arrived.set()
        return self._update_id

    async def say(self, text: str, person: int = 1, **message: Any) -> int:
        """A message of a person in the private chat with the bot; returns its message id."""
        self._message_id += 1
        chat = {"id": person, "type": "private", "first_name": "P"}
        entities = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}] if text.startswith("/") else []
        body = {
            "message_id": self._message_id, "date": 1790000000, "chat": chat, "from": {"id": person, "is_bot": False, "first_name": "P"},
            "text": text, **({"entities": entities} if entities else {}), **message,
        }  # fmt: skip
        number = self._message_id
        await self.push(message=body)
        return number

    async def _post(self, update: dict[str, Any]) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        for _ in range(100):
            try:
                async with aiohttp.ClientSession() as session, session.post(self.webhook["url"], json=update, headers=headers) as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)

    def texts(self, chat: int = 1) -> list[str]:
        """What was said in a chat, in order."""
        return [one["text"] for one in self.sent if one["chat"]["id"] == chat]

    async def until(self, number: int, seconds: float = 20) -> None:
        """Wait until so many messages were sent in all."""
        async with asyncio.timeout(seconds):
            while len(self.sent) < number:
                self._heard.clear()
                await self._heard.wait()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _error(401, "Unauthorized")
        body = await _parameters(request)
        self.calls[method] += 1
        fault = self.faults[method].popleft() if self.faults[method] else ""
        if fault == "timeout before":
            await asyncio.sleep(30)
        if fault == "reset" and request.transport is not None:
            request.transport.abort()
            return web.Response()
        if fault == "502":
            return web.Response(status=502, text="<html>Bad Gateway</html>")
        if fault == "garbage":
            return web.Response(text="garbage")
        if fault.startswith("429"):
            after = int(fault.partition(":")[2])
            return _error(429, f"Too Many Requests: retry after {after}", retry_after=after)
        self.asked.append((method, body))
        answer = await getattr(self, f"_{method}", self._ok)(body)
        if method == "sendMessage":
            await asyncio.sleep(self.slow)
        if fault == "timeout after":
            await asyncio.sleep(30)
        return answer

    async def _ok(self, _: dict[str, Any]) -> web.Response:
        return _result(True)

    async def _getMe(self, _: dict[str, Any]) -> web.Response:  # noqa: N802 - the method's name
        return _result(BOT)

    async def _getWebhookInfo(self, _: dict[str, Any]) -> web.Response:  # noqa: N802
        return _result({"url": self.webhook.get("url", ""), "pending_update_count": len(self.pending), "has_custom_certificate": False})

    async def _setMyCommands(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        for one in body["commands"]:
            if not (1 <= len(one["command"]) <= 32 and 1 <= len(one["description"]) <= 256):
                return _error(400, "Bad Request: BOT_COMMAND_INVALID")
        self.menus[json.dumps(body.get("scope", {"type": "default"}), sort_keys=True)] = body["commands"]
        return _result(True)

    async def _getMyCommands(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        return _result(self.menus.get(json.dumps(body.get("scope", {"type": "default"}), sort_keys=True), []))

    async def _setWebhook(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        self.webhook = body
        return _result(True)

    async def _deleteWebhook(self, _: dict[str, Any]) -> web.Response:  # noqa: N802
        self.webhook = {}
        return _result(True)

    async def _getUpdates(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        if self.webhook.get("url"):
            return _error(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        mine = self._poller = asyncio.get_running_loop().create_future()
        offset, limit = int(body.get("offset", 0)), int(body.get("limit", 100))
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        if not self.pending:
            self._arrived.clear()
            arrived = asyncio.ensure_future(self._arrived.wait())
            await asyncio.wait({arrived, mine}, timeout=float(body.get("timeout", 0)), return_when=asyncio.FIRST_COMPLETED)
            arrived.cancel()
            if mine.done():
                return _error(409, "Conflict: terminated by other getUpdates request")
        if not mine.done():
            mine.set_result(None)
        return _result(list(self.pending)[:limit])

    async def _sendMessage(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        chat = int(body["chat_id"])
        refused = self._refused(chat) or _text_fault(body)
        if refused is not None:
            return refused
        self._message_id += 1
        message = {"message_id": self._message_id, "date": 1790000000, "chat": {"id": chat, "type": "private"}, "from": BOT, **body}
        message |= {name: int(body[name]) for name in ("message_thread_id",) if name in body}
        self.sent.append(message)
        self._heard.set()
        return _result(message)

    async def _sendPhoto(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        return await self._file(body, "photo", 10 << 20)

    async def _sendDocument(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        return await self._file(body, "document", 50 << 20)

    async def _file(self, body: dict[str, Any], kind: str, largest: int) -> web.Response:
        """A file that came as a part of a form."""
        chat = int(body["chat_id"])
        refused = self._refused(chat)
        if refused is not None:
            return refused
        if not isinstance(body.get(kind), web.FileField):
            return _error(400, f"Bad Request: there is no {kind} in the request")
        content = body[kind].file.read()
        if not 0 < len(content) <= largest or units(body.get("caption", "")) > _CAPTION:
            return _error(400, "Bad Request: file or caption is too long")
        self._message_id += 1
        file = {"file_id": str(self._message_id), "file_name": body[kind].filename, "content": content}
        message = {**body, "message_id": self._message_id, "date": 1790000000, "chat": {"id": chat, "type": "private"}, "from": BOT}
        self.sent.append({**message, "text": body.get("caption", ""), kind: file})
        self._heard.set()
        return _result({"message_id": self._message_id, "date": 1790000000, "chat": message["chat"]})

    async def _editMessageText(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        found = [one for one in self.sent if one["message_id"] == int(body["message_id"])]
        if not found:
            return _error(400, "Bad Request: message to edit not found")
        if found[0]["text"] == body["text"]:
            return _error(400, "Bad Request: message is not modified")
        refused = _text_fault(body)
        if refused is not None:
            return refused
        found[0].update({name: value for name, value in body.items() if name not in {"message_id", "chat_id"}})
        return _result(found[0])

    async def _answerCallbackQuery(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        return _expiring(body["callback_query_id"])

    async def _answerInlineQuery(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        return _expiring(body["inline_query_id"])

    async def _getFile(self, body: dict[str, Any]) -> web.Response:  # noqa: N802
        content = self._stored(str(body["file_id"]))
        if content is None:
            return _error(400, "Bad Request: invalid file_id")
        name = str(body["file_id"])
        return _result({"file_id": name, "file_unique_id": name, "file_size": len(content), "file_path": f"documents/{name}"})

    async def _download(self, request: web.Request) -> web.Response:
        content = self._stored(request.match_info["path"].rpartition("/")[2])
        if request.match_info["token"] != self.token or content is None:
            return _error(404, "Not Found")
        return web.Response(body=content)

    def _stored(self, file_id: str) -> bytes | None:
        """The content of a file that was sent; None where no such file was."""
        files = (one[kind] for one in self.sent for kind in ("photo", "document") if isinstance(one.get(kind), dict))
        return next((file["content"] for file in files if file["file_id"] == file_id), None)

    def _refused(self, chat: int) -> web.Response | None:
        if chat in self.blocked:
            return _error(403, "Forbidden: bot was blocked by the user")
        if chat in self.migrated:
            return _error(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.migrated[chat])
        now = asyncio.get_running_loop().time()
        if self.flooded.get(chat, 0) > now:
            after = max(1, round(self.flooded[chat] - now))
            return _error(429, f"Too Many Requests: retry after {after}", retry_after=after)
        return None


def _expiring(query: str) -> web.Response:
    """A query can be answered for a while; here one whose id begins with `old` no longer."""
    if query.startswith("old"):
        return _error(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    return _result(True)


def _text_fault(body: dict[str, Any]) -> web.Response | None:
    """What the real server refuses in a text and its entities."""
    text, entities = body.get("text", ""), body.get("entities", [])
    if not text.strip():
        return _error(400, "Bad Request: message text is empty")
    if units(text) > _UNITS or len(text.encode()) > _BYTES:
        return _error(400, "Bad Request: message is too long")
    if len(entities) > _ENTITIES or any(one["offset"] + one["length"] > units(text) or one["length"] < 1 for one in entities):
        return _error(400, "Bad Request: can't parse entities: wrong offset")
    for row in body.get("reply_markup", {}).get("inline_keyboard", []):
        for one in row:
            if not 1 <= len(one.get("callback_data", "x").encode()) <= 64:
                return _error(400, "Bad Request: BUTTON_DATA_INVALID")
    return None


async def _parameters(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        found: dict[str, Any] = await request.json()
        return found
    form = await request.post()
    return {name: _decoded(value) for name, value in {**request.query, **form}.items()}


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        decoded = json.loads(value)
    except ValueError:
        return value
    return decoded if isinstance(decoded, (dict, list, bool)) else value


def _result(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(code: int, description: str, **parameters: int) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    return web.json_response({**body, **({"parameters": parameters} if parameters else {})}, status=code)
