"""The commands, one module a subject. Each is imported when it is asked for, and not before."""
