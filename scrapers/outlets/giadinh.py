"""Gia đình và Xã hội (now a part of Sức khỏe & Đời sống); all but its phone pages of 2014 and 2015 is unverified."""

from scrapers.cms.vccorp import MOBILE_2015, VCCORP, article, sources
from scrapers.outlet import Layout, Outlet

OUTLET = Outlet(
    name="giadinh",
    title="Gia đình và Xã hội",
    home="https://giadinh.suckhoedoisong.vn",
    hosts=("giadinh.net.vn", "m.giadinh.net.vn", "www.giadinh.net.vn"),
    article=article(r"1\d\d"),
    aliases=("GiadinhNet", "Giadinh.net.vn", "Gia đình & Xã hội"),
    sources=sources(
        "xa-hoi phap-luat gia-dinh song-khoe giai-tri thi-truong giao-duc an",
        news="/latestnews-sitemap.xml",
    ),
    layouts=(
        VCCORP.but(seen=""),
        MOBILE_2015.but(seen="2015-06"),
        Layout(
            name="2014-mobile",
            marker="#contentdetail",
            seen="2014-03",
            title="#contentdetail h1",
            lead="#contentdetail .detail > h3",
            body="#contentdetail .detail > .content",
            date="#contentdetail p.time",
            section="#select_list option[selected]",
            drop="#admbackground",
        ),
    ),
)
