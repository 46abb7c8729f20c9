"""README.md and docs/analysts.md: every command runs and prints what the page shows.

Vietnamese pages have the commands and outputs of the English ones, which are run (docs/operations.md by
tests/test_operations.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.terminal.feed_tasks import TASKS
from tests.support import PROJECT
from tests.support.shell import LATER, Call, Desk, Step, calls, fits, steps
from tests.support.site import SampleSite
from tests.support.warm_venv import warm_venv

TRANSLATED = [
    ("README.md", "README.vi.md"),
    ("docs/analysts.md", "docs/vi/analysts.md"),
    ("docs/operations.md", "docs/vi/operations.md"),
]
PAGES = ("README.md", "README.vi.md", "docs/analysts.md", "docs/vi/analysts.md")
LINKING = sorted({page for pages in TRANSLATED for page in pages})
SHELLS = {"sh": ("bash", "-e"), "python": ("python",)}
AT_MOST_UNRUN = 5


def text(page: str) -> str:
    return (PROJECT / page).read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with warm_venv(tmp_path / ".venv"), SampleSite(slow_seconds=0.1) as site:
        yield Desk(tmp_path, site)


def differences(desk: Desk, step: Step) -> Iterator[str]:
    """What a step does that its page does not say."""
    if step.language in LATER:
        desk.later(step.language)
    elif step.language == "console":
        block = calls(step.text)
        for call, real in zip(block, desk.outputs(block), strict=True):
            if not fits(call.shown, real):
                yield f"$ {call.command}\nprints\n{real}not\n{call.shown}"
    elif step.language in SHELLS:
        output, code = desk.run(*SHELLS[step.language], "-c", step.text)
        if code:
            yield f"{step.text}ends with {code}\n{output}"


@pytest.mark.parametrize("page", ["README.md", "docs/analysts.md"])
def test_every_command_of_the_page_does_what_stands_there(page: str, desk: Desk) -> None:
    wrong = [difference for step in steps(text(page)) if step.run for difference in differences(desk, step)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("english", "vietnamese"), TRANSLATED)
def test_a_vietnamese_page_has_the_commands_outputs_and_names_of_the_english_one(english: str, vietnamese: str) -> None:
    blocks = [re.findall(r"^```(.*)\n((?:.*\n)*?)```$", text(page), re.MULTILINE) for page in (english, vietnamese)]
    told, written = (
        [(kind, re.sub(r"\s+# .*", "", block)) for kind, block in page] for page in blocks
    )  # comments differ
    assert written == told
    assert len(told) > 5
    assert named(vietnamese) == named(english)


def named(page: str) -> set[str]:
    """Settings, variables, options, files and numbers of exit codes that the prose of a page names."""
    prose = re.sub(r"^```.*\n(?:.*\n)*?```$", "", text(page), flags=re.MULTILINE)
    spans = re.findall(r"`([^`]+)`", " ".join(prose.split()))
    return set(re.findall(r"[A-Z]+_[A-Z_]+|--[a-z]+|\.[a-z]{3,}\b|^\d+$", " ".join(spans)))


@pytest.mark.parametrize("page", PAGES)
def test_no_more_than_five_blocks_of_a_page_are_not_run(page: str) -> None:
    fences = re.findall(r"^```(.*)$", text(page), re.MULTILINE)[::2]
    assert set(fences) <= {"", "sh", "sh no-run", "console", "python"}
    assert fences.count("sh no-run") <= AT_MOST_UNRUN
    assert len(fences) == fences.count("") + sum(bool(step.text) for step in steps(text(page)))


@pytest.mark.parametrize("page", LINKING)
def test_what_a_page_refers_to_is_there(page: str) -> None:
    folder = (PROJECT / page).parent
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)|src=\"([^\"]+)\"", text(page))
    missing = [link or source for link, source in links if not (folder / (link or source)).exists()]
    assert not missing


def test_every_task_of_the_feed_is_shown() -> None:
    shown = "".join(step.text for step in steps(text("README.md")) if step.run)
    assert {task for task in TASKS if f"$ scrapy feed {task}" not in shown} == set()


@pytest.mark.parametrize(
    ("shown", "real", "fit"),
    [
        ("a 8.8 s\n", "a 12.1 s\n", True),
        ("a 8.8 s\n", "a 8.8 m\n", False),
        ("at http://127.0.0.1:1/\n", "at http://127.0.0.1:40001/\n", True),
        ("2026-03-16T02:00:09Z\n", "2026-03-16T02:01:10Z\n", True),
        ("2026-03-16T02:00:09Z\n", "2026-03-17T02:00:09Z\n", False),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("a\n…\nd\n", "a\nd\n", True),
        ("a\n…\nd\n", "a\nb\nc\n", False),
        ("…\nd\n", "c\nd\n", True),
        ("a b…\n", "a b c\n", True),
        ("a b…\n", "a b c\nd\n", False),
        ("a\n", "a\nb\n", False),
        ("a.b\n", "aXb\n", False),
        ("", "", True),
        ("", "a\n", False),
    ],
)
def test_only_what_was_cut_and_what_differs_from_run_to_run_may_differ(shown: str, real: str, fit: bool) -> None:
    assert fits(shown, real) is fit


def test_a_block_is_read_as_commands_with_their_outputs() -> None:
    assert calls("$ a \\\n    b\nx\ny\n$ c\n") == [Call("a \\\n    b", "x\ny\n"), Call("c", "")]
