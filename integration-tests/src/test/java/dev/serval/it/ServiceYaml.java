package dev.serval.it;

/// Parts of files for `serval run` and for clusters: services of an ONNX model, and secrets.
final class ServiceYaml {
    private ServiceYaml() {}

    static String service(String name, String model) {
        return """
        apiVersion: serving.kserve.io/v1beta1
        kind: InferenceService
        metadata:
          name: %s
        spec:
          predictor:
            model:
              modelFormat: {name: onnx}
              %s
        """
                .formatted(name, model);
    }

    /// A service whose pods take little of a node.
    ///
    /// @param settings of its predictor, as YAML between braces
    static String withLimits(String name, String settings, String storageUri) {
        String model =
                """
                storageUri: %s
                      resources:
                        requests: {cpu: 50m, memory: 256Mi}
                        limits: {cpu: "1", memory: 512Mi}\
                """
                        .formatted(storageUri);
        return service(name, model)
                .replace("  predictor:\n", "  predictor:\n    <<: %s\n".formatted(settings));
    }

    static String withSecret(String name, String model) {
        return service(name, model)
                .replace(
                        "  name: %s\n".formatted(name),
                        "  name: %1$s\n  annotations: {serving.kserve.io/storageSecretName: %1$s}\n"
                                .formatted(name));
    }

    static String secret(String name, String key, String value) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s}
        stringData: {%s: '%s'}
        ---
        """
                .formatted(name, key, value);
    }
}
