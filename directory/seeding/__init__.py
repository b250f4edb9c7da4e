"""The first words and listings: rows from seeds/ into the database, all or nothing."""

from directory.seeding.problems import BadSeed
from directory.seeding.report import Report
from directory.seeding.seed import seed

__all__ = ["BadSeed", "Report", "seed"]
