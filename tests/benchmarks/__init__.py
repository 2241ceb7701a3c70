"""What training costs, measured side by side with the article's own loop."""
