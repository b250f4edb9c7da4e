"""Pages about the directory itself."""

from tests.page import Client


def test_crisis_page_names_who_to_call_first(seeded_client: Client) -> None:
    page = seeded_client.get("/crisis")
    assert page.find("main a")["href"] == "tel:988"
