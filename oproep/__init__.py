"""Oproep turns a folder of Markdown files into a bilingual static catalogue of funding calls."""

__version__ = "0.1.0"

ZONE = "Europe/Brussels"  # of a catalogue that names none
