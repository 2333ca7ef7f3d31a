"""What the address of a page may say, and what a form of a page sends."""
