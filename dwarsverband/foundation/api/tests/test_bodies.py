"""What a program sends is read, or refused with a sentence; never does it break anything."""

import pytest

from tests.cast import Cast


@pytest.mark.regression("a body that was nested too deeply broke the program")
@pytest.mark.parametrize("depth", [20, 400, 900, 100_000])
@pytest.mark.parametrize(("before", "after"), [("[", "]"), ('{"a":[', "]}")])
def test_a_body_nested_too_deeply_is_refused(
    cast: Cast, depth: int, before: str, after: str
) -> None:
    answer = cast.client("bram", "en").put(
        "/api/v1/waterdal/account",
        data='{"language": "en", "name": ' + before * depth + "1" + after * depth + "}",
        content_type="application/json",
        headers={"If-Match": "1"},
    )
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
