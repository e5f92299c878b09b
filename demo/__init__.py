"""The demo portal: a small invented internet of disclosure sites, with its own ground truth."""
