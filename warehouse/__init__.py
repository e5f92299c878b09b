"""The model of the warehouse and everything derived from it."""
