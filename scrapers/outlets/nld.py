"""Người Lao Động."""

from scrapers.cms.vccorp import VCCORP
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="nld",
    title="Người Lao Động",
    home="https://nld.com.vn",
    article=r"/[^/]+-(?P<id>196\d{12,15})\.htm$",
    aliases=("NLĐO", "NLĐ"),
    layouts=(VCCORP,),
)
