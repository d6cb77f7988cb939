"""A question together with the deals that its words mean: what every kind of question is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.scope.scope import Scope


class Asked(Struct, frozen=True):
    """A question as the kinds see it.

    Attributes:
        shown: ids of the deals that `it` or `they` may mean, from the answer before.
    """

    reading: Reading
    scope: Scope
    context: Context
    shown: tuple[str, ...] = ()
