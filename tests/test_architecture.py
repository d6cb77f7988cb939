"""The layers hold, and the code knows nothing of any article."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dealdesk.files.corpus import load_corpus
from dealdesk.kinds import KINDS
from tests.support.world import INVENTED

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dealdesk"


def test_each_layer_imports_only_what_stands_below_it() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, env={"PYTHONPATH": "src"}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("corpus", ["corpus", *(f"tests/corpora/{name}" for name in INVENTED)])
def test_no_name_of_a_corpus_stands_in_the_code(corpus: str) -> None:
    names = load_corpus(ROOT / corpus).knowledge.names.values()
    spellings = {name.name.casefold() for name in names if name.kind in {"company", "person", "product"}}
    text = "\n".join(path.read_text(encoding="utf-8").casefold() for path in SOURCE.rglob("*") if path.suffix in {".py", ".yaml"})
    found = [spelling for spelling in spellings if re.search(rf"\b{re.escape(spelling)}\b", text)]

    assert found == []


def test_every_module_of_a_kind_is_registered() -> None:
    modules = {
        path.stem
        for path in (SOURCE / "kinds").glob("*.py")
        if re.search(r"^KIND = Kind\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert modules == {kind.recognise.__module__.rpartition(".")[2] for kind in KINDS}


def test_asking_imports_nothing_heavy() -> None:
    code = (
        "import sys; from dealdesk.interfaces.cli import main; main(['ask', 'Who is the largest customer?']);"
        "heavy = {'telegram', 'matplotlib', 'prompt_toolkit', 'rich'} & set(sys.modules); sys.exit(1 if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={"PYTHONPATH": "src"}, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
