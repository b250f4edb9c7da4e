"""The pages of people who sign in: the door (signing in, joining, a new password), their accounts, and for admins."""

from __future__ import annotations

from directory.people import account, auditing, door, factors, joining, keeping, managing, resetting, signing_in

# Named, so that their views are there: all of these add to the blueprint of the door or of the account.
PARTS = (signing_in, joining, resetting, factors)
BLUEPRINTS = (door.blueprint, account.blueprint, keeping.blueprint, managing.blueprint, auditing.blueprint)
