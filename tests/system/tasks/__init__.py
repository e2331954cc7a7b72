"""Ten tasks done by keyboard and scanner alone, and how many keys each of them takes."""
