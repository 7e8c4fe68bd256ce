package dev.serval.server.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/// What CloudEvents that answer others say of themselves; KServe's environment variables set it.
@ConfigMapping(prefix = "serval.events")
public interface EventConfig {
    /// The type of an answer; `io.kserve.inference.response` if it is left out.
    @WithName("type")
    @WithDefault("${CE_TYPE:}")
    Optional<String> type();

    /// The source of an answer; `io.kserve.inference.{model}` if it is left out.
    @WithName("source")
    @WithDefault("${CE_SOURCE:}")
    Optional<String> source();

    /// Whether an answer takes over the attributes of the event that it answers.
    @WithName("merge")
    @WithDefault("${CE_MERGE:false}")
    String merge();
}
