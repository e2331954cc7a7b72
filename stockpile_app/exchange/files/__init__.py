"""Untrusted files, row by row: text in any encoding, workbooks in a process of their own."""
