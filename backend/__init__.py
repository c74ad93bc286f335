"""Tirek: the working memory of a court-defence team."""
