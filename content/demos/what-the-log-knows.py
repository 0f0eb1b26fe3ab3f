# /// script
# requires-python = ">=3.11"
# dependencies = ["presidio-analyzer==2.2.366", "presidio-anonymizer==2.2.366",
#   "tldextract==5.4.0"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "account"
# pitfall = "account-privacy"
# tool = "presidio"
# minutes = 2
# proof = "HELPS  4 kinds are gone"
# ///
"""Raw inputs, logged for debugging

Watch: who can be found in four lines of a log. Then read them again.
"""
import logging

import tldextract
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer, EmailRecognizer, IbanRecognizer, PhoneRecognizer,
)
from presidio_anonymizer import AnonymizerEngine

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
logging.disable()
# Do not fetch the list of top-level domains: the one in the package will do.
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
LOG = [
    "Marie here, refund card 4111 1111 1111 1111 please",
    "call me on +33 6 12 34 56 78 or at m.dupont@example.org",
    "my IBAN is FR76 3000 6000 0112 3456 7890 189",
    "order 4111 1111 1111 1112 never came",
]
RECOGNIZERS = [  # patterns and checksums, no language model
    CreditCardRecognizer(), EmailRecognizer(), IbanRecognizer(),
    PhoneRecognizer(supported_regions=["FR"]),
]
print(f"{BOLD}app.log, on a laptop, for debugging{END}\n")
for line in LOG:
    print(f"{RED}    {line}{END}")
print(f"\n{RED}  BITES  A card, a telephone, an address, an account.{END}\n")

print(f"{BOLD}The same lines through Presidio{END}\n")
anonymizer, gone = AnonymizerEngine(), set()
for line in LOG:
    found = []
    for recognizer in RECOGNIZERS:
        found += recognizer.analyze(line, recognizer.supported_entities)
    gone |= {hit.entity_type for hit in found}
    print(f"{GREEN}    {anonymizer.anonymize(line, found).text}{END}")
print(f"\n{GREEN}  HELPS  {len(gone)} kinds are gone. The last number is no card.{END}")
print(f"{RED}         Marie is still there: a name needs a language model.{END}")
