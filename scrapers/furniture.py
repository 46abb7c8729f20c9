"""Lexicon of boilerplate: words that a site prints around and between the paragraphs of a story.

Regular expressions without groups, to be joined by `one_of`: first lines as they are printed, then the names that
classes and ids give to boxes. Each group says who may take its words for what.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain


def one_of(*groups: Iterable[str]) -> str:
    """The alternation of all words of these groups, for a pattern."""
    return "|".join(chain(*groups))


# Lines in print, to be compared without case.

READERS = r"(?:quý |các )?(?:bạn(?: đọc)?|độc giả|khán giả|thính giả|quý vị|khách hàng)"
"""How a site addresses its readers."""

RELATED = (
    r"(?:tin|bài)(?: bài| viết)? (?:liên quan|đọc nhiều|xem nhiều|nổi bật|khác)",
    r"tin (?:mới|nóng|nổi bật)(?: nhất)?",
    r"(?:tin |bài )?cùng chuyên mục",  # the section's newest
    r"các tin khác",
    r"(?:các )?(?:tin|bài)(?: viết)? (?:đã (?:đưa|đăng)|trước|cũ|mới|cũ hơn|mới hơn)",
    r"(?:đọc|xem) nhiều(?: nhất)?",
    r"(?:có thể )?bạn(?: đọc)? (?:có thể )?quan tâm",
    r"gợi ý cho bạn",
    r"đừng bỏ lỡ",
)
"""Headings of boxes of other stories: a whole line that ends a story or stands between its paragraphs."""

MORE = (r"(?:xem|đọc|nghe) (?:thêm|tiếp|ngay)(?: (?:tin|bài|video)(?: (?:được|đang) quan tâm)?)?",)
"""What leads to one other story, mostly by the link behind it; in the middle of a story as often as behind it."""

COMMENTS = (
    r"bình luận(?: \(\d+\))?",  # with their number
    r"(?:gửi )?(?:ý kiến|phản hồi)(?: của)?(?: bạn(?: đọc)?)?",
)
"""Headings and buttons of the readers' comments."""

TOPICS = (r"(?:dòng )?sự kiện", r"chủ đề", r"chuyên (?:đề|mục)")
"""Labels before the link to what a story is one of."""

CONTENTS = (r"mục lục", r"nội dung (?:chính|bài viết)")
"""Headings of a story's table of contents."""

TAGS = (
    r"từ kh(?:óa|oá)",  # both spellings of the tone
    r"tags?",
)
"""Headings of a story's tags."""

_COUNTED = r"(?:share|tweet|like)s?"
"""Buttons that say how often they were pressed."""

SHARE = (
    rf"{_COUNTED}\s?\d*|rss(?: \d\.\d)?|print",
    r"chia sẻ(?: zalo| facebook)?",
    r"(?:thích và )?chia sẻ bài (?:này|viết).{0,20}",
    r"copy link",
    r"google news",  # the button that follows the outlet there
    r"lưu bài",
    r"link (?:bài )?gốc.{0,50}",  # the address of the story where it was taken from
    r"đánh giá(?: bài(?: viết| này)?)?",
    r"bài viết (?:này )?có hữu ích.{0,40}",
    r"(?:xem )?(?:cỡ|kích) chữ.{0,40}",  # size of letters
    r"(?:số )?lượt (?:xem|đọc|truy cập).{0,12}",
    r"in (?:bài(?: viết)?|trang|tin)",
    r"nghe (?:đọc )?bài(?: viết)?",  # text to speech
    r"like (?-i:[A-ZĐ]{2,8})",  # the site's initials
    r"xem (?:ảnh )?toàn màn hình|(?:(?:bấm|nhấn|click)(?: vào ảnh)? để )?(?:phóng to|xem ảnh lớn)(?: ảnh)?",
    r"\(\d+ bình chọn.{0,20}",  # stars
    r"theo dõi .{0,40}(?:trên|tại).{0,20}",
)
"""Buttons of a share bar, where mark-up makes them a line between paragraphs."""

PLAYERS = (
    r"nguồn video",
    r"(?:video|clip):.{1,90}",  # the film's title, below it
    r"(?:xem )?video(?: clip)?",
    r"clip",
    r"(?:video|clip) .{1,80}(?=:$)",  # what it shows, above it
    r"loading",
    r"đang tải(?: dữ liệu)?",
    r"0?0:00(?: ?/? ?\d{1,2}:\d\d)?",  # played so far, and how long it is
    r"\d(?:\.\d+)?x",  # speed
)
"""What a player of films prints before it plays, and beside it."""

ADVERTS = (r"quảng cáo", r"advertisement")
"""Labels above an advertisement, which players of advertisements also give their films as caption."""

TEXT_BUTTONS = (
    r"chia sẻ(?: .{0,20})?",
    r"facebook|twitter|zalo|messenger|email",
    r"in bài(?: viết)?|in",
    r"copy link|sao chép.*",
    r"lưu(?: bài)?.*",
    r"bình luận(?: \(\d+\))?|\d+ bình luận",
    r"thích|like",
    r"a[+-](?: a[+-])?|cỡ chữ.*",  # size of letters
    r"nghe (?:đọc )?bài.*",
    r"google news|theo dõi .*",
    r"trang chủ|quay lại",
    r"gửi(?: cho)? bạn bè.*",
    r"góp ý",
    r"\d+",  # how many have shared it
)
"""Buttons in the text of a whole page, where no mark-up parts them from the story: more than inside a story's own
element, where a line `Facebook` may be its."""

TEXT_ENDS = (
    r"bình luận(?: \(\d+\))?",
    r"ý kiến (?:bạn đọc|của bạn).*",
    r"từ kh(?:óa|oá).*|tags?.*|chủ đề:.*",  # the words stand on the same line
    r"xem thêm:?",
)
"""What ends a story besides RELATED in the text of a whole page."""

COMMENTS_HEAD = (
    r"(?:\d+\s+)?(?:(?:gửi |viết )?(?:bình luận|ý kiến|phản hồi)(?: (?:của )?(?:bạn(?: đọc)?|độc giả))?"
    r"|(?:(?:top|most|best|all|latest|reader|user)[ -])*(?:rated |recent |popular )?comments?)"
    r"\s*\(?\s*\d*\s*\)?:?"
    r"|\d+ (?:responses?|replies|thoughts?|comments?) (?:to|on) .{1,120}"  # WordPress names the story
    r"|leave a (?:reply|comment)"
)
"""The line above a list of comments: with their number before or behind it, `Viết bình luận`."""

NETWORKS = (r"fanpage|facebook|youtube|zalo|google(?: ?\+| news)?|tiktok|twitter",)
"""Where a site asks to be followed."""

SITE_VERBS = (
    r"xem|in|gửi|chia sẻ",
    r"tags?|từ kh(?:óa|oá)",
    r"liên hệ|hotline",
    r"trang|website",
    r"loading|rss|print",
    rf"{_COUNTED}\d*",
)
"""Words that a line of the site begins with and no person's name does."""

SITE_SPEECH = (
    r"©|copyright|all rights reserved|bản quyền|giấy phép|tổng biên tập|điện thoại",  # imprint
    r"terms of|privacy policy|cookie",
    r"newsletter|sign up|subscribe|đăng ký|log in|sign in|đăng nhập",
    r"click here|read more|read also|related|xem thêm|đọc thêm",
    r"advertis|quảng cáo",
    r"follow us|share this|theo dõi|chia sẻ",
    r"comments?\b|bình luận",
)
"""What a site says to its readers, anywhere in a short block: a clue among others."""

NO_SECTION = (
    "trang chủ|trang chu|trang nhất|home|homepage",  # the first crumb
    "news|chuyên mục|chuyên mục khác",  # says only that it is one
    "chia sẻ|quay lại|đăng nhập|đăng ký|tìm kiếm|liên hệ",  # buttons beside the breadcrumb
    "(?:xem|đọc) thêm.*|(?:learn|read|see) more",  # what leads to the other stories of one
    # tabs of lists
    "(?:tin |bài )?(?:nóng|mới|mới nhất|nổi bật|liên quan|(?:đọc|xem) nhiều(?: nhất)?|quan tâm(?: nhất)?)",
)
"""Links of a breadcrumb or menu that name no section."""


# Names of classes and ids: whole words of them, without case.

RELATED_BOXES = (r"\w*related?\w*", r"lien-?quan|tin-?lien-?quan")
"""Boxes of other stories; the system does not matter."""
LEADING_BOXES = (r"docthem|readmore|morenews|box-?tin",)
"""Boxes inside a story that lead to another one."""
POPULAR_BOXES = (r"most|trending", r"xem-?nhieu|doc-?nhieu|tin-?(?:moi|khac|nong)")
"""Boxes of the site's most read and newest stories."""
ADVERT_BOXES = (r"banner|ads?|adv|quangcao",)
SHARE_BOXES = (r"share|social",)
COMMENT_BOXES = (r"comments?",)
LETTER_BOXES = (r"commentlist|repl(?:y|ies)", r"binh-?luan|y-?kien|phan-?hoi")
"""Comments one by one, each with a date of its own; `y-kien` is a section's name, too."""
MENUS = (r"menu|nav|navbar",)
HEADS = (r"top-?bar|masthead",)
CLOCKS = (r"today|now|clock|weather", r"hom-?nay|dong-?ho|thoi-?tiet")
"""Today's date and weather in the head of a site."""
IMPRINTS = (r"footer|copyright",)
SIDES = (r"side-?bar",)
POPUPS = (r"popup|newsletter",)
CONTROLS = (r"player|subscribe|rating|breadcrumbs?",)
"""What a reader uses inside of a story's box."""
