"""Proof of a corpus: every stated fact against the words it came from; pure."""
