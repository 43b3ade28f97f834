"""Calls of other systems become drafts; a new source is one module."""
