"""A Ray cluster of several nodes on loopback, each of processes of its own, to be killed.

``python cluster.py NODES`` prints its address; a line ``kill`` on standard input kills a node by
force, ``add`` adds one, each is answered by the word, and the end of the input ends the cluster.
"""

from __future__ import annotations

import os
import sys

# Before Ray is imported: its nodes shall be reached by loopback, and call nobody.
os.environ |= {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_USAGE_STATS_ENABLED": "0"}

from ray.cluster_utils import Cluster

NODE = {"node_ip_address": "127.0.0.1", "object_store_memory": 80 * 2**20}
# A lost node is found in a second rather than half a minute.
QUICK = {
    "health_check_initial_delay_ms": 0,
    "health_check_period_ms": 300,
    "health_check_failure_threshold": 3,
}


def say(words: str) -> None:
    """A line, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(count: int) -> None:
    """Run the cluster."""
    head = {"num_cpus": 0, "include_dashboard": False, "_system_config": QUICK, **NODE}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    nodes = [cluster.add_node(num_cpus=1, **NODE) for _ in range(count)]
    cluster.wait_for_nodes()
    say(cluster.address)
    for line in sys.stdin:
        if line == "kill\n":
            cluster.remove_node(nodes.pop(0), allow_graceful=False)
        else:
            nodes.append(cluster.add_node(num_cpus=1, **NODE))
        say(line.strip())
    cluster.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]))
