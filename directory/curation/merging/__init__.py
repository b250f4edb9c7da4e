"""Two listings that are one: what each says side by side, what is kept of both, and one transaction that does it."""
