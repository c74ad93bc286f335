"""The HTTP API: one module per resource, serializer and view together. Thin over the domain; does not know the pages."""
