"""Programme codes of the EU portal become funds: the name of the programme, its short name and its period.

The labels are those of the search interface's own facets, as they read on 2026-08-22.
"""

from __future__ import annotations

from collections.abc import Sequence

from oproep.importing.draft import FundDraft, slug_of
from oproep.model.moment import PERIOD
from oproep.model.problem import Wrong
from oproep.model.shape import Raw

# code: name, short name, period where the label itself names one
PROGRAMMES: dict[str, tuple[str, str, str | None]] = {
    "43108390": ("Horizon Europe", "HORIZON", None),
    "43152860": ("Digital Europe Programme", "DIGITAL", None),
    "44181033": ("European Defence Fund", "EDF", None),
    "43252405": ("Programme for the Environment and Climate Action", "LIFE", None),
    "43252476": ("Single Market Programme", "SMP", None),
    "111111": ("EU External Action - Prospect", "RELEX-PROSPECT", None),
    "43298916": ("Euratom Research and Training Programme", "EURATOM", None),
    "43251589": ("Citizens, Equality, Rights and Values Programme", "CERV", None),
    "43251567": ("Connecting Europe Facility", "CEF", None),
    "43251814": ("Creative Europe Programme", "CREA", None),
    "43353764": ("Erasmus+", "ERASMUS+", None),
    "31045243": ("Horizon 2020 Framework Programme", "H2020", "2014-2020"),
    "43252449": ("Research Fund for Coal & Steel", "RFCS", None),
    "43254019": ("European Social Fund+", "ESF+", None),
    "43637601": ("Pilot Projects & Preparation Actions", "PPPA", None),
    "44416173": ("Interregional Innovation Investments Instrument", "I3", None),
    "43252368": ("Internal Security Fund", "ISF", None),
    "44773066": ("Just Transition Mechanism", "JTM", None),
    "31059643": (
        "Programme for the Competitiveness of Enterprises and small and medium-sized enterprises", "COSME", "2014-2020"
    ),
    "43252386": ("Justice Programme", "JUST", None),
    "45532249": ("EU Bodies and Agencies", "EUBA", None),
    "43252433": ("Programme for the Protection of the Euro against Counterfeiting", "PERICLES IV", None),
    "43252517": ("Social Prerogative and Specific Competencies Lines", "SOCPL", None),
    "43253967": ("Renewable Energy Financing Mechanism", "RENEWFM", None),
    "43254037": ("European Solidarity Corps", "ESC", None),
    "43697167": ("European Parliament", "EP", None),
    "43089234": ("Innovation Fund", "INNOVFUND", None),
    "43392145": ("European Maritime, Fisheries and Aquaculture Fund", "EMFAF", None),
    "45876777": ("Neighbourhood, Development and International Cooperation Instrument – Global Europe", "NDICI", None),
    "46324255": ("Technical assistance for ERDF, CF and JTF", "ERDF-TA", None),
}  # fmt: skip


def fund_of(code: str | None, periods: Sequence[str]) -> FundDraft | None:
    """The fund of a programme in the latest of these periods, or None when the code is not known."""
    if code not in PROGRAMMES:
        return None
    name, short, own = PROGRAMMES[code]
    period = own or max(filter(None, map(period_in, periods)), default=None)
    programme = slug_of(short.replace("+", " plus"))
    facts: dict[str, Raw] = {
        "title": f"{name} {period}" if period else name,
        "language": "en",
        "abbreviation": short,
        "programme": programme,
    }
    if period:
        facts["period"] = period
    return FundDraft(slug=f"{programme}-{period}" if period else programme, facts=facts)


def period_in(text: str) -> str | None:
    """A period as it is written here, or None when it is none."""
    try:
        return str(PERIOD.read(text))
    except Wrong:
        return None
