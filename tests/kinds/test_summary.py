"""What the sources say in short, and what asks for something of something."""

from __future__ import annotations

import pytest

from dealdesk.kinds.summary import Summary
from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize(
    "question", ["Summarize the article.", "give me a summary", "What's new?", "tldr", "What is the article about?", "overview pls"]
)
def test_a_summary_opens_as_the_newest_article_does(corpus: str, question: str) -> None:
    engine = engine_of(corpus)
    turn = engine.answer(question)
    articles = engine.context.knowledge.articles.values()
    newest = max(articles, key=lambda article: str(article.published.start if article.published else ""))

    assert isinstance(turn.query, Summary)
    assert engine.context.sentences[newest.id][0].text in reply_of(turn.answer).text


@pytest.mark.parametrize(
    "question",
    ["Summarise Gavothrin's deals.", "Give me an overview of 2025.", "What is new about Uskerrine?", "Summarise the weather."],
)
def test_what_says_of_what_is_no_summary_of_all(question: str) -> None:
    assert not isinstance(engine_of("invented_seventeenth").answer(question).query, Summary)
