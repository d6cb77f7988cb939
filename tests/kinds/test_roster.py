"""Who and what the sources name, and what asks for something else."""

from __future__ import annotations

import pytest

from dealdesk.kinds.roster import Roster
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("Which people do the articles mention?", "person"),
        ("What people are named?", "person"),
        ("Which companies are mentioned?", "company"),
        ("List all companies mentioned", "company"),
        ("Name every company that the text mentions", "company"),
        ("how many firms are named in the articles", "company"),
        ("Which events does the text refer to?", "event"),
        ("what conferences come up?", "event"),
    ],
)
def test_every_name_of_a_sort_is_told(question: str, sort: str) -> None:
    engine = engine_of("invented_seventeenth")
    turn = engine.answer(question)
    names = engine.context.knowledge.names.values()
    texts = " ".join(article.text for article in engine.context.knowledge.articles.values())
    named = [name for name in names if name.kind == sort and any(one in texts for one in name.spellings)]

    assert isinstance(turn.query, Roster)
    assert turn.query.sort == sort
    assert all(name.name in reply_of(turn.answer).text for name in named) or not named


@pytest.mark.parametrize(
    "question",
    [
        "Which companies does Gavothrin mention as customers?",
        "Which firm is named in the largest contract?",
        "Name the customers.",
        "Which company leads the market?",
        "What is mentioned about Uskerrine?",
        "Who works at Gavothrin?",
    ],
)
def test_what_says_which_of_them_is_no_roster(question: str) -> None:
    assert not isinstance(engine_of("invented_seventeenth").answer(question).query, Roster)
