"""What is written another way for the same thing is read as that."""

from __future__ import annotations

import pytest

from dealdesk.domain.period import MONTHS
from tests.support.world import CORPORA, engine_of

ONWARDS = ("from {date} onwards", "from {date} until today", "from {date} up to now", "from {date} to date", "{date} or later")


@pytest.mark.parametrize("wording", ONWARDS)
@pytest.mark.parametrize("corpus", CORPORA)
def test_from_a_date_onwards_is_since_it(corpus: str, wording: str) -> None:
    engine = engine_of(corpus)
    starts = {d.announced.start for d in engine.context.knowledge.deals if d.announced and d.announced.year and d.announced.month}
    for start in starts:
        date = f"{MONTHS[start.month - 1]} {start.year}"
        since = engine.answer(f"Which contracts were signed since {date}?")

        assert engine.answer(f"Which contracts were signed {wording.format(date=date)}?").deals == since.deals, date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Nobody but Acme signed in May.", "only Acme signed in May."),
        ("No one except Acme signed.", "only Acme signed."),
        ("the second half of 2029 or later", "the second half of 2029 or later"),
        ("from March 2029 to May 2029", "from March 2029 to May 2029"),
        ("The March on Acme", "The March on Acme"),
    ],
)
def test_only_what_means_the_same_is_written_out(written: str, read: str) -> None:
    assert engine_of("invented").context.reader.read(written).text == read
