"""Edits that newsrooms make to a text before they reprint it; the result is a near duplicate."""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

Paragraphs = list[str]
Edit = Callable[[Paragraphs, random.Random], Paragraphs]

FOLDER = Path(__file__).parent
_TAILS: dict[str, list[str]] = tomllib.loads((FOLDER / "tails.toml").read_text(encoding="utf-8"))

WORDS = {
    "cho biết": "nói",
    "cho hay": "thông tin",
    "khoảng": "chừng",
    "hiện nay": "bây giờ",
    "người dân": "bà con",
    "tuy nhiên": "song",
    "trong đó": "gồm",
    "theo": "dẫn lời",
    "được": "đã được",
    "không": "chẳng",
    "nhiều": "không ít",
    "phải": "cần",
    "mỗi": "từng",
    "các": "những",
    "bắt đầu": "khởi sự",
    "nhưng": "song",
    "vì": "bởi",
    "để": "nhằm",
    "lúc": "khi",
    "mới": "vừa",
    "hơn": "trên",
    "rồi": "sau đó",
}
HOUSE_STYLE = {
    "TP HCM": "TP.HCM",
    "UBND": "Ủy ban nhân dân",
    "tỉ đồng": "tỷ đồng",
    "“": '"',
    "”": '"',
    "đồng/kg": "đồng một kg",
    " - ": " – ",
}
_NEW_TONES = dict(
    zip("òa óa ỏa õa ọa òe óe ỏe úy ùy ủy".split(), "oà oá oả oã oạ oè oé oẻ uý uỳ uỷ".split(), strict=True)
)
_OLD_TONES = {new: old for old, new in _NEW_TONES.items()}


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph."""
    return re.split(r"(?<=[.!?”])\s+(?=[A-ZĐÀ-Ỹ“])", paragraph)


def reworded(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """Replaces up to a dozen words everywhere."""
    chosen = chance.sample(sorted(WORDS), 12)
    return [re.sub(rf"\b({'|'.join(chosen)})\b", lambda found: WORDS[found[1]], part) for part in text]


def restyled(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """Another house's spelling: tone places, quotation marks, abbreviations, Unicode form, emphasis in capitals."""
    tones = chance.choice([_NEW_TONES, _OLD_TONES])
    parts = []
    for part in text:
        for old, new in (HOUSE_STYLE | tones).items():
            part = part.replace(old, new)
        parts.append(part.upper() if chance.random() < 0.15 else part)
    return [unicodedata.normalize("NFD", part) for part in parts] if chance.random() < 0.4 else parts


def cut(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """The tail away: half to nine tenths of the sentences stay."""
    pairs = [(n, sentence) for n, part in enumerate(text) for sentence in sentences(part)]
    kept = pairs[: round(len(pairs) * chance.uniform(0.5, 0.9))]
    parts = [" ".join(sentence for at, sentence in kept if at == n) for n in range(len(text))]
    return [part for part in parts if part]


def led(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """A lead of the outlet's own in front."""
    return [chance.choice(_TAILS["leads"]), *text]


def tailed(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """The outlet's usual last paragraph behind."""
    return [*text, chance.choice(_TAILS["tails"])]


def thinned(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """One sentence in six left out."""
    parts = [" ".join(s for s in sentences(part) if chance.random() > 1 / 6) for part in text]
    return [part for part in parts if part]


def shuffled(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """Two paragraphs behind the first change places."""
    if len(text) < 3:
        return text
    first, second = chance.sample(range(1, len(text)), 2)
    text = list(text)
    text[first], text[second] = text[second], text[first]
    return text


def joined(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """Paragraphs run together."""
    return [" ".join(text)]


def refigured(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """Figures as another house prints them: 4,200 for 4.200, 14-5 for 14/5, no date of today, some rounded."""
    whole = "\n".join(text)
    whole = re.sub(r"\bngày (\d+/\d+)", lambda found: chance.choice(["hôm nay", "ngày " + found[1]]), whole)
    whole = re.sub(r"(\d+)/(\d+)", r"\1-\2", whole)
    whole = re.sub(r"(\d)\.(\d{3})\b", r"\1,\2", whole)
    whole = re.sub(r"\b(\d)(\d\d)\b", lambda f: f"hơn {f[1]}00" if chance.random() < 1 / 6 else f[0], whole)
    return whole.split("\n")


def interrupted(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """A paragraph of the outlet's own in the middle."""
    middle = len(text) // 2
    return [*text[:middle], chance.choice(_TAILS["leads"]), *text[middle:]]


SINGLE: tuple[Edit, ...] = (
    reworded,
    restyled,
    cut,
    led,
    tailed,
    thinned,
    shuffled,
    joined,
    refigured,
    interrupted,
)
"""One edit each."""
COMBINED: tuple[tuple[Edit, ...], ...] = (
    (reworded, restyled),
    (restyled, cut),
    (led, restyled, joined),
    (reworded, led),
    (thinned, tailed),
    (led, tailed),
    (reworded, thinned, restyled),
    (cut, led),
    (shuffled, reworded, tailed),
    (refigured, reworded, interrupted),
    (refigured, cut),
    (reworded, refigured, thinned, tailed),
)
"""What comes together."""
