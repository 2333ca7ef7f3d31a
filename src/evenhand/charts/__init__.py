"""Pictures: records in, SVG text out; one chart a file."""
