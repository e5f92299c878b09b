"""What runs, in which order: the only package that knows Prefect."""
