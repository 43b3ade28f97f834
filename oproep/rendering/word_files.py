"""Word files become tongues: gettext's .po, one a language, whose header names the CLDR locale (`Language: nl_BE`)."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale, UnknownLocaleError

from oproep.cache.ledger import Ledger
from oproep.cache.packing import digest, pack, unpack
from oproep.model.problem import Problem, Wrong
from oproep.model.words import LANGUAGE
from oproep.rendering.tongue import Tongue

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

# Babel takes a text without quotes and drops its first and last letter.
UNQUOTED = re.compile(r'^(?:msgid|msgid_plural|msgstr(?:\[\d+\])?)[ \t]+[^"\s]', re.MULTILINE)


class Compiled(NamedTuple):
    """A word file as it is used: its locale, gettext's binary form, and what is filled into each word."""

    locale: str
    words: bytes
    parts: dict[str, frozenset[str]]

    def tongue(self, code: str) -> Tongue:
        """The language."""
        words = gettext.GNUTranslations(io.BytesIO(self.words))
        return Tongue(code=code, locale=Locale.parse(self.locale), words=words, parts=self.parts)


def find_words(folders: Iterable[Path]) -> dict[str, Path]:
    """The word file of each language; one in a later folder takes the place of one before."""
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.po"))}


def read_tongue(path: Path, file: str, ledger: Ledger | None = None) -> tuple[Tongue | None, list[Problem]]:
    """The language of one word file, or what is wrong with it; from the cache, when it was read before."""
    raw = path.read_bytes()
    name, now = f"words {path}".encode(errors="surrogateescape"), digest(raw)
    kept = ledger.get("about", name) if ledger else None
    if kept and kept[:16] == now:
        return tongue_kept(kept[16:], path.stem), []
    compiled, found = compiled_words(raw, path.name, file)
    problems = list(found)
    if compiled and not problems and ledger:
        ledger.put("about", [(name, now + pack(tuple(compiled)))])
    return compiled.tongue(path.stem) if compiled else None, problems


@lru_cache(maxsize=16)
def tongue_kept(packed: bytes, code: str) -> Tongue:
    """A language as it was kept. A preview has it once, with all that was ever said in it."""
    return Compiled(*unpack(packed)).tongue(code)


@lru_cache(maxsize=64)
def compiled_words(raw: bytes, name: str, file: str) -> tuple[Compiled | None, tuple[Problem, ...]]:
    """What a word file of this name holds, or what is wrong with it. A check needs it twice, a preview often."""
    from babel.messages.mofile import write_mo  # most builds take the words from the cache
    from babel.messages.pofile import PoFileError, read_po

    header = "Give it a header with, for example, ‘Language: fr_BE’."
    try:
        if bare := UNQUOTED.search(text := raw.decode("utf-8-sig")):
            line = text.count("\n", 0, bare.start()) + 1
            return None, (problem(file, line, "words-form", "The text has no quotes.", 'Write msgstr "…".'),)
        catalog = read_po(io.BytesIO(raw), abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, catalog)
        gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))  # it judges the plural forms
    except PoFileError as error:
        line = (error.lineno or 0) + 1
        message = f"The line cannot be read: {re.sub(r' on [0-9]+$', '', str(error))}."
        return None, (problem(file, line, "words-form", message, 'Write msgid "…" and msgstr "…".'),)
    except UnicodeDecodeError:
        return None, (problem(file, 1, "words-form", "The file is not UTF-8.", "Save it as UTF-8."),)
    except (UnknownLocaleError, LookupError, ValueError) as error:
        return None, (problem(file, 1, "words-form", f"The header cannot be read: {error}.", header),)
    if catalog.locale is None:
        return None, (problem(file, 1, "words-form", "The header names no language that CLDR knows.", header),)
    try:
        LANGUAGE.read(name.removesuffix(".po"))
    except Wrong:
        message = f"‘{name}’ is not named after a language."
        fix = f"Rename it to {catalog.locale.language}.po; the locale stands in its header."
        return None, (problem(file, 1, "words-form", message, fix),)
    parts, problems = parts_of(catalog, file)
    return Compiled(str(catalog.locale), compiled.getvalue(), parts), tuple(problems)


def parts_of(catalog: Catalog, file: str) -> tuple[dict[str, frozenset[str]], list[Problem]]:
    """What is filled into each word; a word in a context translates what is said in English, and has no name."""
    parts: dict[str, frozenset[str]] = {}
    problems = []
    for word in catalog:
        name, texts = forms_of(word)
        if name and all(texts) and not word.fuzzy and not word.context:  # gettext passes over what is fuzzy
            try:
                parts[name] = frozenset(part for text in texts for part in fields_of(text))
            except ValueError:
                found = f"‘{name}’ has a brace that is not of a part like ‘{{n}}’."
                fix = "Write ‘{{’ for a brace of the text itself."
                problems.append(problem(file, word.lineno or 1, "words-brace", found, fix))
    return parts, problems


def forms_of(message: Message) -> tuple[str, tuple[str, ...]]:
    """The id of a word and its texts: one, or one for each plural form."""
    name = message.id if isinstance(message.id, str) else message.id[0]
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return name, tuple(text or "" for text in texts)


def fields_of(text: str) -> Iterator[str]:
    """The parts that are filled into a text, but for the number that a plural form may leave out."""
    yield from (name for _, name, _, _ in Formatter().parse(text) if name is not None and name != "n")


def words_left_out(tongues: Mapping[str, Tongue], files: Mapping[str, str]) -> list[Problem]:
    """Every language has every word, with the same parts to fill in: a page half in another language helps nobody."""
    everything = frozenset[str]().union(*(tongue.ids for tongue in tongues.values()))
    found = []
    for code, tongue in sorted(tongues.items()):
        if lacking := sorted(everything - tongue.ids):
            shown = ", ".join(lacking[:8]) + (", …" if len(lacking) > 8 else "")
            message = f"{len(lacking)} words are missing: {shown}."
            fix = "Add them; another word file shows what each says."
            found.append(problem(files[code], 1, "words-missing", message, fix))
        for name, parts in sorted(tongue.parts.items()):
            others = [other.parts[name] for other in tongues.values() if name in other.parts]
            if lost := sorted(frozenset[str]().union(*others) - parts):
                message = f"‘{name}’ lacks {', '.join(f'{{{part}}}' for part in lost)}, which another language has."
                fix = "Put it where it belongs, spelled as in the other word file."
                found.append(problem(files[code], 1, "words-parts", message, fix))
    return found


def problem(file: str, line: int, code: str, message: str, fix: str) -> Problem:
    """A problem in a word file."""
    return Problem(file=file, line=line, column=1, code=code, message=message, fix=fix)
