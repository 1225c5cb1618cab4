"""Guarantor Tracker: who was asked to guarantee whose security, what they said, and how their stance changed."""

__version__ = "0.7.0"
