"""Tests of reading forms whose tables were lost."""
