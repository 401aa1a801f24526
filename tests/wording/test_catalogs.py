import re

import pytest

from casekit.wording import LANGUAGES, catalog, say


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_says_the_same_sentences_with_the_same_facts(language):
    english, other = catalog("en"), catalog(language)
    assert set(other) == set(english)
    for key, text in english.items():
        assert set(re.findall(r"\{(\w+)\}", other[key])) == set(re.findall(r"\{(\w+)\}", text)), key


def test_a_fact_that_looks_like_a_template_is_put_in_as_it_is():
    assert "{first}" in say("en", "prefill.when", first="{last}", last="{first}")
