"""Forms that are still tables."""
