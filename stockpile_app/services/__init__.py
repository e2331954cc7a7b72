"""What people do: one module a subject, each use case in one transaction of its own."""
