"""The words of a language with how often each comes, and sentences drawn from them.

`words/en.txt` has the words of the EU portal's calls, the commonest first; `words/nl.txt` those of this project's own
Dutch texts, to which the compounds come that Dutch is rich in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

from benchmarks.shape import FREQUENCY, NUMBERED, QUOTED, SEED

FIRST_PARTS = (
    "aanvraag advies afval arbeids armoede asiel begeleidings beleids bestuurs bodem bos burger buurt cultuur data "
    "dienst digitaliserings droogte duurzaamheids economie energie erfgoed evaluatie export financierings gebruikers "
    "gebouwen gemeente gezondheids gezins grens grondstoffen haven hulp huisvestings industrie informatie innovatie "
    "inkomens integratie investerings jeugd justitie kennis klimaat kringloop kunst kust kwaliteits land landbouw "
    "leefbaarheids leer lucht markt media migratie milieu mobiliteits natuur netwerk onderwijs onderzoeks opleidings "
    "opvang overheids partner pilot platform plattelands productie project regio rechts ruimte samenwerkings sector "
    "spoor sport stads stage steun subsidie taal technologie terugkeer toegangs toerisme transport veiligheids "
    "vergroenings verkeers vervoer visserij vluchtelingen voedsel vrijwilligers water welzijns werk wetenschaps wijk "
    "wind woon zorg zee zonne"
).split()
LAST_PARTS = (
    "aanbod aanpak actie activiteiten agenda akkoord analyse bank bedrijven behoefte beheer beleid beroepen "
    "bescherming bestuur bureau campagne centrum coalitie commissie crisis criteria dag dienst doelen doelgroep "
    "domein dossier experts fonds gebied gebruik gids hub hulp initiatief instelling instrument kaart kader keten "
    "kosten kwaliteit lab maatregelen methode middelen model monitor netwerk norm ondersteuning ontwikkeling "
    "organisatie overleg partner periode plan platform praktijk premie prijs proces programma project raad rapport "
    "regels reserve route sector steun strategie stelsel studie systeem taken team toets traject transitie uitdaging "
    "uitgaven veld verbond vergunning verslag visie voorstel voorwaarden vraag waarde werking werkgroep"
).split()
BEGINNINGS = (
    "Al Bel Cor Da El Fen Gal Hel Is Jur Kal Lum Mer Nor Or Pel Quin Ros Sol Tal Ul Ver Wim Xan Yl Zen"
).split()
MIDDLES = ("ba ca de di fe ga go la le li lo ma me mi na no pa pe ra re ri ro sa se si ta te ti to va ve vi za").split()
ENDINGS = (
    "bris cum dia don dra gem gis lan lis lux max mis nia nor nova plex ra rex ria ris sta tera tis via xis"
).split()


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language, the commonest first, and the sum of the frequencies up to each."""

    language: str
    words: tuple[str, ...]
    sums: tuple[float, ...]

    def draw(self, chance: Random, count: int) -> list[str]:
        """So many words, each as often as its rank says."""
        return chance.choices(self.words, cum_weights=self.sums, k=count)

    def sentence(self, chance: Random, count: int) -> str:
        """A sentence of so many words, now and then with an amount, a year or words between quotes."""
        words = self.draw(chance, count)
        if chance.random() < NUMBERED:
            words.insert(chance.randrange(1, count + 1), number(chance))
        if chance.random() < QUOTED and count > 6:
            start = chance.randrange(1, count - 3)
            words[start], words[start + 2] = f'"{words[start]}', f'{words[start + 2]}"'
        for place in range(8, len(words) - 3, 9):
            words[place] += ","
        words[0] = words[0][:1].upper() + words[0][1:]
        return " ".join(words) + "."

    def text(self, chance: Random, count: int) -> str:
        """Sentences of about so many words in all."""
        sizes = [count] if count < 30 else [count // (count // 20)] * (count // 20)
        return " ".join(self.sentence(chance, size) for size in sizes)


def number(chance: Random) -> str:
    """An amount, a year, a share or an article."""
    return chance.choice(
        (
            f"EUR {chance.randrange(1, 90) * 10} 000",
            str(chance.randrange(2014, 2031)),
            f"{chance.randrange(5, 101)}%",
            f"{chance.randrange(1, 120)}/{chance.randrange(2008, 2027)}",
        )
    )


def own_name(chance: Random) -> str:
    """A name that hardly any other call has, such as that of a project or a place."""
    return chance.choice(BEGINNINGS) + "".join(chance.choices(MIDDLES, k=2)) + chance.choice(ENDINGS)


def frequency(rank: int) -> float:
    """How often the word of this rank came in what was measured; further down ever more rarely."""
    for (low, more), (high, fewer) in pairwise(FREQUENCY):
        if rank <= high:
            share = math.log(rank / low) / math.log(high / low)
            return math.exp(math.log(more) + share * (math.log(fewer) - math.log(more)))
    return 1.0


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of `nl` or `en`."""
    words = (Path(__file__).parent / "words" / f"{language}.txt").read_text(encoding="utf-8").split()
    if language == "nl":
        compounds = [first + last for first in FIRST_PARTS for last in LAST_PARTS]
        Random(SEED).shuffle(compounds)
        words = list(dict.fromkeys(words + compounds[:6000]))
    sums = accumulate(frequency(rank) for rank in range(1, len(words) + 1))
    return Vocabulary(language, tuple(words), tuple(sums))
