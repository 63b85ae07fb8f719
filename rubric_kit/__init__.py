"""Decide which outside badges a school district accepts, at what level, and why."""

__version__ = "0.1.0"
