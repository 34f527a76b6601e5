"""The cleaning rules. A new rule is an entry in the module of its subject, with an id, a scope, lines that it drops and lines that it keeps.

``tests/cleaning/test_rules.py`` runs every example through the whole cleaner, inside an article. A rule for one paper is declared on that
paper's spider (``boilerplate = (...)``), a rule for one CMS on that CMS's family.
"""
