"""Reference data: countries, calibres, and the words that people use for codes."""
