"""The token that every form of the console carries: it proves that the form came from our own page."""

from flask_wtf import CSRFProtect

csrf = CSRFProtect()
