"""The only package that speaks SQL: store file and keys, tables, projections, search, read side."""
