"""Made-up pieces of pages, which the finder learns from."""
