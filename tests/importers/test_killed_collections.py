"""A collection that dies leaves the old facts or the new ones; many more deaths are in `make soak`."""

from pathlib import Path

from killed_collections import Ground, killed

KILLS = 6


def test_a_killed_collection_leaves_the_old_or_the_new_facts(tmp_path: Path, template: Path) -> None:
    """After each kill the collected folder is one of both states, byte for byte, sound, and git sees no leftover."""
    ground = Ground(tmp_path, template)
    assert ground.states["old"] != ground.states["new"]
    differing = {
        name.partition("/")[0]
        for name in ground.states["old"]
        if ground.states["old"][name] != ground.states["new"][name]
    }
    assert differing == {"gemma-4-model-card", "kimi-k2.5-card"}
    count = killed(ground, KILLS, seed=1, by_command=False)
    assert count.killed == count.old + count.new == KILLS
