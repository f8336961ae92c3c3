"""Waugzee: what vinyl you own, what you played, what needs cleaning."""

__version__ = "0.1.0"
