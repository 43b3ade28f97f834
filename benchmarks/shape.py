"""What the made-up catalogue looks like, in numbers.

Measured 2026-11-22 on the 937 drafts that `build.py import ft-portal` made of 1,000 answers of the EU portal, and on
the 42 calls that an editor wrote from them. A draft's text is 13 KB at the median, most of it the same standing
conditions in every call; an editor's is 1.1 KB. The catalogue here lies between: 3.3 KB, with a draft's headings,
lists and links in proportion.

| in the 547 drafts with a text | 5% | median | 95% | here, at the median |
|---|---|---|---|---|
| headings | 14 | 16 | 17 | 7: more to the KB |
| items of lists | 0 | 7 | 23 | 9 |
| drafts with lists in lists | | 10% | | 22%: editors nest more |
| links | 19 | 32 | 46 | 4: as many to the KB |
| words of a paragraph | 9 | 29 | 86 | the same |
| words of an item | 6 | 25 | 68 | 17; 13 with editors |
| front matter, bytes | 569 | 710 | 887 | 750, and 220 of a translation |
| footnotes, tables | | | | typed as ‘[1]’ and rare there; in 40% and 15% here |
"""

from __future__ import annotations

from datetime import date

SEED = 20261122
NOW = "2026-11-22T09:00"
TODAY = date(2026, 11, 22)
FIRST_DEADLINE = date(2014, 3, 1)

# When: most calls of a catalogue are over. Shares of 1, as are all below.
STILL_TO_CLOSE = 0.08
LAST_DEADLINE_IN_DAYS = 400
STAGED, CUT_OFFS, UNDATED = 0.035, 0.009, 0.005
EXTENDED, CANCELLED = 0.03, 0.005

# Facts, as drafts have them; themes, keywords, documents and own beneficiaries as edited calls do.
BUDGET, GRANT_RANGE, EXPECTED_GRANTS, COFINANCING = 0.67, 0.8, 0.7, 0.3
TYPES_OF_ACTION, CONTACTS, OWN_BENEFICIARIES, OWN_COUNTRIES = 0.91, 0.11, 0.25, 0.05
KEYWORDS, DOCUMENTS, EVENTS, NOTICE = 0.35, 0.2, 0.03, 0.02
THEMES = (0.5, 0.35, 0.15)  # one, two, three
TITLE_WORDS = (4, 5, 6, 6, 7, 7, 8, 9, 10, 12)
SUMMARY_WORDS = (14, 18, 20, 22, 26)

# The text.
PARAGRAPH_WORDS = (9, 15, 19, 24, 29, 29, 35, 40, 61, 86)
ITEM_WORDS = (6, 8, 10, 13, 15, 16, 18, 20, 25, 38)
SPREAD = 0.42  # of the logarithm of a text's length: one in ten is 1.7 times the median, one in a hundred 2.7 times
LINKED, BOLD, QUOTED, NUMBERED = 0.5, 0.25, 0.06, 0.25  # of paragraphs, items, sentences, sentences
NESTED, TABLE, FOOTNOTES, FUND_LINK = 0.3, 0.15, 0.4, 0.3  # of texts

# How often the word of a rank came, among 983,954 words of 11,053 kinds; between ranks on a line of logarithms.
FREQUENCY = (
    (1, 42498), (2, 36874), (3, 25467), (6, 18823), (11, 16571), (31, 4705),
    (101, 1492), (301, 429), (1001, 81), (3001, 14), (10001, 1),
)  # fmt: skip
OWN_NAMES = 2  # words that no other call has: 28% of the kinds of words came once
