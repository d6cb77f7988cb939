"""Reading English questions: tokens, amounts, periods, names, and the words that no rule explains."""
