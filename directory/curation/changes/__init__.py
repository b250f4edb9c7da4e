"""The history on screen and as files: all changes, all versions of one listing, and the way back to one of them."""
