package dev.serval.platform.plan.service;

import dev.serval.platform.api.inference.ModelSpec;
import dev.serval.platform.plan.runtime.ProtocolVersion;
import dev.serval.platform.plan.runtime.Runtime;
import io.fabric8.kubernetes.api.model.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The model servers that KServe prepares in a way of their own.
enum ModelServer {
    MLSERVER {
        @Override
        Map<String, String> labels(ModelSpec model, String protocol) {
            String format = Objects.requireNonNull(model.modelFormat()).name();
            String implementation = IMPLEMENTATIONS.get(format);
            return implementation == null ? Map.of() : Map.of("modelClass", implementation);
        }

        @Override
        void prepare(Container container, String service, boolean hasStorage) {
            if (hasStorage) {
                Environment.set(container, "MLSERVER_MODEL_NAME", service);
                Environment.set(container, "MLSERVER_MODEL_URI", "/mnt/models");
            } else {
                Environment.set(container, "MLSERVER_LOAD_MODELS_AT_STARTUP", "false");
            }
        }
    },
    TORCHSERVE {
        @Override
        Map<String, String> labels(ModelSpec model, String protocol) {
            boolean isV1 = protocol.equals(ProtocolVersion.V1.label());
            return Map.of("serviceEnvelope", isV1 ? "kserve" : "kservev2");
        }
    },
    TRITON {
        @Override
        void prepare(Container container, String service, boolean hasStorage) {
            if (!hasStorage) {
                List<String> arguments = new ArrayList<>(container.getArgs());
                arguments.add("--model-control-mode=explicit");
                container.setArgs(arguments);
            }
        }
    },
    OTHER;

    private static final Map<String, String> IMPLEMENTATIONS =
            Map.of(
                    "sklearn", "mlserver_sklearn.SKLearnModel",
                    "xgboost", "mlserver_xgboost.XGBoostModel",
                    "lightgbm", "mlserver_lightgbm.LightGBMModel",
                    "mlflow", "mlserver_mlflow.MLflowRuntime");

    /// The server in a runtime, by what the runtime says of itself, else by its name.
    static ModelServer of(Runtime runtime) {
        return switch (runtime.serverType()) {
            case "mlserver", "kserve-mlserver" -> MLSERVER;
            case "torchserve", "kserve-torchserve" -> TORCHSERVE;
            case "tritonserver", "triton", "kserve-tritonserver" -> TRITON;
            default -> OTHER;
        };
    }

    /// Labels that the placeholders of the runtime read.
    Map<String, String> labels(ModelSpec model, String protocol) {
        return Map.of();
    }

    /// Adds what the server needs to know to its container.
    void prepare(Container container, String service, boolean hasStorage) {}
}
