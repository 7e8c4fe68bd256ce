"""What the measurements on a cluster share: kubectl, the ingress, and tables."""

import http.client
import json
import os
import subprocess
import time

INGRESS = os.environ["SERVAL_INGRESS"]
PATIENCE = 300


def kubectl(*words, given=None):
    """What kubectl prints, which has to succeed."""
    done = subprocess.run(["kubectl", *words], input=given, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"kubectl {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def registry():
    """What the names of the installed images begin with."""
    image = kubectl(
        "--namespace=kserve",
        "get",
        "deployment/serval-operator",
        "-o=jsonpath={.spec.template.spec.containers[0].image}",
    )
    return image[: image.index("serval/")]


def until(met, seconds=PATIENCE, every=0.5):
    """Waits until something is met, and gives it back."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = met()
        if found:
            return found
        time.sleep(every)
    raise SystemExit(f"gave up after {seconds} s")


def call(host, path, body=None):
    """One request on a connection of its own: (when it was sent, when it was answered, the body)."""
    connection = http.client.HTTPConnection(INGRESS, timeout=120)
    try:
        sent = time.time()
        connection.request("GET" if body is None else "POST", path, body, {"Host": host})
        answer = connection.getresponse()
        text = answer.read().decode()
        answered = time.time()
        if answer.status != 200:
            raise SystemExit(f"{host}{path}: {answer.status} {text}")
        return sent, answered, text
    finally:
        connection.close()


def table(head, rows):
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def machine():
    """What the figures were measured on."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    return f"{os.cpu_count()} processors ({model}), load {os.getloadavg()[0]:.1f} before"


def objects(kind, *words):
    """The objects of a kind."""
    return json.loads(kubectl("get", kind, "-o=json", *words))["items"]
