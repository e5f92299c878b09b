"""What lists of projects are made of, whatever became of their cells: heads, rows, rows that add up others."""
