"""What Oproep costs, beside other builders of sites, on the same made-up catalogue. README.md says how to run it."""
