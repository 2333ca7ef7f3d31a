"""What carries the site elsewhere: its addresses, feeds, files, Markdown and images."""
