# /// script
# requires-python = ">=3.11"
# dependencies = ["vowpalwabbit==9.11.9"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "learn"
# pitfall = "learn-feedback-loop"
# tool = "vowpalwabbit"
# minutes = 2
# proof = "it found what readers want"
# ///
"""It eats its own output

Watch: how often each topic was shown. Only what is shown is learned.
"""
import random
from vowpalwabbit import Workspace

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
TOPICS = {"sport": 0.30, "travel": 0.25, "science": 0.60}  # who would click, if asked

def run(explore, readers=3000):
    """One topic a reader: sport for the first 200, then what the model chooses."""
    random.seed(1)
    model = Workspace(f"--cb_explore 3 --epsilon {explore} --quiet")
    shown, clicked = dict.fromkeys(TOPICS, 0), dict.fromkeys(TOPICS, 0)
    for reader in range(readers):
        chances = [1, 0, 0] if reader < 200 else model.predict("| reader")
        action = random.choices(range(3), chances)[0]
        topic = list(TOPICS)[action]
        click = random.random() < TOPICS[topic]
        model.learn(f"{action + 1}:{-int(click)}:{chances[action]} | reader")
        shown[topic] += 1
        clicked[topic] += click
    return shown, clicked

def show(result, colour):
    shown, clicked = result
    for topic in TOPICS:
        share = f"{clicked[topic] / shown[topic]:.0%}" if shown[topic] else "?"
        bar = "█" * (shown[topic] // 100)
        text = f"{topic:8} shown {shown[topic]:5,}   {share:>3} click  {bar}"
        print(f"{colour}    {text}{END}")
    print(f"\n    3,000 readers, {sum(clicked.values()):,} clicks\n")
    return max(shown, key=shown.get)

print(f"{BOLD}It shows what it believes in, and learns from what it showed{END}\n")
favourite = show(run(explore=0), RED)
print(f"{RED}  BITES  It is sure of {favourite}. It never asked about the rest.{END}\n")

print(f"{BOLD}vw --cb_explore 3 --epsilon 0.1: one time in ten, try another{END}\n")
favourite = show(run(explore=0.1), GREEN)
if favourite == max(TOPICS, key=TOPICS.get):
    print(f"{GREEN}  HELPS  It got out, it found what readers want: {favourite}.{END}")
