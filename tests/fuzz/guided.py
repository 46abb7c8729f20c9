"""`python -m tests.fuzz.guided TARGET SECONDS`: coverage-guided fuzzing with atheris (libFuzzer)."""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["scrapers", "pipelines"]):
    from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"


def main(name: str, seconds: int) -> None:
    """Exits with libFuzzer's code, which is not 0 where it has found a fault or an input of more than two seconds."""
    FOUND.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for n, seed in enumerate(TARGETS[name].seeds):
            (Path(corpus) / str(n)).write_bytes(seed)
        prefix = f"{FOUND}/{name.replace(' ', '-')}-"
        atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-timeout=2", f"-artifact_prefix={prefix}", corpus],
                      TARGETS[name].run)  # fmt: skip
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
