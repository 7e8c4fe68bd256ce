"""Calls to services that have no pod, and where the time goes, beside a tiny static server's.

The parts come from one machine's one clock: when the call was sent, when the scheduler's choice was seen in
the watch of pods, when the predictor's process began (its metric `process_start_time_seconds`), what it
reports of its own start (`serval_cold_start_seconds`), and when the call was answered.
"""

import argparse
import json
import re
import statistics
import subprocess
import threading
import time

from cluster import call, kubectl, machine, registry, table, until

NAMESPACE = "from-zero"
INPUT = '{"instances": [[5.1, 3.5, 1.4, 0.2]]}'
WINDOW = "6s"
PARTS = ["scheduled", "process began", "Java", "application", "model", "first inference", "the rest"]

BASELINE = """
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: tiny}
spec:
  template:
    metadata:
      labels: {serving.kserve.io/inferenceservice: tiny}
      annotations: {autoscaling.knative.dev/window: "%s"}
    spec: {containers: [{image: "%s", ports: [{containerPort: 8080}]}]}
"""

SERVICE = """
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: %s}
spec:
  predictor:
    minReplicas: 0
    annotations: {autoscaling.knative.dev/window: "%s"}
    model:
      modelFormat: {name: onnx}
      storageUri: http://models.%s.svc.cluster.local/iris.onnx
      %s
      resources: {requests: {cpu: 50m, memory: 256Mi}, limits: {cpu: "2", memory: 512Mi}}
"""


class Pods:
    """When a service's pod was first seen on a node."""

    def __init__(self):
        self.scheduled = {}
        self.watch = subprocess.Popen(
            ["kubectl", f"--namespace={NAMESPACE}", "get", "pods", "--watch-only", "-o=json"],
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        decoder, text = json.JSONDecoder(), ""
        for line in self.watch.stdout:
            text += line
            if line != "}\n":
                continue
            pod, _ = decoder.raw_decode(text)
            text = ""
            if pod["spec"].get("nodeName"):
                self.scheduled.setdefault(pod["metadata"]["name"], time.time())

    def since(self, moment):
        return min((seen for seen in self.scheduled.values() if seen >= moment), default=moment)


def host(kind, name):
    url = kubectl(f"--namespace={NAMESPACE}", "get", kind, name, "-o=jsonpath={.status.url}")
    return url.split("//")[1]


def at_zero(name):
    found = kubectl(
        f"--namespace={NAMESPACE}",
        "get",
        "pods",
        f"--selector=serving.knative.dev/service={name}",
        "-o=name",
    )
    return not found


def metrics(address):
    def begun():  # a process measures itself from a second after its start on
        _, _, text = call(address, "/metrics")
        found = re.search(r"(?m)^process_start_time_seconds\S* (\S+)", text)
        return found and (float(found.group(1)), text)

    began, text = until(begun)
    phases = re.findall(r'(?m)^serval_cold_start_seconds\{phase="(\w+)".*\} (\S+)', text)
    return began, {phase: float(seconds) for phase, seconds in phases}


def measure(name, kind, path, body, runs, pods):
    address, knative = host(kind, name), name if kind == "ksvc" else f"{name}-predictor"
    totals, parts = [], []
    call(address, path, body)
    for _ in range(runs):
        until(lambda: at_zero(knative))
        time.sleep(2)
        sent, answered, _ = call(address, path, body)
        totals.append(answered - sent)
        if kind != "ksvc":
            parts.append(split(address, pods.since(sent), sent, answered))
    return totals, parts


def split(address, scheduled, sent, answered):
    began, phases = metrics(address)
    found = [scheduled - sent, began - scheduled]
    found += [phases.get(phase, 0.0) for phase in ("jvm", "application", "model_load", "first_inference")]
    return [*found, answered - sent - sum(found)]


def prepare(variants):
    kubectl("create", "namespace", NAMESPACE)
    kubectl(
        f"--namespace={NAMESPACE}",
        "create",
        "configmap",
        "models",
        "--from-file=iris.onnx=examples/iris/model/model.onnx",
        "--from-file=forest.onnx=examples/repository/iris-forest/1/model.onnx",
    )
    with open("src/main/kubernetes/samples/models.yaml", encoding="utf-8") as file:
        sample = file.read().replace("image: serval/", f"image: {registry()}serval/")
    kubectl(f"--namespace={NAMESPACE}", "apply", "-f", "-", given=sample)
    kubectl(f"--namespace={NAMESPACE}", "rollout", "status", "deployment/models", "--timeout=240s")
    for name, more in variants.items():
        service = SERVICE % (name, WINDOW, NAMESPACE, more)
        kubectl(f"--namespace={NAMESPACE}", "apply", "-f", "-", given=service)
        ready = time.monotonic()
        kubectl(
            f"--namespace={NAMESPACE}", "wait", "--for=condition=Ready", f"isvc/{name}", "--timeout=240s"
        )
        print(f"{name}: ready {time.monotonic() - ready:.1f} s after it was applied\n")


def spread(values):
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--baseline", default="rig.local/hello:1", help="the image of a tiny static server")
    arguments.add_argument("--period", type=int, help="a second service, with that periodSeconds of its readiness")
    arguments.add_argument("--native", action="store_true", help="a second service, of the native predictor")
    options = arguments.parse_args()
    print(f"{machine()}\n")
    variants = {"iris": ""}
    if options.native:
        variants["native"] = "runtime: serval-onnx-native"
    if options.period:
        variants["period"] = (
            "readinessProbe: {httpGet: {path: /v2/models/period/ready, port: 8080}, "
            f"periodSeconds: {options.period}}}"
        )
    prepare(variants)
    kubectl(f"--namespace={NAMESPACE}", "apply", "-f", "-", given=BASELINE % (WINDOW, options.baseline))
    kubectl(f"--namespace={NAMESPACE}", "wait", "--for=condition=Ready", "ksvc/tiny", "--timeout=240s")
    pods = Pods()
    tiny, _ = measure("tiny", "ksvc", "/", None, options.runs, pods)
    rows = [["a tiny static server", spread(tiny), "1.00", *[""] * len(PARTS)]]
    for name in variants:
        totals, parts = measure(name, "isvc", f"/v1/models/{name}:predict", INPUT, options.runs, pods)
        ratio = statistics.median(totals) / statistics.median(tiny)
        medians = [f"{statistics.median(part):.2f}" for part in zip(*parts)]
        rows.append([name, spread(totals), f"{ratio:.2f}", *medians])
    pods.watch.terminate()
    print(table(["from zero, s", "request to answer", "ratio", *PARTS], rows))


main()
