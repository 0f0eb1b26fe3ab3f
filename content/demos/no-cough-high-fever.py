# /// script
# requires-python = ">=3.11"
# dependencies = ["hypothesis==6.170.15"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "evaluate"
# pitfall = "eval-no-behaviour"
# tool = "hypothesis"
# minutes = 2
# proof = "nothing found against version 2"
# ///
"""Right in every test, wrong in four words

Watch: one rule for all sentences, and the shortest that breaks it.
"""
from hypothesis import find, settings, strategies as st
from hypothesis.errors import NoSuchExample

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
ALARMING = {"fever", "pneumonia", "fluid"}
TESTS = {"fluid, high fever": "refer", "no pneumonia": "clear", "feels fine": "clear"}

def version_1(text):
    """A word that sounds ill, unless there is a 'no'."""
    words = text.replace(",", "").split()
    return "refer" if ALARMING & {*words} and "no" not in words else "clear"

def version_2(text):
    """A 'no' speaks for its own phrase, and letters may be large."""
    phrases = [phrase.split() for phrase in text.lower().split(", ")]
    ill = any(ALARMING & {*words} and "no" not in words for words in phrases)
    return "refer" if ill else "clear"

PHRASES = ["no cough", "feels fine", "no pneumonia", "COUGH", "a bit tired"]
FEVERISH = [", high fever", ", High Fever"]
sentences = st.builds(
    str.__add__, st.lists(st.sampled_from(PHRASES), min_size=1).map(", ".join),
    st.sampled_from(FEVERISH),
)

def shortest_broken(triage):
    """Whatever is said before it: high fever is to be referred."""
    thorough = settings(max_examples=500, database=None, derandomize=True)
    try:
        return find(sentences, lambda text: triage(text) != "refer", settings=thorough)
    except NoSuchExample:
        return None

for triage in version_1, version_2:
    right = sum(triage(text) == answer for text, answer in TESTS.items())
    print(f"{BOLD}{triage.__name__}: {right} of our {len(TESTS)} tests are right{END}\n")
    print("  hypothesis, whatever else is said: high fever is referred\n")
    broken = shortest_broken(triage)
    if broken:
        print(f"{RED}  BITES  \"{broken}\"  ->  {triage(broken)}{END}\n")
    else:
        print(f"{GREEN}  HELPS  500 sentences, nothing found against version 2{END}")
