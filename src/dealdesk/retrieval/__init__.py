"""Passages and the search for them; any engine can stand behind `Retriever`."""
