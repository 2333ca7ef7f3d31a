"""Two models in; evidence, states, verdict and flips out. Pure."""
