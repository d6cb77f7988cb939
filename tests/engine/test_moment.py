"""A time told by what was spoken of before, as the month itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("asked", "deal"),
    [
        ("and ten months later?", "brixolune-zephrondal-2025-08"),
        ("And what came ten months after?", "brixolune-zephrondal-2025-08"),
    ],
)
def test_months_are_counted_from_the_deal_shown(invented: Engine, asked: str, deal: str) -> None:
    before = invented.answer("What did Zephrondal sign with Brixolune in October 2024?")

    assert invented.answer(asked, before).deals == (deal,)


def test_a_month_that_is_named_is_none_of_these(invented: Engine) -> None:
    before = invented.answer("What did Zephrondal sign with Brixolune in October 2024?")

    assert invented.answer("What came two months after May 2025?", before).deals != before.deals
