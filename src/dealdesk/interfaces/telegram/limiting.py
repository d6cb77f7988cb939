"""Who may ask, and how often: a bucket of questions a person, refilled evenly; one friendly notice a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from dealdesk.interfaces.telegram.inbox import Outgoing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dealdesk.interfaces.telegram.inbox import Received

_MINUTE = 60.0
_SLOWER = "That was quick. Please give me a minute, then ask again."


class Limits(Struct):
    """Questions a minute and person (0: no limit); `allowed` are those who may ask, all where it is empty."""

    rate: int
    clock: Callable[[], float]
    allowed: frozenset[int] = frozenset()
    exempt: frozenset[int] = frozenset()
    _buckets: dict[int, tuple[float, float]] = field(default_factory=dict)
    _noticed: dict[int, float] = field(default_factory=dict)

    def notice(self, update: Received) -> list[Outgoing] | None:
        """None where the update may be answered; else what is said instead of an answer, which may be nothing."""
        person, message = _asker(update.body)
        if person in self.exempt or not person:
            return None
        if self.allowed and person not in self.allowed:
            return []
        if not self.rate or message is None or self._takes(person):
            return None
        now = self.clock()
        if now - self._noticed.get(person, -_MINUTE) < _MINUTE:
            return []
        self._noticed[person] = now
        at = {
            "chat_id": message["chat"]["id"],
            "reply_parameters": {"message_id": message["message_id"], "allow_sending_without_reply": True},
        }
        return [Outgoing("sendMessage", {**at, "text": _SLOWER}, str(message["chat"]["id"]))]

    def _takes(self, person: int) -> bool:
        """Whether the person's bucket holds a question more."""
        now = self.clock()
        held, since = self._buckets.get(person, (float(self.rate), now))
        held = min(float(self.rate), held + (now - since) * self.rate / _MINUTE)
        self._buckets[person] = (held - 1 if held >= 1 else held, now)
        return held >= 1


def _asker(body: Mapping[str, Any]) -> tuple[int, Mapping[str, Any] | None]:
    """Who sent an update, and its message where it is one."""
    for name in ("message", "edited_message", "guest_message", "callback_query", "inline_query"):
        found = body.get(name)
        if isinstance(found, dict):
            sender = found.get("from")
            person = int(sender.get("id", 0)) if isinstance(sender, dict) else 0
            return person, found if name == "message" and "message_id" in found and isinstance(found.get("chat"), dict) else None
    return 0, None
