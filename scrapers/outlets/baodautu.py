"""Báo Đầu tư."""

from scrapers.cms.pkg import PKG
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="baodautu",
    title="Báo Đầu tư",
    home="https://baodautu.vn",
    hosts=("m.baodautu.vn", "amp.baodautu.vn"),
    article=r"/[^/]+-d(?P<id>\d{5,7})\.html$",
    layouts=(PKG,),
)
