"""Forms whose tables were lost: one cell a line, or the words of a line."""
