"""Drives a running predictor, which serves `iris` and `text`, with the clients of KServe's SDK: V1, V2 and gRPC.

Usage: check_kserve.py HOST:PORT
"""

import asyncio
import sys

import numpy as np
from kserve import InferInput, InferRequest, InferenceGRPCClient, InferenceRESTClient
from kserve.inference_client import RESTConfig

ADDRESS = sys.argv[1]
ROWS = [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]]


def request(binary):
    tensor = InferInput(name="input", shape=[2, 4], datatype="FP32")
    tensor.set_data_from_numpy(np.array(ROWS, dtype=np.float32), binary_data=binary)
    return InferRequest(model_name="iris", infer_inputs=[tensor], request_id="seven")


def check(response):
    outputs = {output.name: output for output in response.outputs}
    assert outputs["label"].as_numpy().tolist() == [0, 2], outputs
    assert response.id == "seven", response.id


async def rest_v1():
    client = InferenceRESTClient(RESTConfig(protocol="v1"))
    base = f"http://{ADDRESS}"
    assert await client.is_model_ready(base, model_name="iris")
    answer = await client.infer(base, {"instances": ROWS}, model_name="iris")
    assert [row["label"] for row in answer["predictions"]] == [0, 2], answer
    await client.close()


async def rest_v2():
    client = InferenceRESTClient(RESTConfig(protocol="v2"))
    base = f"http://{ADDRESS}"
    assert await client.is_server_live(base)
    assert await client.is_server_ready(base)
    assert await client.is_model_ready(base, model_name="iris")
    for binary in [False, True]:
        check(await client.infer(base, request(binary), model_name="iris"))
    await client.close()


async def grpc():
    client = InferenceGRPCClient(ADDRESS)
    assert await client.is_server_live()
    assert await client.is_server_ready()
    assert await client.is_model_ready("iris")
    assert not await client.is_model_ready("no-such-model")
    for binary in [False, True]:
        check(await client.infer(request(binary)))
    await client.close()


for name, run in [("REST v1", rest_v1), ("REST v2", rest_v2), ("gRPC", grpc)]:
    asyncio.run(run())
    print(f"KServe's client, {name}: passed")
