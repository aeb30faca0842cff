"""A Ray cluster of two nodes on loopback, for `bench_batch`: each node is processes of its own.

The environment is set before Ray is imported, since it reads it then; jobs on the cluster need the
same one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

# Reach nodes by loopback; call nobody.
ENVIRONMENT = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_USAGE_STATS_ENABLED": "0"}
_NODE = {"node_ip_address": "127.0.0.1", "object_store_memory": 80 * 2**20}


@contextmanager
def cluster(nodes: int) -> Iterator[str]:
    """The address of a cluster of so many nodes with a core each, which ends with the block."""
    os.environ |= ENVIRONMENT
    from ray.cluster_utils import Cluster

    made = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False, **_NODE}
    )
    try:
        for _ in range(nodes):
            made.add_node(num_cpus=1, **_NODE)
        made.wait_for_nodes()
        yield made.address
    finally:
        made.shutdown()
