package dev.serval.server.openapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The pages that show what calls there are.
@ConfigMapping(prefix = "serval.docs")
public interface DocsConfig {
    /// Whether `/docs` is served: Swagger UI over `/openapi.json`.
    @WithDefault("false")
    boolean enabled();
}
