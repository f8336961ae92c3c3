"""Waugzee: what vinyl you own, what you played, what needs cleaning."""
