"""A reply as Telegram messages: within the limits whatever is said, and nothing lost."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from dealdesk.render.reply import reply_of
from dealdesk.render.telegram import MOST_ENTITIES, MOST_UNITS, Block, render_blocks, render_telegram, units
from tests.support.world import engine_of

STYLES = st.sampled_from(["", "italic", "expandable_blockquote"])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
BLOCKS = st.lists(st.builds(lambda text, times, style: Block(text * times, style), TEXT, st.integers(1, 60), STYLES), max_size=150)


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


@given(BLOCKS)
def test_every_message_is_within_the_limits_and_no_character_is_lost(blocks: list[Block]) -> None:
    messages = render_blocks(blocks)

    for message in messages:
        assert units(message.text) == len(utf16(message.text)) // 2 <= MOST_UNITS
        assert len(message.entities) <= MOST_ENTITIES
        assert len(message.text.encode()) <= 1 << 15
        for one in message.entities:
            inside = utf16(message.text)[2 * one.offset : 2 * (one.offset + one.length)]
            assert inside.decode("utf-16-le")  # no surrogate pair is cut

    def squeezed(texts: list[str]) -> str:
        return "".join("".join(texts).split())

    assert squeezed([message.text for message in messages]) == squeezed([block.text for block in blocks])


def test_a_block_is_cut_after_a_sentence() -> None:
    first, second = render_blocks([Block("A sentence of words. " * 250, "italic")])

    assert first.text.endswith("words.")
    assert second.text.startswith("A sentence")
    assert [one.type for one in second.entities] == ["italic"]


@given(st.text(max_size=60))
@example("\rR\x1e")  # a follow-up of one word
def test_nothing_of_a_question_comes_back_as_a_mention_a_command_or_a_link(text: str) -> None:
    turn = engine_of("invented").answer(f"Has Kaddorine {text} @someone /start https://evil.example t.me/x ?")
    said = "\n".join(message.text for message in render_telegram(reply_of(turn.answer)))

    assert not {"@someone", "/start", "https://", "evil.example", "t.me"} & set(said.split())
