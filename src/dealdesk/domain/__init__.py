"""The nouns of the field: amounts, dates, deals, articles, answers. Standard library, msgspec and pydantic only."""
