"""The site as files for any file server: the same pages and answers, written once for a snapshot."""
