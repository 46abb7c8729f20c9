"""Texts of the report in Vietnamese and English."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from scrapers.clock import VIETNAM
from scrapers.health import Alarm

LANGUAGES: Final = ("vi", "en")

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Báo cáo thu thập tin", "News crawl report"),
    "made": ("Lập lúc {when}, giờ Việt Nam", "Made at {when}, Vietnamese time"),
    "skip": ("Đến nội dung chính", "Skip to the main content"),
    "contents": ("Mục lục", "Contents"),
    "today": ("Hôm nay", "Today"),
    "published_today": ("bài đăng hôm nay", "articles published today"),
    "usual": ("cả {weekday} thường có {count}", "a whole {weekday} usually has {count}"),
    "stored_today": ("bài mới lưu hôm nay", "new articles stored today"),
    "revised_today": ("{revised} bài sửa, {removed} bài bị gỡ", "{revised} revised, {removed} taken down"),
    "outlets_today": ("báo có bài hôm nay", "outlets with articles today"),
    "of_outlets": ("trên {count} báo trong {days} ngày", "of {count} in {days} days"),
    "last_harvest": ("Lần thu thập gần nhất", "Last harvest"),
    "no_harvest": ("Chưa chạy lần nào trong {days} ngày qua", "None in the last {days} days"),
    "harvest:ended": ("kết thúc lúc {when}", "ended at {when}"),
    "harvest:failed": ("có lỗi, kết thúc lúc {when}", "did not end well, at {when}"),
    "harvest:open": ("chưa xong hoặc bị ngắt; ghi lần cuối lúc {when}", "under way or killed; last heard of at {when}"),
    "ago:now": ("vừa xong", "just now"),
    "ago:minutes": ("{count} phút trước", "{count} minutes ago"),
    "ago:hours": ("{count} giờ trước", "{count} hours ago"),
    "ago:days": ("{count} ngày trước", "{count} days ago"),
    "runs_today": ("lần chạy hôm nay", "runs today"),
    "failed_runs": ("{count} lần có lỗi", "{count} did not end well"),
    "alarms": ("Cảnh báo", "Alarms"),
    "alarms_now": ("cảnh báo", "alarms"),
    "alarms_none": (
        "Không có cảnh báo nào về {count} báo đã chạy; báo mới cần ba ngày mới rõ thế nào là thường lệ.",
        "There are no alarms about outlets that have run ({count}); what is usual is known after three days.",
    ),
    "alarms_no_runs": (
        "Chưa thể có cảnh báo: {days} ngày qua chưa có lần chạy nào để xét.",
        "There can be no alarms: there was no run in the last {days} days to judge.",
    ),
    "command": ("Gõ", "Type"),
    "change": ("{what}: thường {usual}, nay {now}", "{what}: usually {usual}, now {now}"),
    "figure:refused": ("Trả lời từ chối", "Refusals"),
    "figure:paywalled": ("Trang thu phí", "Pages behind a paywall"),
    "figure:characters": ("Số ký tự", "Characters"),
    "figure:clock": ("Có giờ phút", "With a clock"),
    "figure:articles": ("Số bài", "Articles"),
    "since": ("từ {when}", "since {when}"),
    "more_subjects": ("và {count} nơi khác", "and {count} more"),
    "kept": ("Trang được giữ tại", "The page is kept in"),
    "alarm:blocked": ("bị trang web chặn", "blocked by the site"),
    "alarm:unreachable": ("không vào được trang web", "the site cannot be reached"),
    "alarm:paywall": ("bài bị thu phí", "behind a paywall"),
    "alarm:layout:unknown": ("mẫu trang lạ", "unknown page template"),
    "alarm:layout:changed": ("mẫu trang đã đổi", "changed page template"),
    "alarm:selector": ("không đọc được trường", "no longer reads the field"),
    "alarm:dates": ("ngày đăng đọc khác trước", "dates are read otherwise than before"),
    "alarm:body:short": ("nội dung ngắn bất thường", "bodies have become short"),
    "alarm:body:long": ("nội dung dài bất thường", "bodies have become long"),
    "alarm:source:empty": ("nguồn tin rỗng", "a source is empty"),
    "alarm:source:failed": ("nguồn tin bị lỗi", "a source fails"),
    "alarm:articles:rejected": ("nhiều trang bị loại", "many pages are rejected"),
    "alarm:outlet:never": ("chưa lưu được bài nào", "nothing was ever stored"),
    "alarm:silent": ("đã ngừng được thu thập", "is not crawled any more"),
    "alarm:site:moved": ("trang web đã chuyển sang địa chỉ khác", "the site has moved"),
    "alarm:addresses": ("bài có dạng địa chỉ mới", "addresses of a new form"),
    "alarm:listing:rule": ("không tìm thấy liên kết bài theo quy tắc", "a link rule finds nothing"),
    "alarm:source:moved": ("nguồn tin đã chuyển chỗ", "a source has moved"),
    "alarm:source:dead": ("nguồn tin không còn nữa", "a source is gone"),
    "alarm:source:still": ("nguồn tin không còn cập nhật", "a source stands still"),
    "alarm:source:order": ("nguồn tin ghi tháng trước ngày", "a source writes the month first"),
    "alarm:disagreement": ("hai cách đọc cho kết quả khác nhau ở trường", "two readings differ in the field"),
    "alarm:articles:none": ("không có bài nào", "no articles"),
    "alarm:articles:few": ("ít bài bất thường", "unusually few articles"),
    "trend": ("Số bài theo ngày", "Articles by day"),
    "trend_note": (
        "Theo ngày đăng; bài không ghi ngày được tính vào ngày thu thập. Nền xám là cuối tuần, vạch ngang là mức thường"
        " lệ của thứ ấy, cột nhạt là hôm nay, chưa hết ngày.",
        "By day of publication, of the crawl where a page tells none. Weekends have a grey ground, a line is the usual"
        " level of that weekday, the pale bar is today, which is not over yet.",
    ),
    "day_tip": ("{weekday} {day}: {count} bài", "{weekday} {day}: {count} articles"),
    "usual_tip": (", thường {count}", ", usually {count}"),
    "hour_tip": ("{first}–{last}: {count} bài", "{first}–{last}: {count} articles"),
    "trend_alt": (
        "Biểu đồ cột: {first}–{last}, mỗi ngày từ {low} đến {high} bài, hôm nay {now}.",
        "Bar chart: {first} to {last}, from {low} to {high} articles a day, {now} today.",
    ),
    "figures": ("Số liệu từng ngày", "Figures of each day"),
    "all": ("Tất cả", "All"),
    "outlet": ("Báo", "Outlet"),
    "outlets": ("Từng báo", "Outlets"),
    "outlets_note": (
        "Cột: {days} ngày qua. {recent} ngày qua: trang bị loại, ở lần chạy nhiều nhất; lượt bị chặn, tổng cộng.",
        "Bars: the last {days} days. Last {recent} days: pages rejected in the worst run; all block pages.",
    ),
    "total": ("{days} ngày", "{days} days"),
    "last_run": ("Lần chạy cuối", "Last run"),
    "rejected": ("Bị loại", "Rejected"),
    "blocked": ("Bị chặn", "Blocked"),
    "coverage": ("Các trường đọc được", "Fields that were read"),
    "coverage_note": (
        "Tỷ lệ trang có trường đó trong {recent} ngày qua, theo từng mẫu trang. Ô màu cam là hụt so với thường lệ của"
        " chính mẫu ấy, càng đậm càng hụt nhiều.",
        "Share of pages with a field in the last {recent} days, by template. Orange is less than that template's own"
        " habit, the deeper the more is gone.",
    ),
    "coverage_none": (
        "Chưa có số liệu: {recent} ngày qua chưa đọc được trang bài nào.",
        "There are no figures: no article's page was read in the last {recent} days.",
    ),
    "usually": ("thường {count} %", "usually {count} %"),
    "topics": ("Đề tài và giờ đăng", "Topics and hours"),
    "topics_note": (
        "Chuyên mục, tác giả, từ khóa nhiều bài nhất và giờ đăng trong {recent} ngày qua, giờ Việt Nam.",
        "The most frequent sections, authors and tags, and the hours of publication, in the last {recent} days,"
        " Vietnamese time.",
    ),
    "topics_none": (
        "{recent} ngày qua không trang nào ghi mục này.",
        "No page of the last {recent} days tells any.",
    ),
    "hours": ("Giờ đăng", "Hour of publication"),
    "hours_alt": (
        "Biểu đồ cột: số bài theo giờ đăng, nhiều nhất {high} bài một giờ.",
        "Bar chart: articles by hour of publication, at most {high} an hour.",
    ),
    "stories": ("Nhiều báo cùng đăng", "What several outlets have"),
    "stories_note": (
        "Tin có nội dung gần như nhau ở nhiều báo trong {recent} ngày qua, theo thứ tự đăng.",
        "Nearly the same text in several outlets in the last {recent} days, in the order of publication.",
    ),
    "stories_none": (
        "{recent} ngày qua không có tin nào được hai báo trở lên đăng gần như nguyên văn.",
        "In the last {recent} days no two outlets had nearly the same text.",
    ),
    "outlets_count": ("{count} báo", "{count} outlets"),
    "layout": ("Mẫu trang", "Template"),
    "pages": ("Trang", "Pages"),
    "field:title": ("Tiêu đề", "Title"),
    "field:lead": ("Sapo", "Lead"),
    "field:authors": ("Tác giả", "Authors"),
    "field:date": ("Ngày", "Date"),
    "field:body": ("Nội dung", "Body"),
    "field:captions": ("Chú thích ảnh", "Captions"),
    "field:section": ("Chuyên mục", "Section"),
    "field:tags": ("Từ khóa", "Tags"),
    "field:images": ("Ảnh", "Images"),
    "failing": ("Địa chỉ lỗi", "Failing addresses"),
    "failing_note": (
        "Nhiều lần nhất trước, trong {recent} ngày qua.",
        "The most frequent first, of the last {recent} days.",
    ),
    "failing_none": (
        "Không có địa chỉ nào lỗi trong {recent} ngày qua.",
        "No address failed in the last {recent} days.",
    ),
    "times": ("{count} lần, cuối cùng {when}", "{count}×, last {when}"),
    "slowest": ("Địa chỉ chậm nhất", "Slowest addresses"),
    "slowest_none": (
        "Chưa có số liệu: {recent} ngày qua chưa có lần chạy nào tải được trang.",
        "There are no figures: no run of the last {recent} days fetched a page.",
    ),
    "seconds": ("{count} giây", "{count} s"),
    "dates": ("Ngày đăng lấy từ đâu", "Where dates came from"),
    "dates_note": (
        "Số bài trong {days} ngày qua, theo nguồn và độ chính xác.",
        "Articles of the last {days} days, by source and precision.",
    ),
    "dates_none": (
        "Chưa có số liệu: {days} ngày qua chưa lưu bài nào.",
        "There are no figures: nothing was stored in the last {days} days.",
    ),
    "source": ("Nguồn", "Source"),
    "articles": ("Bài", "Articles"),
    "share": ("Tỷ lệ", "Share"),
    "precision:second": ("Đến giây", "To the second"),
    "precision:minute": ("Đến phút", "To the minute"),
    "precision:hour": ("Đến giờ", "To the hour"),
    "precision:day": ("Đến ngày", "To the day"),
    "origin:page": ("Dòng ngày trên trang", "The page's date line"),
    "origin:json-ld": ("JSON-LD", "JSON-LD"),
    "origin:meta": ("Thẻ meta", "Meta tags"),
    "origin:url": ("Địa chỉ trang", "The address"),
    "origin:dateline": ("Đầu bài viết", "The text's dateline"),
    "origin:feed": ("RSS", "RSS"),
    "origin:sitemap": ("Sitemap", "Sitemap"),
    "origin:": ("Không rõ ngày", "No date"),
    "copies": ("Bài trùng giữa các báo", "Copies between outlets"),
    "copies_note": (
        "Bài gần như cùng nội dung với một bài thu thập trước đó, trong {days} ngày qua.",
        "Articles with nearly the same text as one crawled before, of the last {days} days.",
    ),
    "copies_none": (
        "Không có bài trùng trong {days} ngày qua.",
        "There are no copies in the last {days} days.",
    ),
    "copy": ("Đăng lại", "Copy in"),
    "original": ("Bài có trước ở", "Earlier in"),
    "latest": ("Bài mới nhất", "Latest articles"),
    "latest_none": (
        "Chưa có bài nào: chưa lần chạy nào lưu được bài. Nguyên nhân nằm ở mục {where}.",
        "There are no articles: no run has stored any. Why is told under {where}.",
    ),
    "search": ("Tìm trong {count} bài mới nhất", "Search the latest {count} articles"),
    "search_hint": (
        "Tiêu đề, báo, tác giả, chuyên mục; có dấu hay không dấu đều được.",
        "Title, outlet, author, section; with or without diacritics.",
    ),
    "crawled": ("thu thập {when}", "crawled {when}"),
    "found": ("{count} bài", "{count} articles"),
    "more": ("Xem thêm", "Show more"),
    "copy_of": ("trùng với", "copy of"),
    "kind:video": ("video", "video"),
    "kind:gallery": ("ảnh", "gallery"),
    "kind:live": ("trực tiếp", "live"),
    "kind:audio": ("âm thanh", "audio"),
    "kind:removed": ("đã gỡ", "taken down"),
    "kind:other": ("khác", "other"),
    "reason:finished": ("xong", "finished"),
    "reason:shutdown": ("bị dừng", "interrupted"),
    "reason:budget": ("hết giờ", "out of time"),
    "reason:broken": ("hỏng", "broken"),
    "reason:locked": ("báo đang bận", "locked"),
    "footer": (
        "Mọi thứ trên trang này nằm trong một tệp; trang không gửi và không tải gì qua mạng.",
        "All of this page is in one file; it sends and loads nothing over the network.",
    ),
}
"""What stands behind a colon is a value of the feed or of a run record; one without words is shown as it is."""

_SUBJECTS = 3
"""Addresses or layouts of an alarm that are named."""
_WEEKDAYS = (
    ("thứ Hai", "Monday"),
    ("thứ Ba", "Tuesday"),
    ("thứ Tư", "Wednesday"),
    ("thứ Năm", "Thursday"),
    ("thứ Sáu", "Friday"),
    ("thứ Bảy", "Saturday"),
    ("Chủ nhật", "Sunday"),
)


class Language:
    """The texts, numbers and dates of one language."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._column = LANGUAGES.index(code)

    def text(self, key: str, **values: object) -> str:
        """A text with its values; numbers among them are written as the language does. Raises KeyError."""
        return WORDS[key][self._column].format(**{name: self._shown(value) for name, value in values.items()})

    def value(self, group: str, value: str) -> str:
        """The words for a value of the feed or of a run record, or the value itself."""
        found = WORDS.get(f"{group}:{value}")
        return found[self._column] if found else value

    def alarm(self, name: str) -> str:
        """The words for an alarm's name: `selector:date` tells the field."""
        group, _, field = name.partition(":")
        if words := WORDS.get(f"alarm:{name}"):
            return words[self._column]
        words = WORDS.get(f"alarm:{group}")
        return f"{words[self._column]} “{self.value('field', field)}”" if words else name

    def alarmed(self, alarm: Alarm) -> str:
        """What was seen. The sentence is English; other languages have its figures, its subjects and its time."""
        if self.code == "en":
            return alarm.message
        figures = [self.change(name, usual, alarm.seen.get(name, 0)) for name, usual in alarm.expected.items()]
        subjects = [", ".join(alarm.subjects[:_SUBJECTS])] if alarm.subjects else []
        if more := len(alarm.subjects[_SUBJECTS:]):
            subjects = [f"{subjects[0]} {self.text('more_subjects', count=more)}"]
        since = [self.text("since", when=self.when(datetime.fromisoformat(alarm.since)))] if alarm.since else []
        return "; ".join([*figures, *subjects, *since])

    def ago(self, span: timedelta) -> str:
        """How long ago that was, in the unit that has two of it at least."""
        minutes = int(span.total_seconds() // 60)
        counts = {"ago:days": minutes // (24 * 60), "ago:hours": minutes // 60, "ago:minutes": minutes}
        unit = next((unit for unit, count in counts.items() if count > 1), "")
        return self.text(unit, count=counts[unit]) if unit else self.text("ago:now")

    def change(self, name: str, usual: float, now: float) -> str:
        """An alarm's figures: shares (at most 1) in per cent, amounts as they are."""
        share = max(usual, now) <= 1 and name not in {"articles", "characters"}
        written = (f"{self.number(100 * n)} %" if share else self._amount(n) for n in (usual, now))
        groups = (group for group in ("field", "figure", "origin", "alarm") if f"{group}:{name}" in WORDS)
        what = self.value(next(groups, ""), name)
        return self.text("change", what=what, **dict(zip(("usual", "now"), written, strict=True)))

    def _amount(self, value: float) -> str:
        return self.number(value, 0 if value >= 10 or value == int(value) else 1)

    def _shown(self, value: object) -> str:
        return self.number(value) if isinstance(value, int) else str(value)

    def number(self, value: float, digits: int = 0) -> str:
        """1.234,5 in Vietnamese, 1,234.5 in English."""
        text = f"{value:,.{digits}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.code == "vi" else text

    def day(self, day: date) -> str:
        """23/11/2026 in Vietnamese, 2026-11-23 in English."""
        return f"{day:%d/%m/%Y}" if self.code == "vi" else f"{day:%Y-%m-%d}"

    def day_of(self, iso: str) -> str:
        """The same of `2026-11-23`."""
        return self.day(date.fromisoformat(iso))

    def short_day(self, day: date) -> str:
        """23/11 in Vietnamese, 11-23 in English."""
        return f"{day:%d/%m}" if self.code == "vi" else f"{day:%m-%d}"

    def when(self, moment: datetime, precision: str | None = "minute") -> str:
        """The Vietnamese day, and the clock where it is known."""
        moment = moment.astimezone(VIETNAM)
        return self.day(moment) if precision in {"day", None} else f"{moment:%H:%M} {self.day(moment)}"

    def weekday(self, day: date) -> str:
        """Its name."""
        return _WEEKDAYS[day.weekday()][self._column]
