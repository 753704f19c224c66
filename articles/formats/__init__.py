"""Editions as data for the world."""
