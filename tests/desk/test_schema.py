"""The API against its own description: schemathesis makes requests and looks at the answers."""

from __future__ import annotations

import pytest
from desk.posts import LIBRARY
from hypothesis import HealthCheck, Phase, given, settings

from referat.desk.config import Config
from referat.desk.web.app import create_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

# What is well formed can still name words that do not stand in the post.
positive_data_acceptance = pytest.importorskip(
    "schemathesis.specs.openapi.checks"
).positive_data_acceptance
HOST = {"host": "127.0.0.1:8480"}
BRIEFLY = settings(
    max_examples=8,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(tmp_path_factory, pipeline):
    made = create_app(Config(tmp_path_factory.mktemp("schema")), pipeline)
    made.desk.paste(LIBRARY)
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", made.app, headers=HOST)


def test_every_answer_is_as_described(described):
    seen = set()
    for found in described.get_all_operations():
        operation = found.ok()
        seen.add(operation.label)

        @BRIEFLY
        @given(case=operation.as_strategy())
        def answers(case):
            case.call_and_validate(headers=HOST, excluded_checks=[positive_data_acceptance])

        answers()
    assert len(seen) == 18
