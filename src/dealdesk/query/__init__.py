"""Typed queries over deals: conditions, selections, picks, attributes and arithmetic."""
