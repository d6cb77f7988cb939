"""What takes long to work out, kept between two starts in the user's cache folder.

Only the time of a start depends on it: what is kept goes by the code, the word lists and the corpus that it was worked out from,
and is worked out anew where any of them changed, or where the folder cannot be read or written.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from dealdesk.files.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
Keep = Callable[[str, Callable[[], Any]], Any]
_PACKAGE = Path(__file__).parents[1]
_MONTH = 30 * 24 * 3600  # seconds after which what was kept and not written again is removed
_UNREADABLE = (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError)


def afresh(_name: str, build: Callable[[], T]) -> T:
    """What `build` returns: nothing is kept."""
    return build()


def keeping(corpus: Path) -> Keep:
    """A function that returns what was kept under a name for this corpus, or else what `build` returns, which it keeps."""
    folder, state = _folder(), _state(corpus)

    def keep(name: str, build: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever `build` returns
        path = folder / f"{name}-{state}.pickle"
        with suppress(*_UNREADABLE):
            return pickle.loads(path.read_bytes())  # noqa: S301 - as above
        made = build()
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
            _sweep(folder)
        return made

    return keep


def _folder() -> Path:
    """`dealdesk` in the folder for caches that the XDG Base Directory Specification names."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH118 - which never raise
    return Path(home) / "dealdesk"


def _state(corpus: Path) -> str:
    """A digest of the Python, the libraries, the code (by size and time), the word lists and the corpus (by content)."""
    libraries = Path(msgspec.__file__).parents[1].stat().st_mtime_ns  # of the folder in which each installation makes or renames something
    digest = hashlib.blake2b(f"{sys.version} {libraries}".encode(), digest_size=16)
    for path in _code():
        stat = path.stat()
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}".encode())
    for path in (*sorted((_PACKAGE / "data").glob("*.yaml")), *sorted(corpus.rglob("*"))):
        if path.is_file():
            digest.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _code() -> Iterator[Path]:
    yield from sorted(_PACKAGE.glob("*/*.py"))


def _sweep(folder: Path) -> None:
    """Remove what nobody kept anew for a month."""
    for path in folder.glob("*.pickle"):
        if time.time() - path.stat().st_mtime > _MONTH:
            path.unlink()
