"""Containers of pages: one module for each, all of them streams of sources, failures and what is left aside."""
