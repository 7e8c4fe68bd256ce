package dev.serval.server.ending;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// What a process that fails leaves behind.
@ConfigMapping(prefix = "serval.last-words")
interface LastWordsConfig {
    /// The file for the reason of a failure, where there is one: Kubernetes puts it into containers
    /// and tells what is in it in the pod's status.
    @WithDefault("/dev/termination-log")
    Path file();
}
