"""Times explanations by Serval's explainer and by Python's shap, through the same predictor, in turns.

    python compare.py CHECKOUT ROUNDS

Each side explains the same rows with the same background and the same number of coalitions; what they find must agree.
The least time of each side counts, and beside it stands the CPU time that it took, its own and the predictor's, which
says more where the machine has other work too. shap asks the predictor for rows over one connection: once as raw tensors,
which is the most that can be made of it, and once as V1's JSON, which is how KServe's Python explainers ask. The floor is
what the predictor takes for as many rows when requests that lie ready are sent over several connections: no explainer
that asks for every row can be quicker than that.
"""

import concurrent.futures
import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import numpy as np
import onnx
import shap
import xgboost as xgb
from onnx import TensorProto, helper, numpy_helper

RANDOM = np.random.default_rng(41)
FEATURES = 30
BATCH = 2048
PATIENCE = 120
UNCOUNTED = 4
CONNECTIONS = 4


def network():
    """A network of 30 features, 16 hidden units and two probabilities."""
    first = RANDOM.normal(0, 0.4, (FEATURES, 16)).astype(np.float32)
    second = RANDOM.normal(0, 0.6, (16, 2)).astype(np.float32)
    nodes = [
        helper.make_node("MatMul", ["x", "first"], ["inside"]),
        helper.make_node("Tanh", ["inside"], ["hidden"]),
        helper.make_node("MatMul", ["hidden", "second"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "network",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", FEATURES])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", 2])],
        [numpy_helper.from_array(first, "first"), numpy_helper.from_array(second, "second")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def forest(folder):
    """Five hundred boosted trees of depth 6."""
    rows = RANDOM.normal(size=(4000, FEATURES))
    label = rows[:, 0] * rows[:, 1] + np.sin(2 * rows[:, 2]) + RANDOM.normal(0, 0.2, 4000)
    booster = xgb.train({"max_depth": 6, "eta": 0.05, "nthread": 1, "seed": 3}, xgb.DMatrix(rows, label), 500)
    booster.save_model(folder / "forest.json")
    return booster


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """A program that runs: where it listens, and how much of the processors it has had."""

    def __init__(self, port, process):
        self.port, self.process = port, process

    def cpu(self):
        """Seconds; 0 where the system does not tell."""
        stat = Path(f"/proc/{self.process}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def program(checkout, name, *arguments):
    """A packaged program, until the block ends."""
    port = free_port()
    launch = checkout / f"{name}-runtime" / "target" / "quarkus-app" / "launch"
    command = [str(launch), f"--http_port={port}", *map(str, arguments)]
    settings = {**os.environ, "SERVAL_EXPLAINER_MAX_INSTANCES": "1000", "SERVAL_EXPLAINER_BUDGET": "100000000"}
    settings.update(QUARKUS_HTTP_HOST="127.0.0.1", QUARKUS_LOG_LEVEL="WARN")
    running = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL)
    try:
        await_ready(port, running)
        yield Program(port, running.pid)
    finally:
        running.terminate()
        running.wait(PATIENCE)


def await_ready(port, running):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and running.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/v2/health/ready", timeout=5).read()
            return
        time.sleep(0.2)
    sys.exit(f"a program was not ready within {PATIENCE} s")


class Predictor:
    """A model as shap sees it: a function from rows to an output's rows."""

    def __init__(self, port, model, tensor, output):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.path = f"/v2/models/{model}/infer"
        self.tensor, self.output = tensor, output

    def __call__(self, rows):
        rows = np.ascontiguousarray(rows, np.float32)
        return np.concatenate([self.ask(rows[i : i + BATCH]) for i in range(0, len(rows), BATCH)])

    def ask(self, rows):
        answer, body = send(self.connection, self.path, *self.request(rows))
        length = int(answer.headers["Inference-Header-Content-Length"])
        return np.frombuffer(body[length:], np.float32).reshape(len(rows), -1)

    def request(self, rows):
        data = rows.tobytes()
        head = {
            "inputs": [{
                "name": self.tensor, "datatype": "FP32", "shape": list(rows.shape),
                "parameters": {"binary_data_size": len(data)},
            }],
            "outputs": [{"name": self.output, "parameters": {"binary_data": True}}],
        }
        text = json.dumps(head).encode()
        headers = {"Inference-Header-Content-Length": str(len(text)), "Content-Type": "application/octet-stream"}
        return text + data, headers

    def floor(self, rows, count):
        """The seconds that the predictor takes for so many rows, whoever asks."""
        body, headers = self.request(np.ascontiguousarray(np.resize(rows, (min(BATCH, count), rows.shape[1])), np.float32))
        requests = max(1, round(count / BATCH))

        def some(number):
            connection = http.client.HTTPConnection("127.0.0.1", self.connection.port)
            for _ in range(number, requests, CONNECTIONS):
                send(connection, self.path, body, headers)

        began = time.perf_counter()
        with concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(some, range(CONNECTIONS)))
        return time.perf_counter() - began


def send(connection, path, body, headers):
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        sys.exit(f"the server answered {answer.status}: {text[:300]}")
    return answer, text


class JsonPredictor:
    """The same over V1, where rows and answers are JSON."""

    def __init__(self, port, model, output):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.path, self.output = f"/v1/models/{model}:predict", output

    def __call__(self, rows):
        rows = np.asarray(rows, np.float32)
        return np.concatenate([self.ask(rows[i : i + BATCH]) for i in range(0, len(rows), BATCH)])

    def ask(self, rows):
        body = json.dumps({"instances": rows.tolist()})
        _, text = send(self.connection, self.path, body, {"Content-Type": "application/json"})
        found = json.loads(text)["predictions"]
        return np.array([each[self.output] if isinstance(each, dict) else each for each in found])


class Explainer:
    """Serval's explainer: values by row, output and feature."""

    def __init__(self, port, model, tensor, parameters):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.path, self.tensor, self.parameters = f"/v2/models/{model}/explain", tensor, parameters

    def __call__(self, rows):
        body = {
            "parameters": self.parameters,
            "inputs": [{
                "name": self.tensor, "datatype": "FP32", "shape": list(rows.shape), "data": rows.ravel().tolist(),
            }],
        }
        _, text = send(self.connection, self.path, json.dumps(body), {"Content-Type": "application/json"})
        explanations = json.loads(text)["explanations"]
        return np.array([[each["values"] for each in one["attributions"]] for one in explanations])


class Side:
    """Who explains: a function of rows, the least seconds that it took, and the CPU time of that round.

    own says how much CPU time the side itself has had, in seconds, and predictor how much the predictor has.
    """

    def __init__(self, explain, own, predictor):
        self.explain, self.own, self.predictor = explain, own, predictor
        self.seconds, self.own_cpu, self.predictor_cpu, self.found = float("inf"), 0.0, 0.0, None

    def turn(self, rows, counts):
        own, predictor, began = self.own(), self.predictor(), time.perf_counter()
        self.found = self.explain(rows)
        seconds = time.perf_counter() - began
        if counts and seconds < self.seconds:
            self.seconds = seconds
            self.own_cpu, self.predictor_cpu = self.own() - own, self.predictor() - predictor


def take_turns(rounds, rows, *sides):
    """Explains the rows by each side in turn, after some rounds that do not count: a JVM starts slowly."""
    for turn in range(rounds + UNCOUNTED):
        for side in sides:
            side.turn(rows, turn >= UNCOUNTED)


def line(what, rows, ours, theirs, tolerance, over_json=None, floor=None):
    """A line of the table.

    over_json is the seconds that shap takes over V1, floor those that nobody falls below.
    """
    worst = float(np.abs(ours.found - theirs.found).max())
    if worst > tolerance:
        sys.exit(f"{what}: the values differ by {worst}")
    cells = [what, rows]
    for side in (ours, theirs):
        cells += [f"{side.seconds:.3f}", f"{side.own_cpu:.2f} + {side.predictor_cpu:.2f}"]
    cells += [f"{theirs.seconds / ours.seconds:.1f}"]
    cells += [f"{floor:.3f}" if floor else ""]
    cells += [f"{over_json:.3f}", f"{over_json / ours.seconds:.1f}"] if over_json else ["", ""]
    print("| " + " | ".join(map(str, cells + [f"{worst:.1e}"])) + " |", flush=True)


def kernel_shap(checkout, folder, predictor, rounds, case):
    """KernelSHAP of one model, from `case`: name, tensor, output, background, rows and how near values must be."""
    name, tensor, output, background, rows, tolerance = case
    (folder / f"{name}.json").write_text(json.dumps(background.tolist()))
    model = Predictor(predictor.port, name, tensor, output)

    def by(function):
        explainer = shap.KernelExplainer(function, background)

        def values(asked):
            found = explainer.shap_values(asked, nsamples=BATCH, l1_reg=False, silent=True)
            return np.moveaxis(np.asarray(found), 2, 1)

        return values

    arguments = [
        f"--model_name={name}", f"--predictor_host=127.0.0.1:{predictor.port}", "--predictor_protocol=v2",
        f"--background={folder / f'{name}.json'}",
    ]
    features = rows.shape[1]
    with program(checkout, "explainer", *arguments) as explainer:
        parameters = {"method": "kernel_shap", "coalitions": BATCH, "output": output}
        ours = Side(Explainer(explainer.port, name, tensor, parameters), explainer.cpu, predictor.cpu)
        theirs = Side(by(model), time.process_time, predictor.cpu)
        take_turns(rounds, rows, ours, theirs)
        over_v1 = by(JsonPredictor(predictor.port, name, output))
        began = time.perf_counter()
        over_v1(rows[:1])
        over_json = (time.perf_counter() - began) * len(rows)
    asked = len(rows) * min(BATCH, 2**features - 2) * len(background)
    floor = min(model.floor(rows, asked) for _ in range(rounds))
    line(f"KernelSHAP, {name}, {features} features", len(rows), ours, theirs, tolerance, over_json, floor)


def tree_shap(checkout, folder, predictor, rounds):
    booster = forest(folder)
    background = RANDOM.normal(size=(50, FEATURES)).astype(np.float32)
    (folder / "forest-background.json").write_text(json.dumps(background.tolist()))
    arguments = [
        "--model_name=network", f"--predictor_host=127.0.0.1:{predictor.port}", "--predictor_protocol=v2",
        f"--background={folder / 'forest-background.json'}", f"--model_file={folder / 'forest.json'}",
    ]
    dependent = shap.TreeExplainer(booster, feature_perturbation="tree_path_dependent")
    interventional = shap.TreeExplainer(booster, background, feature_perturbation="interventional")
    with program(checkout, "explainer", *arguments) as explainer:
        for kind, shap_explainer, count in [("path_dependent", dependent, 200), ("interventional", interventional, 40)]:
            rows = RANDOM.normal(size=(count, FEATURES)).astype(np.float32)
            parameters = {"method": "tree_shap", "perturbation": kind, "background_rows": len(background)}
            ours = Side(Explainer(explainer.port, "network", "x", parameters), explainer.cpu, predictor.cpu)
            theirs = Side(
                lambda asked, by=shap_explainer: by.shap_values(asked, check_additivity=False)[:, None, :],
                time.process_time,
                predictor.cpu,
            )
            take_turns(rounds, rows, ours, theirs)
            line(f"TreeSHAP, 500 trees of depth 6, {kind}", count, ours, theirs, 1e-3)


def main(checkout, rounds):
    print("CPU is the side's own and the predictor's, in seconds.")
    print()
    print(
        "| what | rows | Serval s | CPU | shap s | CPU | shap / Serval | floor s | shap over V1 s | / Serval"
        " | greatest difference |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for model in ["iris_rf", "network"]:
            (folder / "models" / model / "1").mkdir(parents=True)
        onnx.save(network(), folder / "models" / "network" / "1" / "model.onnx")
        iris = (checkout / "examples" / "repository" / "iris-forest" / "1" / "model.onnx").read_bytes()
        (folder / "models" / "iris_rf" / "1" / "model.onnx").write_bytes(iris)
        flowers = np.loadtxt(checkout / "examples/explain/explainer/background.csv", delimiter=",", skiprows=1)
        flowers = flowers.astype(np.float32)
        wide = RANDOM.normal(size=(110, FEATURES)).astype(np.float32)
        with program(checkout, "predictor", f"--repository={folder / 'models'}") as predictor:
            cases = [
                ("iris_rf", "input", "probabilities", flowers, flowers[::8] + np.float32(0.1), 1e-4),
                # Sampled coalitions differ from run to run: values agree only roughly.
                ("network", "x", "probabilities", wide[:100], wide[100:105], 0.05),
            ]
            for case in cases:
                kernel_shap(checkout, folder, predictor, rounds, case)
            tree_shap(checkout, folder, predictor, rounds)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
