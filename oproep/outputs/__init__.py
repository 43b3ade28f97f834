"""One module per kind of thing published; each is a function of the same laid-out edition."""
