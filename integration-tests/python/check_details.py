"""Sends a running predictor, which serves `iris` and `text`, what clients are known to send on the wire, and
reads the answers as those clients do: without a client in between that would tidy either.

Usage: check_details.py HOST:PORT
"""

import http.client
import json
import struct
import sys

import grpc

ADDRESS = sys.argv[1]
ROW = [5.1, 3.5, 1.4, 0.2]
INPUT = {"name": "input", "shape": [1, 4], "datatype": "FP32", "data": ROW}
LENGTH = "Inference-Header-Content-Length"


def call(method, path, body=b"", headers=None):
    connection = http.client.HTTPConnection(ADDRESS, timeout=30)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, answer.headers, content


def infer(request, headers=None):
    status, told, content = call("POST", "/v2/models/iris/infer", json.dumps(request).encode(), headers)
    assert status == 200, content
    return told, content


def health():
    for path, body in [
        ("/v2/health/live", {"live": True}),
        ("/v2/health/ready", {"ready": True}),
        ("/v2/models/iris/ready", {"name": "iris", "ready": True}),
        ("/v1/models/iris", {"name": "iris", "ready": True}),
        ("/", {"status": "alive"}),
    ]:
        status, _, content = call("GET", path)
        assert (status, json.loads(content)) == (200, body), (path, status, content)
    assert call("GET", "/v2/models/no-such-model/ready")[0] == 404


def index():
    for body in ["", "{}", '{"ready":true}', '{"ready":null}']:
        status, _, content = call("POST", "/v2/repository/index", body)
        names = [model["name"] for model in json.loads(content)]
        assert status == 200 and names == ["iris", "text"], (body, status, content)


def nulls():
    request = {"id": None, "parameters": None, "outputs": None, "inputs": [{**INPUT, "parameters": None}]}
    _, content = infer(request)
    assert json.loads(content)["outputs"][0]["data"] == [0], content


def json_of_another_content_type():
    for content_type in ["application/octet-stream", "application/json; charset=utf-8", "text/plain"]:
        _, content = infer({"inputs": [INPUT]}, {"Content-Type": content_type})
        assert json.loads(content)["outputs"][0]["data"] == [0], content


def binary_outputs():
    told, content = infer(
        {
            "inputs": [INPUT],
            "parameters": {"binary_data_output": True},
            "outputs": [{"name": "label"}, {"name": "scores", "parameters": {"binary_data": True}}],
        }
    )
    assert told["Content-Type"] == "application/octet-stream", told
    end = int(told[LENGTH])
    label, scores = json.loads(content[:end])["outputs"]
    assert label["data"] == [0], label
    assert "data" not in scores and scores["parameters"] == {"binary_data_size": 12}, scores
    assert abs(sum(struct.unpack("<3f", content[end:])) - 1) < 1e-5
    told, content = infer({"inputs": [INPUT], "parameters": {"binary_data_output": True}})
    head = json.loads(content[: int(told[LENGTH])])
    assert ["data" in output for output in head["outputs"]] == [False, False], head


def lower_case_headers():
    described = {**INPUT, "parameters": {"binary_data_size": 16}}
    del described["data"]
    head = json.dumps({"inputs": [described]}).encode()
    body = head + struct.pack("<4f", *ROW)
    headers = {"inference-header-content-length": str(len(head)), "content-type": "application/octet-stream"}
    status, _, content = call("POST", "/v2/models/iris/infer", body, headers)
    assert status == 200 and json.loads(content)["outputs"][0]["data"] == [0], content


def load_by_either_numbering():
    """KServe's message has the model's name in field 1, Triton's has it in field 2."""
    channel = grpc.insecure_channel(ADDRESS)
    for method in ["RepositoryModelUnload", "RepositoryModelLoad"]:
        for field in [b"\x0a", b"\x12"]:
            answer = channel.unary_unary(f"/inference.GRPCInferenceService/{method}")(
                field + b"\x04text", timeout=60
            )
            assert answer.startswith(b"\x0a\x04text"), (method, field, answer)
    channel.close()


for check in [
    health,
    index,
    nulls,
    json_of_another_content_type,
    binary_outputs,
    lower_case_headers,
    load_by_either_numbering,
]:
    check()
    print(f"{check.__name__}: passed")
