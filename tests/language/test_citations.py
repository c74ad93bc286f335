"""How an article of the law is cited in either language."""

import pytest

from backend.language.citations import full_citation, short_citation


@pytest.mark.parametrize(
    ("citation", "language", "told"),
    [
        ("УПК 99 ч.4", "ru", "часть 4 статьи 99 УПК РК"),
        ("УПК 192-2 ч.6", "ru", "часть 6 статьи 192-2 УПК РК"),
        ("УПК 102", "ru", "статья 102 УПК РК"),
        ("УПК 99 ч.4", "kk", "ҚР ҚПК 99-бабының 4-бөлігі"),
        ("КоАП 829-14 ч.6-1", "kk", "ҚР ӘҚБтК 829-14-бабының 6-1-бөлігі"),
        ("УК 109-1", "kk", "ҚР ҚК 109-1-бабы"),
        ("КоАП 827–828", "ru", "статьи 827–828 КоАП РК"),
        ("КоАП 827–828", "kk", "ҚР ӘҚБтК 827–828-баптары"),
        ("КоАП 835 ч.1, 3", "ru", "части 1, 3 статьи 835 КоАП РК"),
        ("КоАП 835 ч.1, 3", "kk", "ҚР ӘҚБтК 835-бабының 1, 3-бөліктері"),
        ("УК 71 ч.1 п.2", "ru", "пункт 2 части 1 статьи 71 УК РК"),
        ("УК 71 ч.1 п.2", "kk", "ҚР ҚК 71-бабының 1-бөлігінің 2-тармағы"),
        ("КоБС 19 п.3–4", "ru", "пункты 3–4 статьи 19 КоБС РК"),
        ("КоБС 19 п.3–4", "kk", "ҚР Неке (ерлі-зайыптылық) және отбасы туралы кодекстің 19-бабының 3–4-тармақтары"),
        ("Закон 245-VIII ст.60 п.5", "ru", "пункт 5 статьи 60 Закона РК № 245-VIII"),
        ("Закон 245-VIII ст.60 п.5", "kk", "ҚР № 245-VIII Заңның 60-бабының 5-тармағы"),
        ("Приказ № 1", "ru", "Приказ № 1"),
    ],
)
def test_a_norm_is_cited_in_full(citation, language, told):
    assert full_citation(citation, language) == told


def test_in_brackets_a_norm_is_cited_by_its_code_in_the_papers_language():
    assert (short_citation("УК 109-1", "ru"), short_citation("УК 109-1", "kk")) == ("УК 109-1", "ҚК 109-1-бабы")


def test_every_article_in_a_line_gets_the_kazakh_name_of_its_code():
    line = "УК 115, УПК 192-2 ч.6; Приказ ГП № 89 (по УПК 180 ч.3)"
    assert (
        short_citation(line, "kk")
        == "ҚК 115-бабы, ҚПК 192-2-бабының 6-бөлігі; Приказ ГП № 89 (по ҚПК 180-бабының 3-бөлігі)"
    )
    assert short_citation(line, "ru") == line
