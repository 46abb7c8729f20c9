"""Recognises Vietnamese syllables by onset, rhyme and tone."""

import re
import unicodedata
from functools import lru_cache

# Grave, acute, tilde, hook above, dot below; a rhyme closed by a stop takes only the acute or the dot.
TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_STOP_TONES = {"\u0301", "\u0323"}

# Before i, e, ê and y the spelling is k, gh, ngh; before the other vowels c, g, ng.
_ONSET = r"b|ch|d|đ|gi|g(?=i)|kh|h|l|m|nh|n|ph|p|qu(?![uưo])|r|s|th|tr|t|v|x|(?:k|n?gh)(?=[ieêy])|(?:c|n?g)(?![ieêy])"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu ych ynh yt
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
oc oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uy uya uych uynh uyn uyt uyu uyêt uyên
uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{'|'.join(_RHYMES.split())})")
_STOPPED = re.compile(r".*(?:c|ch|p|t)")
_LONGEST = 12
"""Characters of the longest ("nghiêng"), its marks each as one of their own, and some to spare."""


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether `word`, in either case and in any normal form, keeps the spelling rules of one Vietnamese syllable.

    After Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977); both hòa and hoà count.
    """
    if len(word) > _LONGEST:
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    tones = {mark for mark in parts if ord(mark) in TONES}
    toneless = unicodedata.normalize("NFC", parts.translate(TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(toneless):
        return False
    return bool(tones & _STOP_TONES) or not _STOPPED.fullmatch(toneless)
