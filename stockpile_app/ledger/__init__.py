"""The ledger: entries, their chain, signatures and seals. Knows facts only as bytes with a kind."""
