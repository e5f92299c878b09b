"""How long the checks and the consistency rules take on a night of a million rows."""
