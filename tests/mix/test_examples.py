"""The examples in docstrings are what comes out."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from referat.mix import accuracy, measures, of_post, periods, usage


@pytest.mark.parametrize("module", [accuracy, measures, of_post, periods, usage])
def test_examples_hold(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried
    assert not failed
