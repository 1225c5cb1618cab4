"""All that is written, one noun a file, verbs inside: keyword-only, in one transaction, `by` whom and `at` when."""
