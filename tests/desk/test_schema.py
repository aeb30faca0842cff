"""The API against its own description: schemathesis makes requests and looks at the answers."""

from __future__ import annotations

import pytest
from desk.posts import LIBRARY
from hypothesis import HealthCheck, settings

from referat.desk.config import Config
from referat.desk.web.app import create_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")


@pytest.fixture
def described(tmp_path, pipeline):
    made = create_app(Config(tmp_path / "schema"), pipeline)
    made.desk.paste(LIBRARY)
    return schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", made.app, base_url="http://127.0.0.1:8480"
    )


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case):
    case.call_and_validate(base_url="http://127.0.0.1:8480", headers={"host": "127.0.0.1:8480"})
