"""What subscribers, search engines and other programs fetch: feeds, sitemaps, robots.txt."""
