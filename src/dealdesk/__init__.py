"""Dealdesk answers questions about compute deals, each figure with the sentence it came from."""
