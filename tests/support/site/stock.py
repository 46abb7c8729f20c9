"""Generates further articles from handwritten sentences, deterministically."""

import itertools
import random
import tomllib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.support.site.article import Article, slugify
from tests.support.site.texts import FOLDER, HANOI, article

SEED = 1904
SPANS = {
    "2019": (13, datetime(2017, 3, 2, 7, 10, tzinfo=HANOI), timedelta(days=104, hours=5, minutes=17)),
    "2025": (26, datetime(2025, 3, 4, 6, 25, 41, tzinfo=HANOI), timedelta(days=14, hours=3, minutes=23, seconds=9)),
}
LATEST = datetime(2026, 3, 12, 5, 40, tzinfo=HANOI)
PLACES = {
    "2019": ("quận Long Biên", "quận Hà Đông", "huyện Gia Lâm", "huyện Thường Tín", "quận Tây Hồ", "huyện Mê Linh"),
    "2025": ("phường Bồ Đề", "phường Nghĩa Đô", "xã Phù Đổng", "xã Hoài Đức", "phường Phú Lương", "xã Quảng Oai"),
}
STREETS = ("Vọng Hà", "Lương Yên", "Bồ Đề", "Thổ Quan", "Trúc Bạch", "Kim Hoa", "Hạ Đình", "Vĩnh Hưng", "Mai Dịch")
FAMILIES = ("Nguyễn Bá", "Trịnh Thị", "Đào Công", "Lê Thị", "Phan Văn", "Khổng Minh", "Ngô Thị", "Chử Đức")
GIVEN = ("Thuần", "Nhài", "Khoái", "Lạng", "Tuệ", "Miên", "Đáng", "Hợi", "Vượng", "Sim", "Thạo", "Huyên")
BYLINES: tuple[tuple[str | None, tuple[str, ...], str | None], ...] = (
    ("Hồng Nhung", ("Hồng Nhung",), None),
    ("Trần Long - Minh Anh", ("Trần Long", "Minh Anh"), None),
    ("Nhóm PV", (), None),
    ("Bài và ảnh: Quỳnh Mai", ("Quỳnh Mai",), None),
    ("Đặng Sơn", ("Đặng Sơn",), None),
    ("Thực hiện: Thái San - Hải Yến", ("Thái San", "Hải Yến"), None),
    ("N.D", ("N.D",), None),
    ("Phạm Thu (Theo TTXVN)", ("Phạm Thu",), "TTXVN"),
    (None, (), None),
    ("Tin, ảnh: Việt Dũng", ("Việt Dũng",), None),
    ("Tường Vi", ("Tường Vi",), None),
)
SPELLINGS: tuple[list[str], ...] = ([], ["nbsp"], ["entities"], ["br"], ["nfd"], [], ["lazy", "nbsp"])


class Deck:
    """Draws without repetition until all were drawn, then shuffles anew."""

    def __init__(self, cards: list[Any], chance: random.Random) -> None:
        self.cards, self.chance, self.left = cards, chance, list[Any]()

    def draw(self) -> Any:
        """The next card."""
        if not self.left:
            self.left = self.chance.sample(self.cards, len(self.cards))
        return self.left.pop()

    def hand(self, size: int) -> list[Any]:
        """That many different cards."""
        held: list[Any] = []
        while len(held) < size:
            card = self.draw()
            if card not in held:
                held.append(card)
        return held


class Writer:
    """Fills the stock's sentences and lays them out as an article's text."""

    def __init__(self) -> None:
        stock = tomllib.loads((FOLDER / "stock.toml").read_text(encoding="utf-8"))
        self.chance = random.Random(SEED)
        self.general = Deck(stock["general"], self.chance)
        self.topics = Deck(stock["topic"], self.chance)
        self.decks = {
            (number, part): Deck(topic[part], self.chance)
            for number, topic in enumerate(stock["topic"])
            for part in ("headlines", "captions", "sentences", "sections")
        }
        self.number = {topic["headlines"][0]: number for number, topic in enumerate(stock["topic"])}

    def record(self, layout: str, index: int, published: datetime) -> dict[str, Any]:
        """The record of one article, as `texts.article` takes it."""
        topic = self.topics.draw()
        draw = {part: self.decks[self.number[topic["headlines"][0]], part] for part in ("headlines", "sections")}
        names = self.names(layout)
        title, lead = (text.format(**names) for text in draw["headlines"].draw().split(" // "))
        byline, authors, source = BYLINES[index % len(BYLINES)]
        record = {"outlet": "kinhtedothi", "layout": layout, "published": published, "section": draw["sections"].draw()}
        record |= {"title": title, "lead": lead, "byline": byline, "authors": authors, "source": source}
        record |= {"tags": self.chance.sample(topic["tags"], 2), "spelling": SPELLINGS[index % len(SPELLINGS)]}
        record |= {"byline_at": "end" if index % 4 == 1 else "top", "text": self.text(topic, layout, names)}
        if layout == "2019" or index % 3 == 0:
            record["dateline"] = "Kinhtedothi"
        return record | {"says": "second" if layout == "2025" and index % 5 else "minute"}

    def text(self, topic: dict[str, Any], layout: str, names: dict[str, str]) -> str:
        """Four to six paragraphs, sentences of the topic before general ones, with a picture and junk between."""
        number = self.number[topic["headlines"][0]]
        count = self.chance.randint(4, 6)
        pairs = zip(self.decks[number, "sentences"].hand(count), self.general.hand(count), strict=True)
        parts = []
        for own, general in pairs:
            sentences = f"{own} {general}" if self.chance.random() < 0.7 else own
            parts.append(sentences.format(**self.names(layout) | {key: names[key] for key in ("street", "place")}))
        form = self.chance.choice(["table", "note", "alone"]) if layout == "2019" else "figure"
        credit = self.chance.choice(["", " Ảnh: Duy Khánh @ Duy Khánh"])
        parts.insert(2, f"!{form} {self.decks[number, 'captions'].draw().format(**names)}{credit}")
        if self.chance.random() < 0.4:
            parts.insert(4, self.chance.choice(["~related", "~ad"]))
        return "\n\n".join(parts)

    def names(self, layout: str) -> dict[str, str]:
        """What fills the braces of a sentence, drawn anew."""
        chance = self.chance
        person = f"{chance.choice(FAMILIES)} {chance.choice(GIVEN)}"
        title = "bà" if person.split()[1] == "Thị" else "ông"
        return {
            "place": chance.choice(PLACES[layout]),
            "street": chance.choice(STREETS),
            "person": f"{title} {person}",
            "Person": f"{title.capitalize()} {person}",
            "n": str(chance.randint(8, 49)),
            "big": str(chance.randint(11, 89) * 10),
            "percent": str(chance.randint(12, 78)),
            "money": str(chance.randint(12, 95) * 5),
            "day": str(chance.randint(1, 28)),
            "month": str(chance.randint(2, 12)),
        }


def composed() -> Iterator[Article]:
    """The composed articles of both layouts, spread evenly over the layouts' years."""
    writer = Writer()
    for layout, (count, start, step) in SPANS.items():
        for index in range(count):
            yield article(writer.record(layout, index, start + index * step))


def further(count: int, taken: Iterable[Article]) -> Iterator[Article]:
    """So many more articles, one every nine hours back from the last composed one, with ids of their own."""
    writer, ids = Writer(), {article.id for article in taken}
    hours = (LATEST - index * timedelta(hours=9, minutes=7) for index in itertools.count())
    records = (writer.record("2025", index, published) for index, published in enumerate(hours))
    made = (article(record | {"slug": f"{slugify(record['title'])[:60]}-{n}"}) for n, record in enumerate(records))
    yield from itertools.islice((one for one in made if one.id not in ids), count)
