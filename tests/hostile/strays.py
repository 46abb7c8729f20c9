"""URLs that lead to private addresses, and robots.txt files that are unavailable or malicious."""

from __future__ import annotations

from tests.hostile.pages import article, feed, index, listing, path, sitemap
from tests.hostile.stage import BAD, GOOD, Case
from tests.hostile.transport import at_article, at_source
from tests.hostile.wire import answer, drips, fills, hangs, redirects, resets, says

LEADS = "leads to"
UNHAD = "robots.txt cannot be had"
ALL = (*GOOD, 100009)
REFRESH = '<meta http-equiv="refresh" content="0; url=http://CANARY/HOST">'
FORBIDDEN = "User-agent: *\nDisallow: /\n"


def refused(name: str, to: str, says: str = LEADS, fails: bool = False) -> Case:
    """An article that redirects to a forbidden host: not stored, and not counted as the outlet's failure."""
    return at_article(name, redirects(to), says, fails=fails)


def at_robots(name: str, script: object, says: str = UNHAD, **more: object) -> Case:
    """A case with a hostile robots.txt: if it is unavailable nothing else is requested."""
    wants = {"stored": (), "asked": {"/rss/home.rss": 0}} if says == UNHAD else {"fails": False}
    return Case(name, {"/robots.txt": script}, says, **{**wants, **more})  # type: ignore[arg-type, dict-item]


def rules(text: str, status: str = "200 OK") -> object:
    """A robots.txt."""
    return says(answer(text, "text/plain", status))


def moves(to: str) -> object:
    """A redirect whose address is written in letters of all alphabets, as UTF-8."""
    return says(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % to.encode())


CASES = [
    # An article leads inside, to a secret, to others.
    refused("toloopback", "http://CANARY/HOST"),
    refused("toloopback6", "http://[::1]/HOST"),
    refused("tolocalhost", "http://localhost:80/HOST"),
    refused("tonumber", "http://2130706433/HOST"),
    refused("tohex", "http://0x7f.1/HOST"),
    refused("tozero", "http://0.0.0.0/HOST"),
    refused("tomapped", "http://[::ffff:127.0.0.1]/HOST"),
    refused("tometadata", "http://169.254.169.254/latest/meta-data/"),
    refused("toprivate", "http://10.0.0.1/HOST"),
    refused("tosecret", "http://user:hunter2@HOST/tin.100001.html"),
    refused("toneighbour", "https://tohex.vn/ngo-co-cho-de-xe-moi.100001.html", "no host of toneighbour"),
    refused("tolookalike", "https://HOST.example.com/tin.100001.html", "no host of tolookalike"),
    refused("tootherport", "http://HOST:22/HOST", "leads to port 22"),
    refused("toport0", "http://HOST:0/HOST", "leads to port 0"),
    refused("tooctal", "http://0177.0.0.1/HOST"),
    refused("toshort", "http://127.1/HOST"),
    refused("tonat64", "http://[64:ff9b::7f00:1]/HOST"),
    refused("toschemeless", "//CANARY/HOST"),
    refused("totab", "ht\ttp://CANARY/HOST"),
    refused("tozone", "http://[fe80::1%25lo]/HOST"),
    refused("tosixtofour", "http://[2002:7f00:1::]/HOST"),
    refused("tobackslash", "http:\\\\CANARY/HOST"),
    at_article("tocircled", moves("http://①②⑦.⓪.⓪.①/HOST"), LEADS, fails=False),
    at_article("toideographic", moves("http://127。0。0。1/HOST"), LEADS, fails=False),
    at_article("tosofthyphen", moves("http://local\u00adhost/HOST"), LEADS, fails=False),
    refused("tobrokenhost", "http://[::1/HOST", "broken address", fails=True),
    at_article("tonowhere", redirects("https://HOST/khac.100008.html"), fails=False),
    at_article("metarefresh", fills(article(100009, head=REFRESH)), fails=False, stored=ALL),
    at_article("torobots", redirects("https://HOST/robots.txt"), "leads to", fails=False),
    at_article("toitself", redirects("https://HOST" + BAD), "max redirections", asked={BAD: 6}),
    at_article("tofile", redirects("file:///etc/passwd"), "302"),
    at_article("tojavascript", redirects("javascript:alert(1)"), "broken address"),
    at_article("todata", redirects("data:text/html,<h1>x</h1>"), "302"),
    at_article("toolong", redirects("https://HOST/" + "a" * 60_000), fails=False),
    # A source does.
    at_source("feedinside", redirects("http://CANARY/HOST"), LEADS),
    at_source("feedelsewhere", redirects("https://tohex.vn/rss/home.rss"), "no host of feedelsewhere"),
    Case(
        "childinside",
        {"/sitemap.xml": fills(index(["http://CANARY/HOST", "https://HOST/good.xml"]), "text/xml"),
         "/good.xml": fills(sitemap(f"https://HOST{path(n)}" for n in GOOD), "text/xml")},
        LEADS, sources='(Sitemap(url="/sitemap.xml"),)', settings={},
    ),
    Case(
        "nextinside",
        {"/do-thi": fills(listing([path(n) for n in GOOD], after="http://CANARY/HOST"))},
        LEADS, sources='(Listing(url="/do-thi", links="h2 > a", next=".pagination a.active + a"),)',
    ),
    at_source("linksinside", fills(feed("CANARY/HOST", [path(7)]), "text/xml"), fails=False),
    Case("rebound", {}, "inside this machine", sources='(Feed(url="/rss/home.rss"), Feed(url="CANARY/rebound.vn"),)'),
    # robots.txt.
    at_robots("robotsreset", resets()),
    at_robots("robotssilent", hangs()),
    at_robots("robotshalf", says(answer("User-agent: *\nDisallow: /x\n" * 40)[:-90])),
    at_robots("robotsnoise", says(b"\x00\xff" * 200 + b"\n")),
    at_robots("robotsdown", rules(FORBIDDEN, "503 Down")),
    at_robots("robotsbusy", rules("", "429 Busy")),
    at_robots("robotsinside", redirects("http://CANARY/HOST")),
    at_robots("robotsloop", redirects("https://HOST/robots.txt")),
    at_robots("robotsheaders", drips(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 900)),
    at_robots("robotsgone", rules(FORBIDDEN, "404 Not Found"), ""),
    at_robots("robotsdenied", rules(FORBIDDEN, "403 Forbidden"), ""),
    at_robots("robotshtml", says(answer(article(1))), ""),
    at_robots("robotsbinary", says(answer(bytes(range(256)) * 200, "text/plain")), ""),
    at_robots("robotslong", rules(f"User-agent: *\nDisallow: {BAD}\n" + "# x\n" * 140_000 + "Disallow: /\n"), ""),
    at_robots("robotsendless", drips(b"HTTP/1.1 200 OK\r\n\r\n", b"# mai\n" * 9000), ""),
    at_robots("robotsforbids", rules(FORBIDDEN), "robots.txt", fails=True, stored=(), asked={"/rss/home.rss": 0}),
    at_robots("delaydigits", rules("User-agent: *\nCrawl-delay: ٣٠٠\n"), ""),
    at_robots("delaynan", rules("User-agent: *\nCrawl-delay: nan\n"), ""),
    at_robots("delayhuge", rules("User-agent: *\nCrawl-delay: " + "9" * 5000 + "\n"), ""),
    at_robots("wildcards", rules("User-agent: *\nDisallow: /" + "*a" * 2000 + "b\n"), ""),
]  # fmt: skip
