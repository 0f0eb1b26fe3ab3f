# /// script
# requires-python = ">=3.11"
# dependencies = ["textual==8.2.8"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "people"
# pitfall = "people-absent"
# tool = "textual"
# minutes = 3
# keys = "fifi"
# program = true
# proof = "before any model was trained"
# ///
"""There is no model behind this screen

Watch: be the nurse. The answers are typed in, the trouble is real.
"""
import sys
from textual.app import App
from textual.widgets import Footer, Label
RED, GREEN, END = "\033[1;31m", "\033[1;32m", "\033[0m"
PATIENTS = [  # photograph, light in the room, and the answer that a person typed
    ("( ░▒▓██▓▒░ )", "bright", "No sign of disease. See you in a year."),
    ("( ░░░▒▒░░░ )", "dark", "Photo refused. Send the patient to the city."),
    ("( ░▒▓██▓▒░ )", "bright", "Perhaps disease. Send the patient to the city."),
    ("( ░░░▒▒░░░ )", "dark", "Photo refused. Send the patient to the city."),
]

class EyeCheck(App):
    CSS = "Label { padding: 1 3 } #says { border: heavy $accent; width: 100% }"
    BINDINGS = [("f", "go(1)", "Follow"), ("i", "go(0)", "Ignore"), ("q", "quit", "End")]
    followed = []

    def compose(self):
        yield Label("[b]Eye check[/b]    11:40, the waiting room is full")
        yield Label(id="photo")
        yield Label(id="says")
        yield Footer()

    def on_mount(self):
        eye, light, answer = PATIENTS[len(self.followed)]
        self.query_one("#photo").update(f"[b]{eye}[/b]    the room is {light}")
        self.query_one("#says").update(f"The machine says: [b]{answer}[/b]")

    def action_go(self, follow):
        self.followed.append(follow)
        self.on_mount() if len(self.followed) < len(PATIENTS) else self.exit()

async def nobody(pilot):  # presses the keys when no one does
    await pilot.press(*"fifi")

alone = not sys.stdin.isatty()
EyeCheck().run(headless=alone, auto_pilot=nobody if alone else None)
answers = list(zip(EyeCheck.followed, PATIENTS))
ignored = [light for follow, (_, light, _) in answers if not follow]
dark = len(ignored) - ignored.count("bright")
print(f"\n{RED}  BITES  {len(ignored)} of {len(answers)} answers were ignored, "
      f"{dark} of them in bad light.{END}")
print(f"\n{GREEN}  HELPS  We know it before any model was trained: buy a lamp.{END}")
