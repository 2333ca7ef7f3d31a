"""Run by a Python that has arena-rank: votes as JSON on stdin, [left, right, winner] columns; ratings on stdout."""

import json
import sys


def main() -> None:
    """Fit Bradley-Terry with arena-rank in double precision and print the rating of each name."""
    import jax  # noqa: PLC0415 - only the Python that runs this file has it
    import pandas as pd  # noqa: PLC0415

    jax.config.update("jax_enable_x64", val=True)
    from arena_rank.models.bradley_terry import BradleyTerry  # noqa: PLC0415
    from arena_rank.utils.data_utils import PairDataset  # noqa: PLC0415

    data = PairDataset.from_pandas(pd.DataFrame(json.load(sys.stdin)))
    found = BradleyTerry(n_competitors=len(data.competitors)).compute_ratings_and_cis(data)
    ratings = [float(rating) for rating in found["ratings"]]
    print(json.dumps(dict(zip(data.competitors, ratings, strict=True))))


if __name__ == "__main__":
    main()
