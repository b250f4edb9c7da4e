"""Listings edited on screens: forms, what stands beside them, saving, and two edits of one listing side by side.

A request walks views.py → edit.py (a form and what it is about) → saving.py, and answers with pages.py.
"""
