"""The sites, one module each, and nothing else."""
