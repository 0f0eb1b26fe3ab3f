# /// script
# requires-python = ">=3.11"
# dependencies = ["prometheus-client==0.26.0"]
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# [tool.holeout]
# stage = "monitor"
# pitfall = "monitor-uptime"
# tool = "prometheus"
# minutes = 2
# proof = "ALERT FallbackShare fires: 50%"
# ///
"""The server is green, the answers are wrong

Watch: 200 requests and not one error. Then we count who really answered.
"""
import threading, time, urllib.request
from wsgiref.simple_server import WSGIRequestHandler, make_server
from prometheus_client import Counter, make_wsgi_app
from prometheus_client.parser import text_string_to_metric_families

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
answers, metrics = Counter("answers", "Who answered", ["source"]), make_wsgi_app()

def minutes(km):
    try:
        return "model", 12 + 3.1 * float(km)
    except ValueError:  # "robust": no user shall ever see an error
        return "fallback", 35

def service(request, respond):
    if request["PATH_INFO"] == "/metrics":
        return metrics(request, respond)
    source, answer = minutes(request["QUERY_STRING"].removeprefix("km="))
    answers.labels(source).inc()  # the one line that most services lack
    respond("200 OK", [("Content-Type", "text/plain")])
    return [f"{answer:.0f} min".encode()]

WSGIRequestHandler.log_message = lambda *_: None
server = make_server("127.0.0.1", 0, service)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
get = lambda path: urllib.request.urlopen(url + path).read().decode()

print(f"{BOLD}How long will my delivery take? 200 phones ask {url}{END}\n")
for n in range(1, 201):  # every second phone writes its numbers with a comma
    answer = get("/eta?km=" + (km := f"{n / 20:.2f}".replace(".", "," if n % 2 else ".")))
    print(f"\r{GREEN}  DASHBOARD  {n} requests, 0 errors, all 200 OK: green{END}", end="", flush=True)
    if n in (9, 99, 199):
        print(f"\r{RED}  one phone  {km} km -> {answer}{END}" + " " * 30)

time.sleep(0.7)
print(f"\n\n{BOLD}The same server, asked who answers: curl {url}/metrics{END}\n")
samples = [s for f in text_string_to_metric_families(get("/metrics")) for s in f.samples]
count = {s.labels["source"]: s.value for s in samples if s.name == "answers_total"}
for source, color in ("model", GREEN), ("fallback", RED):
    print(f'{color}  answers_total{{source="{source}"}} {count[source]:.0f}{END}')
share = count["fallback"] / sum(count.values())
print('\n  rule: answers_total{source="fallback"} / sum(answers_total) > 0.05')
print(f"{GREEN}  ALERT FallbackShare {'fires' if share > 0.05 else 'is quiet'}: {share:.0%} are one constant{END}")
