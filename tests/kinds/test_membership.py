"""The members of a group, told from its name's entry with the sentences that name them."""

from __future__ import annotations

import pytest

from dealdesk.kinds.membership import Membership
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "members"),
    [
        ("invented_twentysixth", "Which companies are river clouds?", "Borovka Cloud, Zlatna Compute and Modra Stack"),
        ("invented_twentysixth", "Who are the river clouds?", "Borovka Cloud, Zlatna Compute and Modra Stack"),
        ("invented_twentyseventh", "Which firms are the five giants?", "Papatya, Sumbul Labs, Gokkusagi, Kervan Holding and Yosun"),
    ],
)
def test_members_are_named(corpus: str, question: str, members: str) -> None:
    turn = engine_of(corpus).answer(question)
    reply = reply_of(turn.answer)

    assert isinstance(turn.query, Membership)
    assert members in reply.text
    assert reply.citations


@pytest.mark.parametrize(
    "question", ["What is a river cloud?", "How much will the river clouds take in in 2030?", "Which river clouds have a customer in Ruse?"]
)
def test_what_else_is_asked_of_a_group_is_not_its_members(question: str) -> None:
    assert not isinstance(engine_of("invented_twentysixth").answer(question).query, Membership)
