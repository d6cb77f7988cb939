"""Laws of selections, over random tables of invented deals."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealdesk.domain.period import PartialDate, Period
from dealdesk.domain.quantity import Quantity, Range
from dealdesk.domain.record import Deal, Evidence
from dealdesk.query.condition import Among, Announced, Party, Worth
from dealdesk.query.selection import Pick, Selection

PARTIES = st.sampled_from(["quorvane", "tessalyne", "brixel"])


@st.composite
def deals(draw: st.DrawFn) -> tuple[Deal, ...]:
    def one(index: int) -> Deal:
        return Deal(
            id=f"d{index}",
            kind="compute contract",
            provider=draw(PARTIES),
            customer=draw(PARTIES),
            announced=PartialDate(2025, draw(st.integers(1, 12))),
            value=Quantity(amount=Decimal(draw(st.integers(1, 30)) * 10**9)),
            evidence=(Evidence(article="a", quote="q"),),
        )

    return tuple(one(index) for index in range(draw(st.integers(0, 6))))


CONDITIONS = st.one_of(
    st.builds(lambda one: Party(frozenset({one}), one), PARTIES),
    st.builds(lambda n: Worth((Range(Decimal(n * 10**9), None, "USD"),), "at least"), st.integers(1, 30)),
    st.builds(lambda month: Announced((Period("m", months=frozenset({month})),)), st.integers(1, 12)),
)


def order(deal: Deal, by: str) -> object | None:
    return deal.value.amount if by == "value" and deal.value else deal.announced


@given(deals(), st.lists(CONDITIONS, max_size=3), CONDITIONS)
def test_a_further_condition_never_adds_a_row(table: tuple[Deal, ...], said: list[Party], more: Party) -> None:
    assert set(Selection((*said, more)).matching(table)) <= set(Selection(tuple(said)).matching(table))


@given(deals(), CONDITIONS)
def test_a_condition_and_its_exception_share_out_the_table(table: tuple[Deal, ...], said: Party) -> None:
    held, rest = Selection((said,)).matching(table), Selection(without=(Selection((said,)),)).rows(table, order)

    assert sorted(d.id for d in (*held, *rest)) == sorted(d.id for d in table)


@given(deals(), st.booleans(), st.integers(1, 3))
def test_a_pick_and_its_exclusion_share_out_the_table(table: tuple[Deal, ...], descending: bool, count: int) -> None:  # noqa: FBT001 - drawn
    picked = Selection((), Pick("value", descending, count=count)).rows(table, order)
    dropped = Selection(without=(Selection((), Pick("value", descending, count=count)),)).rows(table, order)

    assert sorted(d.id for d in (*picked, *dropped)) == sorted(d.id for d in table)


@given(deals())
def test_the_largest_is_not_exceeded(table: tuple[Deal, ...]) -> None:
    largest = Selection((), Pick("value", descending=True)).rows(table, order)

    assert all(d.value and largest[0].value and d.value.amount <= largest[0].value.amount for d in table)


@given(deals(), st.sets(st.sampled_from(["d0", "d1", "d2"])))
def test_what_is_among_and_what_is_left_are_opposites(table: tuple[Deal, ...], ids: set[str]) -> None:
    inside = Selection((Among(frozenset(ids)),))

    assert {d.id for d in inside.rows(table, order)} == ids & {d.id for d in table}
    assert not ids & {d.id for d in Selection(without=(inside,)).rows(table, order)}


@given(deals(), CONDITIONS, CONDITIONS)
def test_what_is_said_anew_replaces_what_was_said_of_the_same_topic(table: tuple[Deal, ...], before: Party, after: Party) -> None:
    over = Selection((after,)).over(Selection((before,)))

    assert set(over.rows(table, order)) <= set(Selection((after,)).rows(table, order))
    assert before == after or before.topic != after.topic or over == Selection((after,))
