"""The smallest honest equal of the catalogue for other builders of sites: one folder of templates for each."""
