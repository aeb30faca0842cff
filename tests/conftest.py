"""Set-up for all tests: failed assertions in helper modules are explained as those in tests are."""

import pytest

pytest.register_assert_rewrite("promise_checks")
