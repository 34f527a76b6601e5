"""The layers behind a site's own selectors: each reads the same fields from another part of the page."""
