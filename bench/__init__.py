"""Benchmarks: what Jixiao costs, measured on pages that anybody can make again."""
