"""The container image: built and run with a read-only root as its own user (`make image-test`: minutes)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import PROJECT
from tests.support.runs import OPEN, QUICK
from tests.support.site import SampleSite

BASE = "docker.io/library/python:3.11-slim-bookworm"
USER = "10001:10001"
READ_ONLY = """
set -e
root=$1 volume=$2; shift 2
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount --bind "$volume" "$root/srv/news/output"
mount -t tmpfs tmpfs "$root/tmp"
exec chroot --userspec={user} "$root" /usr/bin/env -i -C /srv/news PATH=/srv/news/.venv/bin:/usr/bin:/bin \\
    PYTHONDONTWRITEBYTECODE=1 "$@"
""".replace("{user}", USER)
"""What `podman run --read-only --tmpfs /tmp --volume …` does, where no user namespaces can be had."""

pytestmark = pytest.mark.skipif(not os.environ.get("IMAGE_TEST"), reason="takes minutes: make image-test")


@dataclass(frozen=True)
class Image:
    """The image's files, and the volume that belongs to its user."""

    root: Path
    volume: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command in it; only the volume can be written to."""
        args = ["unshare", "--mount", "sh", "-c", READ_ONLY, "sh", str(self.root), str(self.volume), *command]
        return subprocess.run(args, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    if os.geteuid():
        pytest.skip("only root may mount: sudo make image-test")
    if not shutil.which("buildah"):
        pytest.skip("no buildah: sudo apt-get install buildah")
    folder = tmp_path_factory.mktemp("image")
    buildah = Buildah(folder)
    try:
        buildah.have_base(folder / "debian")
        buildah("build", "--pull-never", "--isolation", "chroot", "--tag", "news", *buildah.pip(), str(PROJECT))
        root = buildah("mount", buildah("from", "--pull-never", "localhost/news:latest"))
        volume = folder / "volume"
        volume.mkdir()
        os.chown(volume, *map(int, USER.split(":")))
        os.chmod(folder.parent, 0o755)
        yield Image(Path(root), volume)
    finally:
        buildah("rm", "--all")
        buildah("rmi", "--all", "--force")


class Buildah:
    """buildah with a store of its own."""

    def __init__(self, folder: Path) -> None:
        self.store = ["--root", str(folder / "store"), "--runroot", str(folder / "run")]

    def __call__(self, command: str, *args: str) -> str:
        done = subprocess.run(
            ["buildah", *self.store, command, *args], capture_output=True, text=True, timeout=1200, check=False
        )
        assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout.strip()

    def have_base(self, folder: Path) -> None:
        """The base image of the registry, else one made of Debian's packages (with its user `news`, as there)."""
        try:
            self("pull", BASE)
        except (AssertionError, subprocess.TimeoutExpired):
            if not shutil.which("debootstrap"):
                pytest.skip("no registry answers, and no debootstrap: sudo apt-get install debootstrap")
            packages = "--include=python3,python3-venv,ca-certificates,tzdata"
            subprocess.run(["debootstrap", "--variant=minbase", packages, "bookworm", folder], check=True, timeout=900)
            (folder / "usr" / "bin" / "python").symlink_to("python3")
            container = self("from", "scratch")
            self("copy", container, str(folder), "/")
            self("commit", "--rm", container, BASE)

    @staticmethod
    def pip() -> Iterator[str]:
        """How pip is told of this machine's index and certificates."""
        for place in ("/etc/pip.conf", "/etc/xdg/pip", "/etc/ssl/certs"):
            if Path(place).exists():
                yield from ("--volume", f"{place}:{place}:ro")


def test_it_harvests_judges_and_reports_read_only_as_its_own_user(image: Image) -> None:
    assert image.run("id", "-un").stdout == "vnnews\n"
    assert image.run("touch", "/srv/news/x").returncode != 0
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        given = QUICK | {"SITE_ADDRESS": json.dumps(site.settings["SITE_ADDRESS"]), "NOW": site.clock.isoformat()}
        settings = [f"-s{name}={value}" for name, value in given.items()]
        done = image.run("vnnews", "harvest", "kinhtedothi", *settings)
        assert (done.returncode, done.stderr) == (0, "")
        assert "76 found, 69 stored" in done.stdout
        assert image.run("vnnews", "health", *settings).stdout == "no alarms\n"
        assert image.run("vnnews", "report", *settings).stdout == "output/report.html\n"
    assert image.run("vnnews", "doctor", "--offline").returncode == 0
    assert {path.stat().st_uid for path in image.volume.rglob("*")} == {10001}
