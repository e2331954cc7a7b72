"""Models: records as Qt views want them."""
