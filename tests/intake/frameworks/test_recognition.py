from __future__ import annotations

import pytest

from rubric_kit.intake.frameworks import shipped_frameworks
from rubric_kit.intake.frameworks.recognition import at_host, named_in

_BOTH = {"iste-educators", "iste-students"}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ISTE Standards for Educators", {"iste-educators"}),
        ("ISTE-E", {"iste-educators"}),
        ("iste standards: STUDENTS", {"iste-students"}),
        ("ISTE-S", {"iste-students"}),
        ("ISTE", _BOTH),
        ("International Society for Technology in Education", _BOTH),
        ("ISTE Standards for Teachers", set()),
        ("ISTE-T", set()),
        ("ISTE Standards for Coaches", set()),
        ("ISTE NETS for Students", set()),
        ("Christen", set()),
        ("P21", {"p21"}),
        ("Framework for 21st Century Learning", {"p21"}),
        ("21st century", set()),
        ("Connecting Credentials", {"connecting-credentials"}),
        ("ConnectingCredentials", {"connecting-credentials"}),
        ("Canada's Essential Skills", {"canada-essential-skills"}),
        ("Essential Skills (ESDC)", {"canada-essential-skills"}),
        ("Essential Skills", set()),
        ("Texas Essential Knowledge and Skills", set()),
        ("Skills for Success", {"skills-for-success"}),
        ("Canadian Skills for Success", {"skills-for-success"}),
        ("Study skills for success in college", set()),
        ("California CTE", {"california-cte"}),
        ("CTE Model Curriculum Standards", {"california-cte"}),
        ("California Career Technical Education", {"california-cte"}),
        ("Career and Technical Education", set()),
        ("ISTE and P21", _BOTH | {"p21"}),
        ("Analyst", set()),
        ("", set()),
    ],
)
def test_frameworks_are_known_by_plain_words(text: str, keys: set[str]) -> None:
    assert named_in(text) == keys


@pytest.mark.parametrize(
    ("address", "framework", "keys"),
    [
        ("https://iste.org/standards/educators", "", {"iste-educators"}),
        ("https://www.iste.org/standards/for-students", "", {"iste-students"}),
        ("https://ISTE.org/standards", "", _BOTH),
        ("https://iste.org/standards", "Standards for Educators", {"iste-educators"}),
        ("https://iste.org/standards", "Standards for Coaches", set()),
        ("https://iste.org/standards/coaches", "", set()),
        ("https://notiste.org/standards/educators", "", set()),
        ("https://iste.org@evil.example/standards", "", set()),
        ("https://evil.example/iste.org/educators", "", set()),
        ("https://[iste.org/", "", set()),
        ("iste.org", "", set()),
        ("https://www.p21.org/x", "", {"p21"}),
        ("https://www.battelleforkids.org/networks/p21", "", {"p21"}),
        ("https://www.battelleforkids.org/other", "", set()),
        ("https://connectingcredentials.org/framework/", "", {"connecting-credentials"}),
        ("https://www.cde.ca.gov/ci/ct/sf/ctemcstandards.asp", "", {"california-cte"}),
        ("https://www.cde.ca.gov/ci/ma", "", set()),
    ],
)
def test_frameworks_are_known_by_their_host_and_path(address: str, framework: str, keys: set[str]) -> None:
    assert at_host(address, framework) == keys


def test_each_pack_is_known_by_its_own_title_or_address() -> None:
    for framework in shipped_frameworks():
        assert named_in(framework.title) | at_host(framework.source or "") >= {framework.key}
