"""The latent model in numpyro, run as a program: cells on standard input, moments of the posterior on standard output.

JAX warns and starts threads, which the tests' own process must not have.
"""

import json
import sys

import jax
import jax.numpy as jnp
import numpyro
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS, init_to_value


def model(row, column, z, known, rows, columns):
    """One factor, the priors of posterior_draws.py, u integrated out as Student's t."""
    mean = numpyro.sample("m0", dist.Normal(0.0, 1.0))
    spread = numpyro.sample("v0", dist.InverseGamma(1.0, 0.5))
    slope = numpyro.sample("l0", dist.TruncatedNormal(0.7, 1.0, low=0.0))
    slopes = numpyro.sample("t0", dist.InverseGamma(2.0, 0.1))
    scale = numpyro.sample("b", dist.Exponential(2.0))
    theta = numpyro.sample("theta", dist.Normal(0.0, 1.0).expand([rows]).to_event(1))
    mu = numpyro.sample("mu", dist.Normal(mean, jnp.sqrt(spread)).expand([columns]).to_event(1))
    loading = numpyro.sample("lambda", dist.Normal(slope, jnp.sqrt(slopes)).expand([columns]).to_event(1))
    psi = numpyro.sample("psi", dist.InverseGamma(3.0, 3.0 * scale).expand([columns]).to_event(1))
    fit = numpyro.deterministic("fit", mu + loading * theta[:, None])
    numpyro.deterministic("log_psi", jnp.log(psi))
    numpyro.sample("z", dist.StudentT(4.0, fit[row, column], jnp.sqrt(psi[column] + known)), obs=z)


def main():
    """Mean and standard deviation of every cell's expectation and of log psi, of ability and of the mean loading."""
    given = {name: jnp.array(part) for name, part in json.load(sys.stdin).items()}
    rows, columns = int(given["row"].max()) + 1, int(given["column"].max()) + 1
    sums, counts = (jnp.bincount(given["row"], part, length=rows) for part in (given["z"], jnp.ones(len(given["z"]))))
    # A chain that starts with abilities upside down stays there.
    start = init_to_value(values={"theta": sums / jnp.maximum(counts, 1), "lambda": jnp.ones(columns), "l0": 0.7})
    kernel = NUTS(model, init_strategy=start, max_tree_depth=7)
    chain = MCMC(kernel, num_warmup=200, num_samples=500, progress_bar=False)
    chain.run(jax.random.PRNGKey(0), rows=rows, columns=columns, **given)
    found = chain.get_samples()
    parts = {name: found[name] for name in ("fit", "log_psi", "theta", "l0")}
    json.dump({name: [part.mean(0).tolist(), part.std(0).tolist()] for name, part in parts.items()}, sys.stdout)


if __name__ == "__main__":
    main()
