"""JSON Lines on disk.

run        the name of a run and the places of its files
exporter   one item a line, by orjson
rejected   what did not go out, and why
"""
