"""The words of the directory: terms with their synonyms, and questions."""
