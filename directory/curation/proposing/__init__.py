"""A contributor proposes changes to the listings entrusted to them; nothing is public before a coordinator decides.

The form is that of the editor without what is not theirs; what they say otherwise goes part by part into the queue of
suggestions (suggesting/proposing.py), and curation/reviewing/ decides on it.
"""
