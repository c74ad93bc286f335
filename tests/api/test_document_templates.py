"""What can be filled, and what each paper of a proceeding still lacks."""

from tests.api.conftest import made, pointers, problem


def test_every_kind_of_paper_is_listed_in_the_callers_language(dana):
    rows = made(dana.ask("document-templates/", HTTP_ACCEPT_LANGUAGE="kk"), 200)["results"]
    titles = {row["key"]: row["title"] for row in rows}
    assert titles["prosecutor_complaint_105"] == "Әрекетсіздікке прокурорға шағым"
    assert all(row["missing"] is None for row in rows)
    assert made(dana.ask("document-templates/police_report/"), 200)["addressee"] == "police"
    problem(dana.ask("document-templates/no_such/"), 404)


def test_for_a_proceeding_only_its_papers_are_listed_with_what_they_lack(dana, bek, chinara, lived):
    address = f"document-templates/?proceeding={lived.proceeding.pk}"
    rows = {row["key"]: row for row in made(dana.ask(address), 200)["results"]}
    assert rows.keys() == {"police_report", "prosecutor_complaint_105"}
    assert [each["pointer"] for each in rows["prosecutor_complaint_105"]["missing"]] == ["/answers/addressee"]
    ready = {
        row["key"]: row["missing"]
        for row in made(dana.ask(f"{address}&addressee={lived.prosecutor.pk}"), 200)["results"]
    }
    assert ready["prosecutor_complaint_105"] == []
    problem(bek.ask(address), 403)
    problem(chinara.ask(address), 404)


def test_a_language_that_papers_are_not_written_in_is_refused(dana):
    assert pointers(dana.ask("document-templates/?language=en")) == ["language"]
