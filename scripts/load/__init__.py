"""Whether the desk stays usable while the site is flooded (`make load`); docs/operations.md has what it said."""
