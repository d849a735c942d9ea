"""Scrapy spiders: one, for one site."""
