"""Which language a text is in, told from its small words and its script.

No library: a brief names products and places in any language, and the packages for this take 5 to 50 MB
and milliseconds a call for a question that forty small words answer.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

UNDETERMINED: Final = "und"
READ: Final = ("es", "fr", "de", "pt")
"""Languages in which figures, dates, money, channels and systems are read besides English."""

_NAMES: Final[Mapping[str, str]] = {
    "en": "English", "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese", "it": "Italian",
    "nl": "Dutch", "sv": "Swedish", "no": "Norwegian or Danish", "pl": "Polish", "ja": "Japanese", "ko": "Korean",
    "zh": "Chinese", "ar": "Arabic", "he": "Hebrew", "el": "Greek", "hi": "Hindi", "th": "Thai",
    "ru": "a language in Cyrillic script",
}  # fmt: skip
_SMALL_WORDS: Final[Mapping[str, str]] = {
    "en": "the of and to in is for with that we on be are this it as by our will who not have from or at an was they "
    "you your their can has but should all which what there if no do its one more up out about per",
    "es": "o el la los las de que y en un una por con para del se al es lo como más su sus sin sobre este esta nuestro "
    "nuestra hasta hay muy cuando también son será deben tenemos queremos tu tus ya pero",
    "fr": "le la les de des du et en un une que qui pour dans sur avec est au aux par ce cette nous vous pas plus sont "
    "il elle ou son sa ses leur notre nos votre être sera doit afin ainsi mais",
    "de": "der die das und den dem des ein eine einen einer ist sind mit für von auf im zu zum zur nicht auch sich bei "
    "wir als an werden wird oder nach aus es über ab dass haben soll nur noch wie unsere unser "
    "bis vor ohne am in",
    "pt": "o a os as de que e do da dos das em um uma para com não por no na nos nas ao se mais como seu sua pelo pela "
    "são nosso nossa até também é será temos queremos mas já você",
    "it": "il lo la gli le di che e un una per con del della dei delle nel nella sono è non più anche come questo al "
    "alla i nostro nostra si da",
    "nl": "de het een en van in is dat op te voor met zijn aan niet door ook naar bij wij we onze worden wordt of als "
    "maar om deze dit over uit",
    "sv": "och att det som en ett på är av för med den till inte vi om har ska från eller kan vår våra",
    "no": "og det som en et på er av for med den til ikke vi om har skal fra eller kan vår våre din dine du i at vil "
    "af også",
    "pl": "i w na z do nie się że jest to dla od przez oraz po jak za są nasz",
}  # fmt: skip
_SCRIPTS: Final = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
_FOREIGN_SCRIPT = re.compile("[\u0370-\u1fff\u3040-\ud7af]")
_MIN_HITS: Final = 2
_MIN_SHARE: Final = 0.12
"""House default: of running text, at least every eighth word is a small one."""
_SURE_HITS: Final = 12
_SURE_SHARE: Final = 0.03
"""House default: a long text of fragments has few small words; a dozen of one language still tell it."""
_MARGIN: Final = 2
_FEWEST_WORDS: Final = 8
_SAMPLE: Final = 50_000
"""Characters that decide the language of a long brief."""


def _languages_of_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, listed in _SMALL_WORDS.items():
        for word in listed.split():
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


_OF_WORD: Final = _languages_of_words()
_SETS: Final = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def language_of(text: str, otherwise: str = UNDETERMINED) -> str:
    """The BCP 47 code of a text's language, `otherwise` when it cannot be told."""
    sample = text[:_SAMPLE]
    script = _script(sample) if _FOREIGN_SCRIPT.search(sample) else None
    if script:
        return script
    own = _SETS.get(otherwise)
    # Rough words will do to see that a sentence is in the language of its brief.
    if own and _is_mostly(own, sample.lower().split()):
        return otherwise
    return _best(_WORD.findall(sample.lower()), otherwise)


def _is_mostly(own: frozenset[str], words: list[str]) -> bool:
    return len(words) >= _FEWEST_WORDS and sum(map(own.__contains__, words)) * 4 >= len(words)


def _best(words: list[str], otherwise: str) -> str:
    # In one sentence a word said twice proves nothing more, and "a" and "e" are also letters of lists.
    counted = words if otherwise == UNDETERMINED else [word for word in dict.fromkeys(words) if word not in "aei"]
    hits = Counter(language for word in counted for language in _OF_WORD.get(word, ()))
    (best, count), (_, second) = [*hits.most_common(2), ("", 0), ("", 0)][:2]
    needed = max(_MIN_HITS, _MIN_SHARE * len(words))
    if count >= _SURE_HITS and count > 1.5 * second:
        needed = min(needed, _SURE_SHARE * len(words))
    if count < needed or count == second:
        return otherwise
    if otherwise != UNDETERMINED and count - hits[otherwise] < _MARGIN:
        return otherwise
    return best


def _script(sample: str) -> str | None:
    """The language that a script other than Latin stands for, when most letters are in it."""
    letters = sum(map(len, _WORD.findall(sample)))
    counts = [(len(pattern.findall(sample)), language) for language, pattern in _SCRIPTS]
    foreign, language = max(counts)
    if sum(count for count, _ in counts) * 2 <= letters:
        return None
    kana = counts[0][0]
    # Japanese mixes kana with the characters that Chinese is written in.
    return "ja" if language == "zh" and kana * 10 > foreign else language


def name_of(language: str) -> str:
    """The English name of a language code."""
    return _NAMES.get(language, "a language that could not be told")


def not_read(main: str, others: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What of a brief was not read because of its language, in plain words.

    Args:
        main: the language of the brief.
        others: id and language of the sentences in another language, in order.
    """
    notes = [_note("The brief is", main)] if main != "en" else []
    for language in dict.fromkeys(language for _, language in others):
        if language == "en":
            continue
        ids = [sentence for sentence, code in others if code == language]
        verb = "is" if len(ids) == 1 else "are"
        notes.append(_note(f"{_listed(ids)} {verb}", language))
    return tuple(notes)


def _note(subject: str, language: str) -> str:
    if language == UNDETERMINED:
        return "The language of the brief could not be told; it was read as English."
    if language in READ:
        return (
            f"{subject} in {name_of(language)}: numbers, dates, money, channels and named systems "
            f"were read, "
            "but wishes, duties and conditions put into words were not read reliably."
        )
    return (
        f"{subject} in {name_of(language)}, which is not read: only figures and names written as in English were found."
    )


def _listed(ids: Iterable[str], shown: int = 6) -> str:
    found = list(ids)
    noun = "Sentence" if len(found) == 1 else "Sentences"
    rest = f" and {len(found) - shown} more" if len(found) > shown else ""
    return f"{noun} {', '.join(found[:shown])}{rest}"
