"""CMS families: the layouts and listing endpoints that two or more outlets share, one file each."""

from scrapers.cms import epi, pkg_theme, vccorp
from scrapers.cms.cand_nhandan import BOX
from scrapers.cms.fpt_online import VNEXPRESS, VNEXPRESS_2019
from scrapers.cms.mastercms import MASTERCMS
from scrapers.cms.onecms import ONECMS
from scrapers.cms.tagdiv import TAGDIV
from scrapers.cms.vtc_exp import EXP
from scrapers.outlet import Layout

FAMILIES: tuple[Layout, ...] = (
    vccorp.VIDEO,
    vccorp.LIVE,
    vccorp.KBWC,
    vccorp.VCCORP,
    epi.VIDEO,
    epi.EPI,
    vccorp.FIELDS,
    ONECMS,
    MASTERCMS,
    EXP,
    VNEXPRESS,
    VNEXPRESS_2019,
    pkg_theme.PKG,
    pkg_theme.PKG_EXP,
    pkg_theme.PKG_MAIN,
    TAGDIV,
    BOX,
    vccorp.MOBILE,
    vccorp.ROLES,
)
"""Layouts to try on pages of unknown outlets, the most telling marker first."""
