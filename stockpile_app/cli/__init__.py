"""The same services from a terminal: for scripts, tests and rescue (DESIGN section 9)."""
