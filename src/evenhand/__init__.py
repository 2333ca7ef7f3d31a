"""Evenhand: put two language models side by side and get an answer you can check."""
