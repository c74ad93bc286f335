"""The pages: one module per area, templates, static files. Thin over the domain; does not know the API.

A page works whole; htmx asks for a part of it. Rows are reached through `.visible_to` and `.content_visible_to` only.
"""
