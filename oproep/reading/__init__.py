"""A file becomes a record, or problems with file, line and column."""
