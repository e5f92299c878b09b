"""How fast pages are parsed, beside what others do with the same bytes in the same run."""
