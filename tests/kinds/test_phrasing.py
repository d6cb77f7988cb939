"""Every kind of question in eight wordings, each with three near misses: right attribute, wrong name; right name, unstated attribute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

KINDS = yaml.safe_load((Path(__file__).parents[1] / "support" / "phrasings.yaml").read_text(encoding="utf-8"))
WORDINGS = [(kind, wording) for kind in KINDS for wording in kind["wordings"]]
NEAR_MISSES = [(kind, wording) for kind in KINDS for wording in kind["near_misses"]]


def named(value: Any) -> str:
    """How a case is listed."""
    return str(value if isinstance(value, str) else value["kind"])


def is_answered_so(kind: dict[str, Any], question: str) -> bool:
    """Whether the reply has the kind's status and says what it should; what an unknown offers as near is no answer."""
    reply = reply_of(engine_of("invented").answer(question).answer)
    said = [words in reply.text for words in kind["says"]]
    return reply.status in kind.get("status", ["answered"]) and (all(said) if kind.get("all") else any(said))


@pytest.mark.parametrize(("kind", "question"), WORDINGS, ids=named)
def test_a_wording_is_understood(kind: dict[str, Any], question: str) -> None:
    assert is_answered_so(kind, question)


@pytest.mark.parametrize(("kind", "question"), NEAR_MISSES, ids=named)
def test_a_near_miss_is_not_taken_for_it(kind: dict[str, Any], question: str) -> None:
    assert not is_answered_so(kind, question)


def test_each_kind_has_its_wordings_and_near_misses() -> None:
    assert len(KINDS) >= 22
    assert all(len(set(kind["wordings"])) >= 8 and len(set(kind["near_misses"])) >= 3 for kind in KINDS)
