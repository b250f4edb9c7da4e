"""The first words and listings: rows from seeds/ into the database, all or nothing."""

from directory.seeding.files import BadSeed
from directory.seeding.seed import Report, seed

__all__ = ["BadSeed", "Report", "seed"]
