"""The world of one engine: knowledge, words, how things are said, and what each record is about."""
