"""CMS families: the layouts and listing endpoints that two or more outlets share, one file each."""

from scrapers.cms.epi import EPI
from scrapers.cms.pkg import PKG
from scrapers.cms.vccorp import VCCORP
from scrapers.outlet import Layout

FAMILIES: tuple[Layout, ...] = (VCCORP, EPI, PKG)
"""Layouts to try on pages of unknown outlets, the most telling marker first."""
