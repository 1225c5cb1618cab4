"""Wiring: settings, addresses, servers."""
