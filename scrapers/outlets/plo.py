"""Pháp luật TP.HCM."""

from scrapers.cms.epi import EPI
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="plo",
    title="Pháp luật TP.HCM",
    home="https://plo.vn",
    article=r"/[^/]+-post(?P<id>\d+)\.html$",
    aliases=("PLO",),
    layouts=(EPI,),
)
