"""A coordinator decides on what others told us: part by part, with a reason, and nothing changes before that."""
