"""Coverage tells what the rules of a layout find: what general rules found in their place is not among it."""

from datetime import datetime

from pipelines.page_to_line import read_line
from scrapers.records.coverage import Coverage

STORY = "".join(
    f"<p>Đò ngang chở {n} lượt học sinh sang sông mỗi sáng, tiền vé vẫn giữ nguyên.</p>" for n in range(60, 64)
)
PAGE = f"""<html><body><ul class="breadcrumb"><li><a href="/xa-hoi">Xã hội</a></li></ul><h1>Bến đò tăng chuyến</h1>
<div>09:05 02/03/2020</div><div class="art-body">{STORY}</div></body></html>"""


def test_a_field_that_the_layout_has_not_found_is_not_covered() -> None:
    url = "https://laodong.vn/xa-hoi/ben-do-tang-chuyen-788123.ldo"
    line = read_line(PAGE.encode(), url, datetime.fromisoformat("2020-03-03T08:00:00+07:00"))
    assert (line.section, line.date) == ("Xã hội", "2020-03-02T09:05:00+07:00")
    found, completed = Coverage(), Coverage()
    found.add(line)
    completed.add(line, ("section", "date"))
    assert (found.found["section"], found.origins["page"]) == (1, 1)
    assert (completed.found["section"], completed.found["date"], completed.origins.total()) == (0, 0, 0)
    assert completed.found["title"] == 1
