"""From a question and the turn before to an answer: candidates, coverage, conversation."""
