"""`POST people/match`: the caller's own cases, and a number for the rest."""


def test_a_match_names_the_case_and_nobody(cast, dana, bek):
    answer = dana.send("people/match/", {"name": "Смаилова Айгуль"})
    assert answer.status_code == 200
    assert [(row["code"], row["as_survivor"]) for row in answer.json()["matches"]] == [(cast.case.code, True)]
    assert "Смаилова" not in answer.content.decode()
    assert bek.send("people/match/", {"name": "Смаилова Айгуль"}).json() == {"matches": [], "others": 1}


def test_nothing_asked_is_a_problem_at_its_place(dana):
    answer = dana.send("people/match/", {"name": " "})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/name")


def test_a_part_of_a_number_is_a_problem_at_its_place(dana):
    answer = dana.send("people/match/", {"iin": "123"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/iin")
