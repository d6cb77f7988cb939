"""The console sessions of the README, run as they stand; `...` stands for any further lines."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n\$ (.*)\n((?:.*\n)*?)```", README)


def test_the_readme_shows_an_answer_and_a_refusal() -> None:
    assert len(SESSIONS) >= 2


@pytest.mark.parametrize(("command", "shown"), SESSIONS)
def test_a_session_prints_what_the_readme_shows(command: str, shown: str) -> None:
    words = shlex.split(command)
    assert words[0] == "python"
    done = subprocess.run([sys.executable, *words[1:]], cwd=ROOT, env={"COLUMNS": "100"}, capture_output=True, text=True, check=False)
    expected = shown.removesuffix("...\n")

    assert done.stdout.startswith(expected) if expected != shown else done.stdout == expected


def test_every_command_has_a_line_in_the_readme() -> None:
    done = subprocess.run([sys.executable, "bot.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    commands = re.findall(r"^    (\w+)\s{2,}", done.stdout, re.MULTILINE)

    assert commands
    assert [name for name in commands if f"bot.py {name}" not in README] == []
