# /// script
# requires-python = ">=3.11"
# dependencies = ["platformdirs==4.3.8"]
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# [tool.holeout]
# stage = "write"
# pitfall = "my-own-folder"
# tool = "platformdirs"
# minutes = 1
# proof = "read: milk, bread"
# ///
"""It reads my own folder

Watch: the same script on another computer, first with its path, then with a rule.
"""
from pathlib import Path
from platformdirs import user_data_path

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"

print(f"{BOLD}On the author's machine it has always worked:{END}\n")
print('  Path("/home/author/lists/shopping.txt").read_text()\n')
try:
    Path("/home/author/lists/shopping.txt").read_text()
except FileNotFoundError as error:
    print(f"{RED}  here: {error}{END}\n")

print(f"{BOLD}The platform knows where a program's data belongs:{END}\n")
folder = user_data_path("shopping", ensure_exists=True)
print(f'  user_data_path("shopping") -> {folder}')
(folder / "shopping.txt").write_text("milk, bread")
print(f"{GREEN}  read: {(folder / 'shopping.txt').read_text()}{END}")
