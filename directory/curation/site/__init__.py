"""What an admin sets in the console: the name, crisis lines, addresses, ages of checks."""
