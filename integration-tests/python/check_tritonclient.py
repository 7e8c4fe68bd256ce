"""Drives a running predictor, which serves `iris` and `text`, with Triton's own clients, HTTP and gRPC, sync and asyncio.

Usage: check_tritonclient.py HOST:PORT
"""

import asyncio
import queue
import sys

import numpy as np
import tritonclient.grpc as grpc_client
import tritonclient.grpc.aio as grpc_aio
import tritonclient.http as http_client
import tritonclient.http.aio as http_aio

ADDRESS = sys.argv[1]
ROWS = np.array([[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]], dtype=np.float32)
LABELS = [0, 2]


def inputs(client):
    tensor = client.InferInput("input", ROWS.shape, "FP32")
    tensor.set_data_from_numpy(ROWS)
    return [tensor]


def check(result):
    assert result.as_numpy("label").tolist() == LABELS, result.as_numpy("label")
    assert result.as_numpy("scores").shape == (2, 3)


def refused(call, text):
    try:
        call()
    except Exception as refusal:
        assert text in str(refusal), f"{refusal!r} does not say {text!r}"
        return
    raise AssertionError(f"not refused: expected {text!r}")


def describe(client, metadata, config, statistics, index):
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready("iris")
    assert client.is_model_ready("iris", "1")
    assert not client.is_model_ready("no-such-model")
    assert metadata(client.get_server_metadata())["name"] == "serval"
    model = metadata(client.get_model_metadata("iris"))
    assert model["name"] == "iris" and model["versions"] == ["1"], model
    assert config(client.get_model_config("iris"))["platform"] == "onnxruntime_onnx"
    assert statistics(client.get_inference_statistics("iris"))["name"] == "iris"
    assert "iris" in index(client.get_model_repository_index())


def strings(client, **options):
    """NUL, emoji and what is no UTF-8 come back from the model `text` as they were sent."""
    words = [b"a\0b", "\N{CAT FACE}".encode(), b""] + ([] if options else [b"\xff\xfe\xc0\xaf"])
    sent = np.array([words], dtype=np.object_)
    tensor = client.InferInput("x", sent.shape, "BYTES")
    tensor.set_data_from_numpy(sent, **options)
    return [tensor], words


def returns(result, words):
    told = [word if isinstance(word, bytes) else word.encode() for word in result.as_numpy("y")[0]]
    assert told == words, told


def reload(client):
    client.unload_model("text")
    assert not client.is_model_ready("text")
    assert client.is_model_ready("iris")
    client.load_model("text")
    assert client.is_model_ready("text")


def http():
    client = http_client.InferenceServerClient(ADDRESS)
    describe(
        client,
        lambda told: told,
        lambda told: told,
        lambda told: told["model_stats"][0],
        lambda told: [model["name"] for model in told],
    )
    check(client.infer("iris", inputs(http_client)))
    check(client.infer("iris", inputs(http_client), model_version="1", request_id="seven"))
    for coding in ["gzip", "deflate"]:
        check(
            client.infer(
                "iris",
                inputs(http_client),
                request_compression_algorithm=coding,
                response_compression_algorithm=coding,
            )
        )

    json_input = http_client.InferInput("input", ROWS.shape, "FP32")
    json_input.set_data_from_numpy(ROWS, binary_data=False)
    json_outputs = [
        http_client.InferRequestedOutput("label", binary_data=False),
        http_client.InferRequestedOutput("scores", binary_data=False),
    ]
    check(client.infer("iris", [json_input], outputs=json_outputs))
    mixed = [
        http_client.InferRequestedOutput("label", binary_data=False),
        http_client.InferRequestedOutput("scores", binary_data=True),
    ]
    check(client.infer("iris", inputs(http_client), outputs=mixed))

    best = http_client.InferRequestedOutput("scores", class_count=2)
    ranked = client.infer("iris", inputs(http_client), outputs=[best]).as_numpy("scores")
    assert ranked.shape == (2, 2), ranked.shape
    assert ranked[0][0].decode().split(":")[1] == "0", ranked

    refused(lambda: client.infer("no-such-model", inputs(http_client)), "does not exist")
    wrong = http_client.InferInput("input", [2, 3], "FP32")
    wrong.set_data_from_numpy(ROWS[:, :3].copy())
    refused(lambda: client.infer("iris", [wrong]), "expected [-1,4]")
    refused(lambda: client.load_model("iris", config="{}"), "load parameter 'config'")
    refused(
        lambda: client.load_model("iris", config="{}", files={"file:1/model.onnx": b"another"}),
        "load parameter",
    )
    reload(client)
    check(client.infer("iris", inputs(http_client)))

    sent, words = strings(http_client)
    returns(client.infer("text", sent), words)
    sent, words = strings(http_client, binary_data=False)
    in_json = [http_client.InferRequestedOutput("y", binary_data=False)]
    returns(client.infer("text", sent, outputs=in_json), words)
    client.close()


def grpc():
    client = grpc_client.InferenceServerClient(ADDRESS)
    describe(
        client,
        lambda told: {"name": told.name, "versions": list(getattr(told, "versions", []))},
        lambda told: {"platform": told.config.platform},
        lambda told: {"name": told.model_stats[0].name},
        lambda told: [model.name for model in told.models],
    )
    check(client.infer("iris", inputs(grpc_client)))
    check(client.infer("iris", inputs(grpc_client), client_timeout=20, request_id="seven"))
    for coding in ["gzip", "deflate"]:
        check(client.infer("iris", inputs(grpc_client), compression_algorithm=coding))
    best = grpc_client.InferRequestedOutput("scores", class_count=1)
    ranked = client.infer("iris", inputs(grpc_client), outputs=[best]).as_numpy("scores")
    assert ranked[1][0].decode().split(":")[1] == "2", ranked

    refused(lambda: client.infer("no-such-model", inputs(grpc_client)), "does not exist")
    refused(lambda: client.load_model("iris", config="{}"), "load parameter 'config'")
    reload(client)
    sent, words = strings(grpc_client)
    returns(client.infer("text", sent), words)

    answers = queue.Queue()
    client.start_stream(callback=lambda result, error: answers.put((result, error)))
    for number in range(20):
        model = "no-such-model" if number == 10 else "iris"
        client.async_stream_infer(model, inputs(grpc_client), request_id=str(number))
    for number in range(20):
        result, error = answers.get(timeout=20)
        if number == 10:
            assert "does not exist" in str(error), error
        else:
            assert error is None, error
            assert result.get_response().id == str(number)
            check(result)
    client.stop_stream()
    client.close()


async def asynchronous():
    client = http_aio.InferenceServerClient(ADDRESS)
    results = await asyncio.gather(*[client.infer("iris", inputs(http_client)) for _ in range(32)])
    for result in results:
        check(result)
    assert not await client.is_model_ready("no-such-model")
    await client.close()

    client = grpc_aio.InferenceServerClient(ADDRESS)
    results = await asyncio.gather(*[client.infer("iris", inputs(grpc_client)) for _ in range(32)])
    for result in results:
        check(result)
    assert not await client.is_model_ready("no-such-model")
    await client.close()


http()
print("tritonclient.http: passed")
grpc()
print("tritonclient.grpc: passed")
asyncio.run(asynchronous())
print("tritonclient.http.aio and tritonclient.grpc.aio: passed")
