"""Figures and facts against a question: what it offers, which records it touches, how far each explains it, what contradicts it."""
