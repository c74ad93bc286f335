"""The page for a call: asked by a form that is sent, answered without a name."""


def test_the_answer_shows_code_and_safe_contact_and_no_name(cast, client):
    client.force_login(cast.dana)
    response = client.post("/find/", {"name": "Aigul Smailova"})
    text = response.content.decode()
    assert response.status_code == 200
    assert cast.case.code in text
    assert cast.survivor.pseudonym in text
    assert "Айгүл" not in text
    assert response["Cache-Control"] == "no-store"


def test_a_colleague_off_the_team_is_told_a_number(cast, client):
    client.force_login(cast.bek)
    text = client.post("/find/", {"name": "Смаилова"}).content.decode()
    assert "ещё в 1 деле" in text
    assert cast.case.code not in text


def test_nothing_asked_is_said_and_nothing_typed_is_lost(cast, client):
    client.force_login(cast.dana)
    response = client.post("/find/", {"name": "", "born": "40.13.1990", "phone": "8701"})
    assert response.status_code == 422
    assert "40.13.1990" in response.content.decode()
    assert "Введите имя, ИИН" in client.post("/find/", {}).content.decode()


def test_what_is_asked_in_an_address_is_not_looked_at(cast, client):
    client.force_login(cast.dana)
    assert cast.case.code not in client.get("/find/?name=Смаилова").content.decode()


def test_a_part_of_a_number_is_said_to_be_one(cast, client):
    client.force_login(cast.dana)
    response = client.post("/find/", {"phone": "2587146", "iin": "123"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Введите номер телефона целиком" in text
    assert "все двенадцать цифр" in text
