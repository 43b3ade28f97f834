"""The nouns: frozen values that know no file, no YAML, no HTML and no clock."""

from oproep.model.call import Call
from oproep.model.contact import Contact
from oproep.model.fund import Fund
from oproep.model.topic import Beneficiary, SitePage, Theme

KINDS: dict[str, type] = {
    "calls": Call,
    "funds": Fund,
    "themes": Theme,
    "beneficiaries": Beneficiary,
    "contacts": Contact,
    "pages": SitePage,
}
"""The folder below content/ in which records of a kind stand, and what such a record is."""
