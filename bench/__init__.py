"""Measurements: `make bench`. Nothing here is a test; the figures to compare with are in the tables."""
