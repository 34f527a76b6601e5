"""The rules of cleaning. A new one is an entry in the module of its subject, with an id, a scope, lines it drops and lines it keeps.

``tests/cleaning/test_rules.py`` runs every example through the whole cleaner, within an article. A rule that knows one paper only is
declared on that paper's spider (``boilerplate = (...)``), one that knows one CMS on that CMS's family.
"""
