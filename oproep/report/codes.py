"""Every stable code of a problem, with one or two sentences on what it means; the guides hold them under its name.

Whoever makes up a code adds it to one of the tables, and its Dutch to `templates/words/nl.po` (`msgctxt "code"`).
"""

from __future__ import annotations

from collections.abc import Mapping

from oproep.report.codes_of_design import CODES_OF_DESIGN
from oproep.report.codes_of_files import CODES_OF_FILES
from oproep.report.codes_of_rules import CODES_OF_RULES
from oproep.report.codes_of_values import CODES_OF_VALUES

CODES: Mapping[str, str] = {**CODES_OF_FILES, **CODES_OF_VALUES, **CODES_OF_RULES, **CODES_OF_DESIGN}
