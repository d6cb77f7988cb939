"""Which deals a question speaks of: its conditions, exceptions and picks, each with the words that say it."""
