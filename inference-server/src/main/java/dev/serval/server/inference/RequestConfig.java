package dev.serval.server.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What holds for every inference call.
@ConfigMapping(prefix = "serval.request")
public interface RequestConfig {
    /// The longest a call may take, in seconds, from its last byte to its answer; a caller may ask
    /// for less. Beyond it the call is answered 504.
    @WithDefault("600")
    long timeoutSeconds();
}
