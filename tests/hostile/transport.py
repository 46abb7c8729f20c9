"""Truncated, endless, oversized and malformed responses, at an article or a source of an outlet."""

from __future__ import annotations

import gzip
import sys
import zlib

import brotli  # type: ignore[import-untyped]

from tests.hostile.pages import article, feed, path
from tests.hostile.stage import BAD, GOOD, Case
from tests.hostile.wire import answer, drips, fills, hangs, head, in_turn, resets, says

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = article(100009).encode()
FEED = feed("x.vn", [path(n) for n in GOOD]).encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}
OPEN = head(headers=HTML)
ELDER = b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
CHUNKED = head(headers=HTML | {"Transfer-Encoding": "chunked"})
ALL = (*GOOD, 100009)


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


TINY = b"".join(chunk(bytes([byte])) for byte in PAGE)


def packed(body: bytes, encoding: str, share: float, **headers: str) -> bytes:
    """A well-formed response with a truncated compressed body."""
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[encoding]
    data = pack(body)
    return answer(data[: int(len(data) * share)], headers={"Content-Encoding": encoding, **headers})


def at_article(name: str, script: object, says: str = "", **more: object) -> Case:
    """A case with a hostile article."""
    return Case(name, {BAD: script}, says, **more)  # type: ignore[arg-type, dict-item]


def at_source(name: str, script: object, says: str = "", **more: object) -> Case:
    """A case whose only source is hostile, so that no article is known; `more` answers besides."""
    paths = {"/rss/home.rss": script, **more.pop("more", {})}  # type: ignore[dict-item]
    return Case(name, paths, says, **{"stored": (), **more})  # type: ignore[arg-type]


def bomb(data: bytes, coding: str) -> bytes:
    """An answer that unpacks to more than a page may have."""
    return answer(data, headers={"Content-Encoding": coding})


CUT = "ended early"
LATE = "no whole answer in time"
LARGE = "larger than DOWNLOAD_MAXSIZE"
TOO_MUCH = "64 KiB of headers"
NONE = "no HTTP"
NEWLINES = gzip.compress(b"\n" * (1 << 26))
MAINTENANCE = "<html><body><h1>Hệ thống đang bảo trì</h1></body></html>"
CAPTCHA = '<html><head><title>Xin chờ</title></head><body><div class="g-recaptcha"></div></body></html>'
WAIT = {"Retry-After": "9" * 400}
NOISE = b"\x1f\x8b" + b"\x99" * 400
HALVES = gzip.compress(PAGE[:900]) + gzip.compress(PAGE[900:])
BOTH = {"Content-Length": "12", "Transfer-Encoding": "chunked"}
TWO = {"Content-Length": "900", "content-length": str(len(PAGE))}

CUT_FEED = feed("feedcut.vn", [*(path(n) for n in GOOD), path(7)]).partition(path(7))[0]
TWIN = path(100001, "chieu-phim-ngoai-troi")
TWINS = feed("oneid.vn", [*(path(n) for n in GOOD), TWIN])
FILM = (
    "Màn ảnh dựng ở bãi cỏ ven hồ từ chập tối, ai đến trước thì ngồi trước, trẻ con được phát chiếu cói.",
    "Ban tổ chức chọn năm bộ phim tài liệu quay ở đồng bằng và miền núi, mỗi đêm một bộ, không thu tiền vé.",
    "Nếu mưa, buổi chiếu dời vào hội trường nhà văn hóa, nơi có hai trăm ghế và quạt trần.",
)
OTHER = article(2, "Chiếu phim ngoài trời", FILM).replace("Người dân ngõ 2 bàn chuyện để xe.", "Năm đêm, năm bộ phim.")
TWIN_PAGE = {TWIN: says(answer(OTHER))}
LYING = f'<link rel="canonical" href="https://HOST{path(100001)}">'
BASE = f'<base href="https://khac.example/"><link rel="canonical" href="{BAD}">'

CASES = [
    # Half pages.
    at_article("closedhalf", says(OPEN + PAGE[: len(PAGE) // 2]), CUT),
    at_article("closedbeforeend", says(OPEN + PAGE[: PAGE.index(b"</div>\n<footer")]), CUT),
    at_article("closedafterbody", says(OPEN + PAGE[: PAGE.index(b"</body>")]), fails=False, stored=ALL),
    at_article("closedwhole", says(OPEN + PAGE), fails=False, stored=ALL),
    at_article("toolittle", says(head(headers=HTML | {"Content-Length": "99999"}) + PAGE), CUT),
    at_article("lengthofhalf", says(answer(PAGE[: len(PAGE) // 2])), CUT),
    at_article("chunkmissing", says(CHUNKED + chunk(PAGE[:900]) + chunk(PAGE[900:])), CUT),
    at_article("chunkcut", says(CHUNKED + chunk(PAGE)[:700]), CUT),
    at_article("chunkedhalf", says(CHUNKED + chunk(PAGE[: len(PAGE) // 2]) + b"0\r\n\r\n"), CUT),
    at_article("gziphalf", says(packed(PAGE, "gzip", 0.5, ETag='"a"')), CUT),
    at_article("gzipnotrailer", says(packed(PAGE, "gzip", 0.995)), CUT),
    at_article("deflatecut", says(packed(PAGE, "deflate", 0.7)), CUT),
    at_article("brotlicut", says(packed(PAGE, "br", 0.75)), CUT),
    at_article("gzipnoise", says(bomb(NOISE, "gzip")), "gzip"),
    at_article("notgzip", says(answer(PAGE, headers={"Content-Encoding": "gzip"})), "gzip"),
    at_article("unknowncoding", says(answer(PAGE, headers={"Content-Encoding": "rot13"})), "rot13"),
    at_article("mended", in_turn(says(packed(PAGE, "gzip", 0.6)), says(answer(PAGE))), fails=False, stored=ALL),
    at_article("resetthenwhole", in_turn(resets(OPEN + PAGE[:500]), says(answer(PAGE))), fails=False, stored=ALL),
    # Answers that are none.
    at_article("nothing", says(), "closed without"),
    at_article("onlyreset", resets(), "reset"),
    at_article("noise", says(b"\x00\xff" * 300), "closed"),
    at_article("sshbanner", says(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), NONE),
    at_article("oldprotocol", says(PAGE), NONE),
    at_article("statuswords", says(b"HTTP/1.1 OK fine\r\n\r\n" + PAGE), NONE),
    at_article("negativelength", says(head(headers=HTML | {"Content-Length": "-5"}) + PAGE), NONE),
    at_article("twolengths", says(head(headers={"Content-Length": "5, 9"}) + PAGE), NONE),
    at_article("empty200", says(answer(b"")), "empty"),
    at_article("unasked304", says(head("304 Not Modified", {"ETag": '"x"'})), "304"),
    # Answers without an end.
    at_article("silence", hangs(), LATE),
    at_article("silenthead", hangs(OPEN), LATE),
    at_article("stillpage", hangs(head(headers=HTML | {"Content-Length": str(len(PAGE))}) + PAGE[:900]), LATE),
    at_article("drippage", drips(OPEN, b"<p>x</p>", 0.2), LATE),
    at_article("driphead", drips(b"HTTP/1.1 200 OK\r\n", b"X", 0.2), LATE),
    at_article("endlesspage", drips(OPEN, b"<p>mai</p>" * 600000), f"{LARGE}|{LATE}"),
    at_article("hugelength", says(head(headers=HTML | {"Content-Length": "9" * 15}) + PAGE), LARGE),
    at_article("endlessheaders", drips(b"HTTP/1.1 200 OK\r\n", (b"X-A: " + b"b" * 900 + b"\r\n") * 9), TOO_MUCH),
    at_article("longheader", drips(b"HTTP/1.1 200 OK\r\nX-A: ", b"b" * 60000), TOO_MUCH),
    at_article("folded", drips(b"HTTP/1.1 200 OK\r\nX-A: b\r\n", (b" " + b"c" * 1000 + b"\r\n") * 9), TOO_MUCH),
    at_article("endlesscontinue", drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50), TOO_MUCH),
    at_article("endlesshints", drips(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 50), TOO_MUCH),
    at_article("endlesstrailers", drips(CHUNKED + chunk(PAGE) + b"0\r\n", b"X-A: b\r\n" * 500), CUT),
    at_article("longchunkline", drips(CHUNKED, b"0" * 60000), CUT),
    at_article("manycookies", says(head(headers={f"Set-Cookie-{n}": "a" * 2000 for n in range(60)}) + PAGE), TOO_MUCH),
    at_article("brotlibomb", says(bomb(brotli.compress(b"\n" * (1 << 28), quality=1), "br")), LARGE),
    at_article("gzipbomb", says(bomb(NEWLINES, "gzip")), LARGE),
    at_article("gziptwice", says(bomb(gzip.compress(NEWLINES), "gzip, gzip")), LARGE),
    at_article("manycodings", says(bomb(gzip.compress(PAGE), ", ".join(["gzip"] * 50))), "50 encodings"),
    # Answers that a person would know for what they are.
    at_article("waits400digits", says(answer(b"", status="503 Busy", headers=WAIT)), "503", stored=None),
    # Answers that are no page.
    at_article("pdf", says(answer(b"%PDF-1.7\n\n" + bytes(range(256)) * 2000)), "no HTML", fails=False),
    at_article("plainerror", says(answer("Lỗi máy chủ.\n\nXin thử lại sau.", "text/plain")), "no HTML", fails=False),
    at_article("jsonerror", says(answer('{"error": "quota"}', "application/json")), "no HTML", fails=False),
    at_article("partial", says(answer(PAGE[:2000], status="206 Partial Content")), CUT),
    # Other spellings of HTTP, and codings that browsers know.
    at_article("httponezero", says(ELDER + PAGE), fails=False, stored=ALL),
    at_article("httponezerohalf", says(ELDER + PAGE[: len(PAGE) // 2]), CUT),
    at_article("tinychunks", says(CHUNKED + TINY + b"0\r\n\r\n"), fails=False, stored=ALL),
    at_article("chunknegative", says(CHUNKED + b"-5\r\n" + PAGE), CUT),
    at_article("chunkextension", says(CHUNKED + b"5;" + b"a=b;" * 9000 + b"\r\n" + PAGE), CUT),
    at_article("twicechunked", says(head(headers={"Transfer-Encoding": "chunked, chunked"}) + chunk(PAGE)), NONE),
    at_article("bothlengths", says(head(headers=HTML | BOTH) + chunk(PAGE) + b"0\r\n\r\n"), fails=False, stored=ALL),
    at_article("otherlength", says(head(headers=HTML | TWO) + PAGE), NONE),
    at_article("barenewlines", says(OPEN.replace(b"\r", b"") + PAGE), fails=False, stored=ALL),
    at_article("blankheader", says(b"HTTP/1.1 200 OK\r\nContent-Type : text/html\r\n\r\n" + PAGE), NONE),
    at_article("twomembers", says(bomb(HALVES, "gzip")), fails=False, stored=ALL),
    at_article("behindgzip", says(bomb(gzip.compress(PAGE) + bytes(500), "gzip")), fails=False, stored=ALL),
    at_article("gzipingzip", says(bomb(gzip.compress(gzip.compress(PAGE)), "gzip")), "no HTML", fails=False),
    at_article("zstdbomb", says(bomb(zstd.compress(b"\n" * (1 << 28)), "zstd")), LARGE),
    at_article("zstdcut", says(bomb(zstd.compress(PAGE)[:-200], "zstd")), CUT),
    at_article("charsetnul", says(answer(PAGE, "text/html; charset=utf-8\x00")), fails=False, stored=ALL),
    at_article("longcharset", says(answer(PAGE, "text/html; charset=" + "x" * 60_000)), fails=False, stored=ALL),
    # Pages that say they are others.
    at_source("oneid", says(answer(TWINS, "text/xml")), "another article's", fails=False, stored=GOOD, more=TWIN_PAGE),
    at_article("lyingcanonical", fills(article(100009, head=LYING)), fails=False, stored=ALL),
    at_article("wrongbase", fills(article(100009, head=BASE)), fails=False, stored=ALL),
    # Sources.
    at_source("feedgziphalf", says(packed(FEED, "gzip", 0.6)), CUT),
    at_source("feedcut", says(answer(CUT_FEED)), CUT, stored=GOOD),
    at_source("feed304", says(head("304 Not Modified")), "304"),
    at_source("feedmaintenance", says(answer(MAINTENANCE)), "no XML"),
    at_source("feedempty", says(answer(b"", "text/xml")), "no XML"),
    at_source("feedjson", says(answer('{"error": "quota"}', "application/json")), "no XML"),
    at_source("feedcaptcha", says(answer(CAPTCHA)), "CAPTCHA"),
    at_source("feedbinary", says(answer(b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "image/png")), "no XML"),
    at_source("feeddeep", says(answer(FEED.replace(b"<item>", b"<a>" * 100_000 + b"<item>", 1))), "nested too deep"),
    at_source("feedgzipingzip", says(answer(gzip.compress(gzip.compress(FEED)))), "no XML"),
    at_source("feedsilence", hangs(), LATE),
]  # fmt: skip
