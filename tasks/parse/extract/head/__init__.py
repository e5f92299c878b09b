"""What stands above a report and over the whole of it: title, publisher, dates, numbers, year, and the unit."""
