"""Fuzzing the parser: documents of every format, damaged at random and repeatably, read in the night's own workers."""
