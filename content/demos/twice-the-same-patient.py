# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "data"
# pitfall = "data-leakage"
# tool = "scikit-learn"
# minutes = 2
# proof = "GroupKFold knew"
# ///
"""The same patient on both sides of the split

Watch: three bars. Only one of the two splits foretells the third bar.
"""
import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.model_selection import GroupKFold, KFold, cross_val_score

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
chance = np.random.default_rng(1)

def voices(patients, visits):
    """Recordings: a voice is a person's own, and hardly says who is ill."""
    ill = np.arange(patients) % 2
    voice = chance.normal(0, 1, (patients, 10))
    voice[:, 0] += 0.3 * ill
    who = np.repeat(np.arange(patients), visits)
    return voice[who] + chance.normal(0, 0.3, (len(who), 10)), ill[who], who

recordings, ill, patient = voices(patients=60, visits=12)
model = ExtraTreesClassifier(60, random_state=0)

def bar(label, score, colour):
    print(f"{colour}  {label:34} {'█' * round(30 * score):30} {score:.0%} right{END}\n")

print(f"{BOLD}Who is ill? {len(ill)} recordings of 60 patients, 12 visits each{END}\n")
print("  recordings, split at random         patient 7 is on both sides\n")
at_random = cross_val_score(
    model, recordings, ill, cv=KFold(5, shuffle=True, random_state=0)
).mean()
bar("BITES  KFold: what we reported", at_random, RED)

strangers, strangers_ill, _ = voices(patients=300, visits=1)
real = model.fit(recordings, ill).score(strangers, strangers_ill)
bar("BITES  new patients, after launch", real, RED)

print("  patients, split: cv=GroupKFold(), groups=patient\n")
by_patient = cross_val_score(
    model, recordings, ill, cv=GroupKFold(5), groups=patient
).mean()
bar("HELPS  GroupKFold: before launch", by_patient, GREEN)
if abs(by_patient - real) < 0.06 < at_random - real:
    print(f"{GREEN}  It knew voices, not illness. GroupKFold knew that in time.{END}")
