"""Tests of reading forms that are tables."""
