"""All that the corpus states, in memory and immutable."""
