"""Example questions of the kinds, filled from a corpus: for help, completion and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.knowledge.knowledge import Knowledge


def filled(examples: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """`examples` with {customer} and {provider} of a deal that has both; those that cannot be filled are left out."""
    pair = next(((d.customer, d.provider) for d in knowledge.deals if d.customer and d.provider and d.extends), None)
    pair = pair or next(((d.customer, d.provider) for d in knowledge.deals if d.customer and d.provider), None)
    if pair is None:
        return tuple(example for example in examples if "{" not in example)
    customer, provider = (knowledge.say(one or "") for one in pair)
    return tuple(example.format(customer=customer, provider=provider) for example in examples)
