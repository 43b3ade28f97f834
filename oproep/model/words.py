"""Words that belong to a language: labels by language inside a fact, and the codes of languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oproep.model.problem import Fault, Wrong, quoted, wrong
from oproep.model.shape import Json, Pattern, Raw, Shape, Text, text_of

LANGUAGE = Pattern(
    r"^[a-z]{2,3}$",
    "language-code",
    "the code of a language",
    "Write two small letters: nl, en, fr.",
    longest=3,
)
# The languages that have a code of two letters.
ISO_639_1 = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)


def one_letter_apart(one: str, other: str) -> bool:
    """One letter was put in, left out or taken for another, or two were exchanged."""
    short, long = sorted((one, other), key=len)
    if len(short) < len(long):
        return short in {long[:at] + long[at + 1 :] for at in range(len(long))}
    swapped = {other[:at] + other[at + 1 : at + 2] + other[at : at + 1] + other[at + 2 :] for at in range(len(other))}
    return one != other and (one in swapped or sum(a != b for a, b in zip(one, other, strict=True)) == 1)


@dataclass(frozen=True)
class Label:
    """A few words in one language or more; a name without a language (`und`, BCP 47) is the same in all."""

    texts: tuple[tuple[str, str], ...]

    def best(self, languages: Sequence[str]) -> tuple[str, str]:
        """The words in the first of these languages that there is, else in the first there is, with its code."""
        known = dict(self.texts)
        for language in (*languages, "und"):
            if language in known:
                return known[language], language
        language, text = self.texts[0]
        return text, language


class LabelShape(Shape[Label]):
    """Words by language, `{nl: …, en: …}`. With `plain`, bare text is a name that is the same in every language."""

    def __init__(self, *, plain: bool = False, longest: int = 300) -> None:
        self.plain, self.text = plain, Text(longest)

    def read(self, raw: Raw) -> Label:
        if self.plain and isinstance(raw, str):
            return Label((("und", self.text.read(raw)),))
        if not isinstance(raw, dict):
            shown = text_of(raw) if isinstance(raw, str) else "…"
            fix = f"Say in which language: {{nl: {shown[:40]}, en: …}}."
            raise wrong("label-language", f"Found {quoted(raw)} where words by language belong.", fix)
        if not raw:
            raise wrong("empty", "There are no words here.", "Write them by language: {nl: …, en: …}.")
        texts: list[tuple[str, str]] = []
        faults: list[Fault] = []
        for language, part in raw.items():
            try:
                texts.append((LANGUAGE.read(language), self.text.read(part)))
            except Wrong as error:
                faults.extend(error.under(language).faults)
        if faults:
            raise Wrong(faults)
        return Label(tuple(texts))

    def data(self, value: Label) -> Json:
        if self.plain and value.texts[0][0] == "und":
            return value.texts[0][1]
        return dict(value.texts)

    def schema(self) -> dict[str, Json]:
        words: dict[str, Json] = {"type": "object", "additionalProperties": self.text.schema(), "minProperties": 1}
        return {"anyOf": [self.text.schema(), words]} if self.plain else words


class SearchWords(Shape[tuple[tuple[str, str], ...]]):
    """Words people search for, as (language, word): a list for every language, or a list by language."""

    empty = ()

    def __init__(self) -> None:
        self.word = Text(80)

    def read(self, raw: Raw) -> tuple[tuple[str, str], ...]:
        groups = raw if isinstance(raw, dict) else {"und": raw}
        found: list[tuple[str, str]] = []
        faults: list[Fault] = []
        for language, words in groups.items():
            listed = words if isinstance(words, list) else [words]
            try:
                code = LANGUAGE.read(language)
            except Wrong as error:
                faults.extend(error.under(language).faults)
                continue
            for position, word in enumerate(listed):
                try:
                    found.append((code, self.word.read(word)))
                except Wrong as error:
                    below = error.under(position) if isinstance(words, list) else error
                    faults.extend((below.under(language) if isinstance(raw, dict) else below).faults)
        if faults:
            raise Wrong(faults)
        return tuple(found)

    def data(self, value: tuple[tuple[str, str], ...]) -> Json:
        languages = dict.fromkeys(language for language, _ in value)
        return {code: [word for language, word in value if language == code] for code in languages}

    def schema(self) -> dict[str, Json]:
        word = self.word.schema()
        words: dict[str, Json] = {"anyOf": [{"type": "array", "items": word}, word]}
        return {"anyOf": [words, {"type": "object", "additionalProperties": words}]}

    def published(self) -> dict[str, Json]:
        return {"type": "object", "additionalProperties": {"type": "array", "items": self.word.schema()}}


LABEL = LabelShape()
NAME = LabelShape(plain=True)
LINE = Text()
SUMMARY = Text(600)
