"""Many InferenceServices created at once, on simulated nodes: how long until all are reconciled and ready,
and what that costs the operator. Then a look at all of them though nothing changed, which writes nothing.
"""

import argparse
import collections
import json
import os
import time

from cluster import kubectl, machine, objects, table, until

NAMESPACE = "many"
NODES = 4
PATIENCE = 2400
READS = {"get", "list", "watch"}

NODE = """
apiVersion: v1
kind: Node
metadata:
  name: simulated-%d
  annotations: {kwok.x-k8s.io/node: fake}
  labels: {type: simulated}
spec:
  taints: [{key: simulated, value: "true", effect: NoSchedule}]
status:
  allocatable: {cpu: "1000", memory: 4000Gi, pods: "1000"}
  capacity: {cpu: "1000", memory: 4000Gi, pods: "1000"}
"""

SERVICE = """
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: service-%d, namespace: many}
spec:
  predictor:
    minReplicas: 1
    nodeSelector: {type: simulated}
    tolerations: [{key: simulated, operator: Exists}]
    model:
      modelFormat: {name: onnx}
      storageUri: s3://models/%d
      resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {cpu: 10m, memory: 16Mi}}
"""


def counts():
    found = objects("inferenceservices", f"--namespace={NAMESPACE}")
    reconciled = ready = 0
    for service in found:
        status = service.get("status", {})
        reconciled += status.get("observedGeneration") == service["metadata"]["generation"]
        ready += any(
            condition["type"] == "Ready" and condition["status"] == "True"
            for condition in status.get("conditions", [])
        )
    return reconciled, ready


def made():
    return len(kubectl("get", "ksvc", f"--namespace={NAMESPACE}", "-o=name").splitlines())


def operator():
    """Processor seconds so far, and the working set's bytes now, as the kubelet counts them."""
    nodes = [node["metadata"]["name"] for node in objects("nodes") if "type" not in node["metadata"]["labels"]]
    text = kubectl("get", "--raw", f"/api/v1/nodes/{nodes[0]}/proxy/metrics/resource")
    lines = [line for line in text.splitlines() if "serval-operator" in line]
    found = [
        float(line.split("} ")[1].split(" ")[0])
        for metric in ("container_cpu_usage_seconds_total", "container_memory_working_set_bytes")
        for line in lines
        if line.startswith(metric)
    ]
    if len(found) != 2:
        raise SystemExit("the kubelet knows nothing of the operator's one pod")
    return found


def reconciliations():
    pod = kubectl("--namespace=kserve", "get", "lease", "serval-operator", "-o=jsonpath={.spec.holderIdentity}")
    text = kubectl("get", "--raw", f"/api/v1/namespaces/kserve/pods/{pod}:8080/proxy/metrics")
    lines = (line for line in text.splitlines() if line.startswith("reconciliations_success_total"))
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines)


def audited():
    """How many requests of each kind the operator made so far."""
    found = collections.Counter()
    with open(os.environ["SERVAL_AUDIT_LOG"], encoding="utf-8") as file:
        for line in file:
            event = json.loads(line)
            about = event.get("objectRef", {})
            if about.get("resource") != "leases":
                part = "/" + about["subresource"] if "subresource" in about else ""
                found[f"{event['verb']} {about.get('resource', event['requestURI'])}{part}"] += 1
    return found


def writes(requests):
    return sum(count for request, count in requests.items() if request.split(" ")[0] not in READS)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--services", type=int, default=1000)
    count = arguments.parse_args().services
    print(f"{machine()}\n")
    kubectl("create", "namespace", NAMESPACE)
    kubectl("apply", "-f", "-", given="---".join(NODE % node for node in range(NODES)))
    kubectl("wait", "--for=condition=Ready", "node", "--selector=type=simulated", "--timeout=120s")
    processor, _ = operator()
    requests, began = audited(), time.monotonic()
    kubectl("create", "-f", "-", given="---".join(SERVICE % (i, i) for i in range(count)))
    rows = [["all are created", f"{time.monotonic() - began:.0f} s"]]
    until(lambda: made() == count, PATIENCE)
    rows.append(["each has its Knative Service", f"{time.monotonic() - began:.0f} s"])
    pause = max(2, count / 100)  # looking at all of them is work too
    until(lambda: counts()[0] == count, PATIENCE, pause)
    rows.append(["the status of each is that of its generation", f"{time.monotonic() - began:.0f} s"])
    until(lambda: counts()[1] == count, PATIENCE, pause)
    rows.append(["all are ready, by Knative and on simulated nodes", f"{time.monotonic() - began:.0f} s"])
    time.sleep(15)  # for the kubelet's figures
    after, memory = operator()
    used = audited() - requests
    rows += [
        ["the operator's processor time", f"{after - processor:.1f} s, {(after - processor) / count * 1000:.0f} ms a service"],
        ["its memory (working set)", f"{memory / 2**20:.0f} MiB"],
        ["its requests to the API server", f"{sum(used.values()) / count:.1f} a service, {writes(used) / count:.1f} of them write"],
        *([f"· {request}", f"{number / count:.2f} a service"] for request, number in used.most_common(8)),
    ]
    quiet(count, rows)
    print(table([f"{count} InferenceServices", ""], rows))


def quiet(count, rows):
    """All are looked at again, and nothing is to be done."""
    before, looked, began = audited(), reconciliations(), time.monotonic()
    kubectl("--namespace=kserve", "annotate", "configmap", "inferenceservice-config", "serval.dev/looked-at=now")
    until(lambda: reconciliations() >= looked + count, PATIENCE, 1)
    rows.append(["a look at all of them again", f"{time.monotonic() - began:.0f} s, {writes(audited() - before)} writes"])


main()
