"""The only package that opens files: a corpus folder to Knowledge, the shipped word lists to a Lexicon."""
