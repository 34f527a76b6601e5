"""Explains a record: ``explanation`` collects the facts, ``terminal`` and ``webpage`` show them."""
