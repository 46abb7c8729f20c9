"""Runs a command with a full disk: a small file system mounted in the command's own namespace."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOM = 512 * 1024
"""Bytes that are free."""
PAGE = 4096

ON_A_DISK_OF_ITS_OWN = """
mount -t tmpfs -o size="$1" tmpfs "$3" && cp -a "$2"/. "$3" || exit 99
disk=$3 output=$2; shift 3; "$@"; code=$?
rm -rf "$output" && cp -a "$disk" "$output"; exit $code
"""
WITH_SMALL_FILES = """
cp -a "$2"/. "$3" && output=$2 folder=$3 || exit 99; shift 3
(ulimit -f 100; trap "" XFSZ; exec "$@"); code=$?
rm -rf "$output" && cp -a "$folder" "$output"; exit $code
"""


def on_a_full_disk(command: list[str], cwd: Path, output: Path, where: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command that writes into `where`, a disk that holds `output` and has ROOM; `output` is then what is there.

    Where nobody may mount a disk, no file may grow beyond 50 KiB instead.
    """
    where.mkdir()
    held = sum(-(-path.stat().st_size // PAGE) * PAGE for path in output.rglob("*") if path.is_file())
    shell = ["unshare", "--map-root-user", "--mount", "sh", "-c", ON_A_DISK_OF_ITS_OWN]
    script = shell if may_mount() else ["sh", "-c", WITH_SMALL_FILES]
    run = [*script, "sh", str(held + ROOM), str(output), str(where), *command]
    done = subprocess.run(run, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode == 99:
        raise OSError(done.stderr)
    return done


@cache
def may_mount() -> bool:
    """Whether this machine allows a private mount namespace."""
    if not shutil.which("unshare"):
        return False
    command = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
