"""WARC: pages answered from an archive instead of the network."""
