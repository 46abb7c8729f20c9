"""aFamily; only its phone pages of 2014 were seen, everything newer is unverified."""

from scrapers.cms.vccorp import KBWC, MOBILE, VCCORP, article, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="afamily",
    title="aFamily",
    home="https://afamily.vn",
    hosts=("m.afamily.vn", "www.afamily.vn"),
    article=article(r"2\d\d", "chn"),
    aliases=("Afamily.vn", "Afamily Mobile"),
    sources=sources(
        "dep doi-song suc-khoe me-va-be tinh-yeu-hon-nhan an-ngon giai-tri",
        links="h2 a, h3 a, h4 a",
        suffix="chn",
        pages="",
    ),
    layouts=(KBWC.but(seen=""), VCCORP.but(seen=""), MOBILE.but(seen="2014-03")),
)
