"""Sending: who gets a letter, the queue of letters, senders that work it, and what comes back."""
