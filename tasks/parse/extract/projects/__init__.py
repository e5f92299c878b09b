"""The projects that a page tells of: how many, their names, and which of its text belongs to which."""
