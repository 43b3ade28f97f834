"""A catalogue becomes an edition: words, dates, money, prose, and every page with its address, laid out once."""
