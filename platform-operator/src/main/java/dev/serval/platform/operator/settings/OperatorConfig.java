package dev.serval.platform.operator.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The operator's own settings.
@ConfigMapping(prefix = "serval.operator")
public interface OperatorConfig {
    /// The namespace of the ConfigMap `inferenceservice-config`.
    @WithDefault("kserve")
    String namespace();

    /// The namespace in which Knative Serving is installed.
    @WithDefault("knative-serving")
    String knativeNamespace();

    /// How the API server asks before it stores a resource.
    Webhook webhook();

    /// How the API server asks before it stores a resource.
    interface Webhook {
        /// Whether it is answered.
        @WithDefault("true")
        boolean enabled();

        /// The port, for HTTPS alone.
        @WithDefault("9443")
        int port();

        /// The Kubernetes Service in front of it.
        @WithDefault("serval-webhook")
        String service();

        /// The Secret that keeps its certificate.
        @WithDefault("serval-webhook-certificate")
        String secret();
    }
}
