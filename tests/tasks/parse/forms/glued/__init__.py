"""Tests of reading forms whose cells ran together."""
