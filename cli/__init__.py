"""The `jixiao` command."""
