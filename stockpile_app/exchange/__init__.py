"""Files in and out: tables of weapons from spreadsheets and text files, and exports."""
