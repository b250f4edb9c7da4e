"""One change of many listings: choose them, say what shall be set, see old and new of each, do it, undo it."""
