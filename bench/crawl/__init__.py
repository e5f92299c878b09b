"""What the crawl costs, beside Scrapy's on the same pages."""
