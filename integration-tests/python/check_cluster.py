"""Drives an operator on a cluster with KServe's own SDK: create, wait, predict, patch, get, delete.

Usage: check_cluster.py KUBECONFIG NAMESPACE HOST:PORT MODEL OTHER_MODEL

HOST:PORT is where the ingress listens; the models are URIs of two ONNX models of iris flowers.
"""

import asyncio
import sys
from urllib.parse import urlparse

import numpy as np
from kserve import (
    InferenceGRPCClient,
    InferenceRESTClient,
    InferInput,
    InferRequest,
    KServeClient,
    V1beta1InferenceService,
    V1beta1InferenceServiceSpec,
    V1beta1ModelFormat,
    V1beta1ModelSpec,
    V1beta1PredictorSpec,
    constants,
)
from kserve.inference_client import RESTConfig
from kubernetes import client

KUBECONFIG, NAMESPACE, INGRESS, MODEL, OTHER = sys.argv[1:]
NAME = "sdk"
ROWS = [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]]


def service(uri):
    return V1beta1InferenceService(
        api_version=constants.KSERVE_V1BETA1,
        kind=constants.KSERVE_KIND_INFERENCESERVICE,
        metadata=client.V1ObjectMeta(name=NAME, namespace=NAMESPACE),
        spec=V1beta1InferenceServiceSpec(
            predictor=V1beta1PredictorSpec(
                min_replicas=1,
                model=V1beta1ModelSpec(
                    model_format=V1beta1ModelFormat(name="onnx"),
                    storage_uri=uri,
                    resources=client.V1ResourceRequirements(
                        requests={"cpu": "50m", "memory": "256Mi"},
                        limits={"cpu": "1", "memory": "512Mi"},
                    ),
                ),
            )
        ),
    )


async def rest(protocol, host, data):
    rest_client = InferenceRESTClient(RESTConfig(protocol=protocol))
    answer = await rest_client.infer(f"http://{INGRESS}", data, model_name=NAME, headers={"Host": host})
    await rest_client.close()
    return answer


def request():
    tensor = InferInput(name="input", shape=[2, 4], datatype="FP32")
    tensor.set_data_from_numpy(np.array(ROWS, dtype=np.float32), binary_data=True)
    return InferRequest(model_name=NAME, infer_inputs=[tensor])


def labels(answer):
    return next(output for output in answer.outputs if output.name == "label").as_numpy().tolist()


async def predict(host):
    answer = await rest("v1", host, {"instances": ROWS})
    assert [row["label"] for row in answer["predictions"]] == [0, 2], answer
    assert labels(await rest("v2", host, request())) == [0, 2]
    grpc_client = InferenceGRPCClient(INGRESS, channel_args=[("grpc.default_authority", host)])
    assert await grpc_client.is_model_ready(NAME)
    assert labels(await grpc_client.infer(request())) == [0, 2]
    await grpc_client.close()


kserve = KServeClient(config_file=KUBECONFIG)

created = kserve.create(service(MODEL))
assert created["spec"]["predictor"]["model"]["storageUri"] == MODEL, created
print("create: passed")

kserve.wait_isvc_ready(NAME, namespace=NAMESPACE, timeout_seconds=120, polling_interval=1)
print("wait_isvc_ready: passed")

found = kserve.get(NAME, namespace=NAMESPACE)
HOST = urlparse(found["status"]["url"]).hostname
assert found["status"]["modelStatus"]["states"]["activeModelState"] == "Loaded", found["status"]
print("get: passed")

asyncio.run(predict(HOST))
print("predict over V1, V2 and gRPC: passed")

patched = kserve.patch(NAME, service(OTHER), namespace=NAMESPACE)
kserve.wait_isvc_ready(
    NAME,
    namespace=NAMESPACE,
    timeout_seconds=120,
    polling_interval=1,
    expected_generation=patched["metadata"]["generation"],
)
assert kserve.get(NAME, namespace=NAMESPACE)["spec"]["predictor"]["model"]["storageUri"] == OTHER
asyncio.run(predict(HOST))
print("patch: passed")

kserve.delete(NAME, namespace=NAMESPACE)
try:
    kserve.get(NAME, namespace=NAMESPACE)
    raise AssertionError(f"{NAME} is still there")
except RuntimeError as gone:
    assert "404" in str(gone), gone
print("delete: passed")
