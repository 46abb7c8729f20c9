"""Every text of the report, in Vietnamese and in English."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from scrapers.clock import VIETNAM

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
    "runs_today": ("lần chạy hôm nay", "runs today"),
    "failed_runs": ("{count} lần có lỗi", "{count} did not end well"),
    "alarms": ("Cảnh báo", "Alarms"),
    "alarms_now": ("cảnh báo", "alarms"),
    "alarms_none": ("Không có cảnh báo nào.", "There are no alarms."),
    "change": ("{what}: thường {usual}, nay {now}", "{what}: usually {usual}, now {now}"),
    "figure:refused": ("Trả lời từ chối", "Refusals"),
    "figure:paywalled": ("Trang thu phí", "Pages behind a paywall"),
    "figure:characters": ("Số ký tự", "Characters"),
    "figure:clock": ("Có giờ phút", "With a clock"),
    "figure:articles": ("Số bài", "Articles"),
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
    "alarm:articles:none": ("không có bài nào", "no articles"),
    "alarm:articles:few": ("ít bài bất thường", "unusually few articles"),
    "trend": ("Số bài theo ngày", "Articles by day"),
    "trend_note": (
        "Theo ngày đăng; bài không ghi ngày được tính vào ngày thu thập. Hôm nay chưa hết ngày.",
        "By day of publication, of the crawl where a page tells none. Today is not over yet.",
    ),
    "trend_alt": (
        "Biểu đồ cột: {first}–{last}, mỗi ngày từ {low} đến {high} bài, hôm nay {now}.",
        "Bar chart: {first} to {last}, from {low} to {high} articles a day, {now} today.",
    ),
    "highest": ("Nhiều nhất: {count} bài một ngày.", "At most {count} articles a day."),
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
        "Tỷ lệ trang có trường đó trong {recent} ngày qua, theo từng mẫu trang. Ô càng cam càng thiếu.",
        "Share of pages with a field in the last {recent} days, by template. The more orange, the more is missing.",
    ),
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
    "failing_none": ("Không có địa chỉ nào lỗi.", "No address failed."),
    "times": ("{count} lần, cuối cùng {when}", "{count}×, last {when}"),
    "slowest": ("Địa chỉ chậm nhất", "Slowest addresses"),
    "slowest_none": ("Chưa có số liệu.", "There are no figures yet."),
    "seconds": ("{count} giây", "{count} s"),
    "dates": ("Ngày đăng lấy từ đâu", "Where dates came from"),
    "dates_note": (
        "Số bài trong {days} ngày qua, theo nguồn và độ chính xác.",
        "Articles of the last {days} days, by source and precision.",
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
    "copies_none": ("Không có bài trùng.", "There are no copies."),
    "copy": ("Đăng lại", "Copy in"),
    "original": ("Bài có trước ở", "Earlier in"),
    "latest": ("Bài mới nhất", "Latest articles"),
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
        """The words for an alarm's name, and the name itself: `selector:date` tells the field."""
        group, _, field = name.partition(":")
        known = name if f"alarm:{name}" in WORDS else group
        about = f" “{self.value('field', field)}”" if known != name else ""
        return f"{self.value('alarm', known)}{about} ({name})" if f"alarm:{known}" in WORDS else name

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
