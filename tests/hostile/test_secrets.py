"""What a run leaves tells no secret and can be changed by nobody else, though it was started carelessly."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.stage import BAD, Case, command, stage
from tests.hostile.wire import Asked, Script, Wire, answer, redirects, says

pytestmark = [pytest.mark.hostile, pytest.mark.xdist_group("hostile-secrets")]

SECRET = b"kanari-4711"
CASE = Case("secrets", {BAD: redirects("http://169.254.169.254/HOST")})


def through_a_proxy(asked: Asked) -> Script:
    """What the outlet answers through a proxy, which is asked for whole addresses; the watchdog fails."""
    assert SECRET.decode() not in asked.path or asked.path.startswith("/ping")
    if asked.path.startswith("/ping"):
        return says(answer("", status="500 Oops"))
    return CASE.route(replace(asked, path="/" + asked.path.split("/", 3)[-1]))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, subprocess.CompletedProcess[str]]]:
    folder, word = tmp_path_factory.mktemp("secrets") / "news", SECRET.decode()
    with Wire(through_a_proxy) as wire:
        stage(folder, [CASE], wire, ARCHIVE=True)
        there = wire.address.removeprefix("http://")
        secrets = {
            "NEWS_PING_URL": f"{wire.address}/ping/{word}",
            "NEWS_ALARM_URLS": f"json://user:{word}@{there}/{word}",
            "https_proxy": f"http://user:{word}@{there}",
        }
        done, _, _ = command(folder, "harvest", "secrets", "-LDEBUG", env=secrets, umask=0)
        assert any("proxy-authorization" in asked.headers for asked in wire.log)
        yield folder, done


def test_no_secret_is_told(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = ran
    assert "2 new" in done.stdout or "2 stored" in done.stdout, done.stderr
    assert list((folder / "output" / "archive").rglob("*.warc.gz"))
    told = [path for path in folder.rglob("*") if path.is_file() and holds(path)]
    assert (told, SECRET.decode() in done.stdout + done.stderr) == ([], False)


def holds(path: Path) -> bool:
    """Whether the secret stands in a file, unpacked, or as HTTP encodes it."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = subprocess.run(["gzip", "-dc", str(path)], capture_output=True, check=False).stdout
    return any(word in data for word in (SECRET, base64.b64encode(b"user:" + SECRET), b"Proxy-Authorization"))


def test_nobody_else_may_write_to_what_it_leaves(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    output = ran[0] / "output"
    names = {path.name for path in output.rglob("*")}
    assert {"secrets.sqlite", "secrets.lock", "2026-03-16.jsonl"} <= names
    open_to_all = [path for path in (output, *output.rglob("*")) if path.stat().st_mode & 0o022]
    assert open_to_all == []
