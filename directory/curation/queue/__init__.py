"""What needs somebody today, most urgent first: parts that others add to, and the pages that show them."""
