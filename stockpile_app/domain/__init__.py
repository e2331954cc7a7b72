"""What is true of weapons, places and people. Pure: no input or output, no database, no screen."""
