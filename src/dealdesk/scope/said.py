"""A condition together with the words of the question that say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealdesk.query.condition import Condition

Said = tuple["Condition", frozenset[int]]
