"""How replies are graded: by value, by month and year, by word."""

from __future__ import annotations

import pytest

from dealdesk.interfaces.grading import Expected, Given, lacks, says

SAID = [
    ("It is $21B.", "21 billion"), ("US$21.0bn", "21 billion"), ("21,000 million", "21 billion"), ("up 8 percent", "8%"),
    ("May and September 2025", "May 2025"), ("Sept. 2025", "September 2025"), ("2025-09", "September 2025"),
    ("September 5, 2025", "September 2025"),
    ("in 2032.", "2032"), ("three contracts", "3"), ("twice", "2"), ("No: it", "no"), ("“Nebius”", "nebius"),
]  # fmt: skip
NOT_SAID = [
    ("$21.1 billion", "21 billion"), ("18%", "8%"), ("May 2024", "May 2025"), ("120321", "2032"), ("$3 billion", "3"),
    ("3%", "3"), ("3.5", "3"), ("nothing", "no"), ("[3]", "3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "demand"), SAID)
def test_it_is_said(text: str, demand: str) -> None:
    assert says(text, demand)


@pytest.mark.parametrize(("text", "demand"), NOT_SAID)
def test_it_is_not_said(text: str, demand: str) -> None:
    assert not says(text, demand)


def test_a_reply_lacks_what_it_does_not_say_or_cite() -> None:
    expected = Expected(ask="?", status=("answered",), must=("21 billion", ("a", "b")), must_not=("9 billion",), evidence=("proof",))

    assert lacks(Given("answered", "21 billion, a", ("the proof stands here",)), expected) == ()
    assert len(lacks(Given("unknown", "9 billion", ()), expected)) == 4
    assert lacks(Given("answered", "21 billion b", ("else",)), expected) == ("cites none of the sentences that say it",)
