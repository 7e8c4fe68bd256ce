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
}
