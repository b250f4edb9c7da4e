"""Guides are written and kept here; how they are read is directory/guidance."""
