"""Where an applicant must be: countries by ISO 3166-1, regions by ISO 3166-2, and the unions calls speak of."""

from __future__ import annotations

import re

from oproep.model.problem import quoted, wrong
from oproep.model.shape import Json, Raw, Shape, text_of

# ISO 3166-1 alpha-2, officially assigned; and XK, which the European institutions write for Kosovo.
COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split()
)
UNIONS = frozenset({"EU", "EEA", "associated", "world"})  # associated: with an agreement to take part in the fund
# The member states of the European Union since 1 February 2020, as CLDR 48 has them (territoryContainment, EU) and
# https://european-union.europa.eu/principles-countries-history/eu-countries_en lists them; seen on 22 November 2026.
MEMBERS = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
# Parts of members that belong to the Union, though ISO 3166-1 gives them a code: articles 349 and 355 of the TFEU.
PARTS_OF_MEMBERS = frozenset({"AX", "GF", "GP", "MF", "MQ", "RE", "YT"})
# The overseas countries and territories of annex II of the TFEU: whether "EU" means them too, each programme says.
OVERSEAS = frozenset({"AW", "BL", "BQ", "CW", "GL", "NC", "PF", "PM", "SX", "TF", "WF"})
# The other states of the European Economic Area, of its agreement (OJ L 1, 3.1.1994, p. 3).
BESIDE_MEMBERS = frozenset({"IS", "LI", "NO"})
REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
# The European institutions write EL and UK, ISO 3166 writes GR and GB.
OTHER_WAYS = {
    "EL": "GR",
    "UK": "GB",
    "WORLD": "world",
    "ASSOCIATED": "associated",
    "BELGIUM": "BE",
    "BELGIË": "BE",
    "NEDERLAND": "NL",
}


class Place(Shape[str]):
    """A country (`BE`), a region (`BE-VLG`), or one of UNIONS. Which regions there are, site.toml says."""

    def read(self, raw: Raw) -> str:
        text = text_of(raw)
        region = REGION.fullmatch(text)
        if text in COUNTRIES or text in UNIONS or (region and text[:2] in COUNTRIES):
            return text
        upper = OTHER_WAYS.get(text.upper(), text.upper())
        known = upper in COUNTRIES or upper in UNIONS
        fix = (
            f"Write {upper}."
            if known
            else "Write two capitals (BE), a region (BE-VLG), or EU, EEA, associated or world."
        )
        raise wrong("country-code", f"{quoted(text)} is not the code of a country.", fix)

    def data(self, value: str) -> Json:
        return value

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": r"^([A-Z]{2}(-[A-Z0-9]{1,3})?|EEA|associated|world)$"}


PLACE = Place()


def covering(place: str) -> tuple[str, ...]:
    """What a call may name beside a country or a region itself for all of it to be meant, the narrowest first.

    Which countries are associated hangs on the programme, so that is never among them.
    """
    country = place[:2]
    of_union = country in MEMBERS | PARTS_OF_MEMBERS
    around = (("EU", of_union), ("EEA", of_union or country in BESIDE_MEMBERS), ("world", True))
    return (*((country,) if country != place else ()), *(union for union, holds in around if holds))
