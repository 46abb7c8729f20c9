"""Several outlets on the sample site: copies of kinhtedothi with other names and a few articles each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.support.checkout import Checkout
from tests.support.runs import OPEN, Runs
from tests.support.site import SampleSite
from tests.support.site.outlets import KINHTEDOTHI, OUTLETS

SISTER = '''"""A sister of Kinh tế & Đô thị, with a feed and nothing else."""

from dataclasses import replace

from scrapers.outlet import Feed
from scrapers.outlets.kinhtedothi import OUTLET as ELDER

OUTLET = replace(
    ELDER, name="{name}", title="{name}", home="https://{name}.vn", hosts=(), sources=(Feed(url="/rss/home.rss"),)
)
'''


@contextmanager
def press(folder: Path, names: Sequence[str], articles: int = 5) -> Iterator[Runs]:
    """Runs in a copy of the program with no outlets but kinhtedothi and its sisters, while the site is served."""
    checkout = Checkout(folder)
    for path in list((folder / "scrapers" / "outlets").glob("*.py")):
        if path.stem not in {"__init__", "kinhtedothi"}:
            path.unlink()
    for name in names:
        (folder / "scrapers" / "outlets" / f"{name}.py").write_text(SISTER.format(name=name))
        OUTLETS[name] = replace(KINHTEDOTHI, name=name, host=f"{name}.vn")
    try:
        with SampleSite(slow_seconds=0) as site:
            site.robots(OPEN)
            fresh = [article for article in site.articles if article.outlet == "kinhtedothi"][:articles]
            for name in names:
                for article in fresh:
                    site.publish(replace(article, outlet=name))
            yield Runs(site, folder / "output", checkout.folder)
    finally:
        for name in names:
            del OUTLETS[name]
