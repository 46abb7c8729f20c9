"""Which URLs are articles, and their ids: all forms of VCCorp's outlets from 2012 to 2026."""

import pytest

from scrapers.address import canonical, own_id
from scrapers.outlets import outlet_of

ARTICLES = {
    "https://nld.com.vn/bai-mot-196260311092641777.htm": "196260311092641777",
    "http://nld.com.vn/20121211083815777p0c1077/bai-hai.htm": "20121211083815777",
    "https://nld.com.vn/thoi-su-quoc-te/bai-ba-20191219214459123.htm": "20191219214459123",
    "http://nld.com.vn/2012121109300077p0c1077/bai-bon.htm": "2012121109300077",
    "https://cafef.vn/abc-18826031221354777.chn": "18826031221354777",
    "http://cafef.vn/tai-chinh-quoc-te/bai-nam-2014021910410334777ca32.chn": "2014021910410334777",
    "https://m.cafef.vn/abc-188260312214012777.chn": "188260312214012777",
    "https://cafef.vn/du-lieu/HPG-2412345/thong-bao.chn": "2412345",
    "https://tuoitre.vn/abc-100260716114700123.htm": "100260716114700123",
    "https://tuoitre.vn/abc-20260516114700123.htm": "20260516114700123",
    "http://tuoitre.vn/tin/chinh-tri-xa-hoi/20150429/bai-sau/724777.html": "724777",
    "http://tuoitre.vn/tin/chinh-tri-xa-hoi/thoi-su-suy-nghi/20150422/bai-bay/723777.html": "723777",
    "https://thanhnien.vn/abc-185260717221812345.htm": "185260717221812345",
    "https://thanhnien.vn/the-gioi/abc-1180437.html": "1180437",
    "https://thanhnien.vn/thoi-su/chinh-tri/abc-118043.html": "118043",
    "http://www.thanhnien.com.vn/pages/20121214/abc.aspx": None,
    "https://soha.vn/abc-198260720070000123.htm": "198260720070000123",
    "http://soha.vn/giai-tri/bai-tam-20121218110341777.htm": "20121218110341777",
    "https://kenh14.vn/abc-21526072001000012.chn": "21526072001000012",
    "http://kenh14.vn/star/bai-chin-20140107094212777.chn": "20140107094212777",
    "https://genk.vn/abc-165260716163500123.chn": "165260716163500123",
    "http://genk.vn/internet/bai-muoi-2012122705142777.chn": "2012122705142777",
    "http://afamily.vn/tinh-yeu/bai-muoi-mot-2014031108365777.chn": "2014031108365777",
    "http://m.giadinh.net.vn/xa-hoi/bai-muoi-hai-20140325034637777.htm": "20140325034637777",
    "https://vtv.vn/abc-100260717184900123.htm": "100260717184900123",
    "https://baochinhphu.vn/abc-102260309162000123.htm": "102260309162000123",
    "https://suckhoedoisong.vn/abc-169260309062000123.htm": "169260309062000123",
    "https://www.nguoiduatin.vn/abc-204260309112000123.htm": "204260309112000123",
    "https://www.nguoiduatin.vn/abc-a467890.html": "467890",
    "https://danviet.vn/abc-d1234567.html": "1234567",
    "http://danviet.vn/nha-nong/abc-7777123456.htm": "7777123456",
    "https://vneconomy.vn/mot-bai-dai-hon-nam-tu-vneconomy.htm": None,
    "https://vietnambiz.vn/abc-2026813182714123.htm": "2026813182714123",
    "https://cafebiz.vn/abc-176260310102100123.chn": "176260310102100123",
}
OTHERS = (
    "https://nld.com.vn/kinh-te.htm",
    "https://nld.com.vn/tag/abc.htm",
    "https://cafef.vn/thi-truong-chung-khoan.chn",
    "https://cafef.vn/static/chinh-sach-bao-mat.html",
    "https://tuoitre.vn/kinh-doanh.htm",
    "https://tuoitre.vn/su-kien-e583.htm",
    "http://tuoitre.vn/chu-de/chu-de/66001.html",
    "http://tuoitre.vn/tin/can-biet/20150429/bai/721001.html",
    "https://thanhnien.vn/author/ten-tac-gia-1343.html",
    "https://thanhnien.vn/tin-tuc/ncov-12345.html",
    "https://thanhnien.vn/thoi-su.htm",
    "https://kenh14.vn/star.chn",
    "http://genk.vn/dong-su-kien/194/su-kien.chn",
    "http://genk.vn/tacgia-0/12-27-2012-121000-pm.chn",
    "https://vneconomy.vn/phien-cho-que-ven-song.htm",
    "https://vneconomy.vn/chung-khoan.htm",
    "https://soha.vn/tin-moi-nhat/page-2.htm",
    "https://vtv.vn/video/abc-12345.htm",
    "https://danviet.vn/nha-nong.htm",
)


@pytest.mark.parametrize("url", ARTICLES)
def test_an_article_is_known_by_its_address(url: str) -> None:
    outlet = outlet_of(url)
    assert outlet is not None
    address = canonical(url, outlet)
    assert outlet.pattern.match(address.removeprefix(outlet.home))
    assert own_id(outlet, address) == ARTICLES[url]


@pytest.mark.parametrize("url", OTHERS)
def test_sections_tags_authors_and_advertisements_are_none(url: str) -> None:
    outlet = outlet_of(url)
    assert outlet is not None
    assert not outlet.pattern.match(canonical(url, outlet).removeprefix(outlet.home))
