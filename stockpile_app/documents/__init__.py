"""PDFs and printer files: labels, tags, sheets, certificates. Records in, bytes out."""
