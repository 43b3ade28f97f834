"""The copy in the shape of CommonGrants, judged by the models of the protocol's own library (common-grants-sdk)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from common_grants_sdk.schemas.pydantic import OpportunityBase
from common_grants_sdk.schemas.pydantic.responses import OpportunitiesListResponse
from pydantic import BaseModel

from tests.front_door import LANGUAGES, build

URL = "https://voorbeeld.example.org/some/base/"
STATUSES = {"forthcoming": "forecasted", "open": "open", "closing": "open", "closed": "closed", "cancelled": "custom"}


def read(site: Path, language: str) -> Any:
    return json.loads((site / "data" / f"commongrants.{language}.json").read_text(encoding="utf-8"))


def by_slug(site: Path, language: str) -> dict[str, Any]:
    return {Path(item["customFields"]["url"]["value"]).stem: item for item in read(site, language)["items"]}


def names_in(model: BaseModel) -> Any:
    """What a model takes over, by the names of the protocol; it drops names that it does not know."""
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True)


def shape(found: Any) -> Any:
    """The names in JSON, without what stands under them."""
    if isinstance(found, dict):
        return {name: shape(each) for name, each in found.items()}
    return [shape(each) for each in found] if isinstance(found, list) else None


@pytest.mark.parametrize("folder", ["built", "example_built"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_client_of_the_protocol_reads_every_opportunity(
    folder: str, language: str, request: pytest.FixtureRequest
) -> None:
    found = read(request.getfixturevalue(folder), language)
    answer = OpportunitiesListResponse.model_validate(found)
    assert len(answer.items) == answer.pagination_info.total_items > 0
    assert answer.pagination_info.total_pages == 1
    for model, item in zip(answer.items, found["items"], strict=True):
        assert shape(names_in(model)) == shape(item), "a name that the protocol does not have"


def test_the_judge_refuses_what_is_not_in_shape(example_built: Path) -> None:
    item = read(example_built, "nl")["items"][0]
    OpportunityBase.model_validate(item)
    for spoilt in (
        {"status": {"value": "closing"}},
        {"createdAt": "yesterday"},
        {"keyDates": {"closeDate": {"date": "soon"}}},
    ):
        with pytest.raises(ValueError, match="validation error"):
            OpportunityBase.model_validate({**item, **spoilt})


def test_a_status_is_told_in_the_words_of_the_protocol(example_built: Path) -> None:
    calls = json.loads((example_built / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    shared = by_slug(example_built, "en")
    assert {call["status"] for call in calls} == STATUSES.keys(), "the example has every status"
    for call in calls:
        status = shared[call["slug"]]["status"]
        assert status["value"] == STATUSES[call["status"]]
        assert status.get("customValue") == ("cancelled" if call["status"] == "cancelled" else None)


def test_a_call_has_the_same_id_in_every_language_and_at_every_build(
    example: Path, tmp_path: Path, example_built: Path
) -> None:
    later = build(example, tmp_path / "later", now="2027-01-05T09:00")
    for language in LANGUAGES:
        for slug, item in by_slug(later, language).items():
            assert item["id"] == str(uuid5(NAMESPACE_URL, f"{URL}data/calls/{slug}.json"))
            assert item["id"] == by_slug(example_built, language)[slug]["id"]


def test_words_are_those_of_the_language(example_built: Path) -> None:
    dutch, english = (by_slug(example_built, language)["paper-boats"] for language in ("nl", "en"))
    assert (dutch["title"], english["title"]) == ("Papieren bootjes", "Paper boats")
    assert dutch["customFields"]["language"]["value"] == "nl"
    assert by_slug(example_built, "en")["regenbogen"]["customFields"]["language"]["value"] == "nl"


def test_since_when_a_call_is_here_is_never_guessed(example: Path, tmp_path: Path) -> None:
    for path in (example / "content" / "calls").glob("windmolens.md"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(line for line in lines if not line.startswith(("published:", "verified:"))), encoding="utf-8"
        )
    found = by_slug(build(example, tmp_path / "public"), "nl")["windmolens"]
    assert found["createdAt"] == found["lastModifiedAt"] == "1970-01-01T00:00:00Z"


def test_a_day_begins_in_the_zone_of_the_catalogue(example_built: Path) -> None:
    found = by_slug(example_built, "nl")["windmolens"]
    assert (found["createdAt"], found["lastModifiedAt"]) == ("2026-08-31T22:00:00Z", "2026-10-31T23:00:00Z")
