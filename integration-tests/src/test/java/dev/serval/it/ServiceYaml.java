package dev.serval.it;

/// Parts of files for `serval run`: services of an ONNX model, and secrets.
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
