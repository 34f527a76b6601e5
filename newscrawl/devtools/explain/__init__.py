"""Why a record says what it says: ``explanation`` gathers it, ``terminal`` and ``page`` show it."""
