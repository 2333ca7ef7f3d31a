"""Whether a reply follows the instructions of IFEval, each checked by a rule that a program can apply."""
