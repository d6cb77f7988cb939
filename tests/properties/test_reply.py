"""Laws of replies, over all question sets and over any text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.context.example import filled
from dealdesk.domain.quantity import Range
from dealdesk.interfaces.question_set import load_question_set
from dealdesk.kinds import KINDS
from dealdesk.render.json import render_json
from dealdesk.render.reply import reply_of
from tests.support.figure import numbers_from_nowhere, parsed
from tests.support.world import CORPORA, INVENTED, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.engine.engine import Engine
    from dealdesk.language.reader import Reader

SETS = Path(__file__).parents[1] / "questions"
WORDS = st.sampled_from((
    "how", "much", "many", "who", "what", "when", "why", "which", "is", "did", "does", "the", "a", "of", "and", "in", "for", "to", "not",
    "all", "only", "deals", "contract", "value", "worth", "order", "sum", "average", "median", "largest", "smallest", "first", "latest",
    "per", "customer", "month", "between", "5", "10", "billion", "2025", "march", "may", "ceo", "forecast",
))  # fmt: skip


def replies(engine: Engine, file: str) -> Iterator[tuple[str, dict[str, object]]]:
    for item in load_question_set(SETS / file):
        before = None
        said = ""
        for turn in item.turns:
            before = engine.answer(turn.ask, before)
            said += f" {turn.ask}"
            yield said, parsed(render_json(reply_of(before.answer), turn.ask, before.interpretation))


def spelt_out(reader: Reader, asked: str) -> set[Decimal]:
    """The amounts that a question says in words, `two and a half billion`, as a reply may repeat them."""
    said = [one for _, one in reader.read(asked).of(Range) if one.low is not None]
    return {one.low / scale for one in said if one.low is not None for scale in (Decimal(1), Decimal(10) ** 6, Decimal(10) ** 9)}


@pytest.mark.parametrize(
    ("engine", "file"),
    [
        ("shipped", "shipped_sample.yaml"),
        ("shipped", "shipped_deals.yaml"),
        ("shipped", "shipped_facts.yaml"),
        ("shipped", "shipped_wide.yaml"),
        *((corpus, f"{corpus}.yaml") for corpus in INVENTED),
        *((corpus, f"{other}.yaml") for corpus, other in zip(INVENTED, (*INVENTED[1:], INVENTED[0]), strict=True)),  # strange questions
    ],
)
def test_no_figure_comes_from_nowhere(engine: str, file: str) -> None:
    reader = engine_of(engine).context.reader
    found = [
        (asked, set(numbers_from_nowhere(reply, asked)) - spelt_out(reader, asked)) for asked, reply in replies(engine_of(engine), file)
    ]

    assert [(asked, figures) for asked, figures in found if figures] == []


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_quote_is_the_article_between_its_offsets(corpus: str) -> None:
    engine = engine_of(corpus)
    articles = engine.context.knowledge.articles
    for kind in KINDS:
        for example in filled(kind.examples, engine.context.knowledge):
            reply = reply_of(engine.answer(example).answer)
            assert all(articles[c.article].text[c.start : c.end] == c.quote for c in reply.citations)


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_example_of_a_kind_is_understood(corpus: str) -> None:
    engine = engine_of(corpus)
    asked = [example for kind in KINDS for example in filled(kind.examples, engine.context.knowledge)]
    lost = [example for example in asked if engine.answer(example).interpretation.startswith("not understood")]

    assert lost == []


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_a_reply(text: str) -> None:
    turn = engine_of("shipped").answer(text)

    assert reply_of(turn.answer).text


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_row_of_known_words_gets_a_sound_reply(text: str) -> None:
    shipped = engine_of("shipped")
    first = shipped.answer(text)
    reply = parsed(render_json(reply_of(first.answer), text, first.interpretation))

    assert numbers_from_nowhere(reply, text) == []
    assert shipped.answer(text) == first
    assert reply_of(shipped.answer("and the first one?", first).answer).text


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda text: text.rstrip("?"), lambda text: f"  {text}  ", lambda text: f"please, {text}"]
)
@pytest.mark.parametrize("corpus", CORPORA)
def test_case_blanks_and_politeness_change_no_query(corpus: str, change: object) -> None:
    engine = engine_of(corpus)
    assert callable(change)
    for kind in KINDS:
        for example in filled(kind.examples, engine.context.knowledge):
            assert engine.answer(change(example)).interpretation.casefold() == engine.answer(example).interpretation.casefold()
