"""The crawl: a source's description in, standard WARC files and a journal of every fetch out. Nothing is parsed here
beyond what leads to the next request: lists, links, and the signs by which an answer is not the page asked for.
"""
