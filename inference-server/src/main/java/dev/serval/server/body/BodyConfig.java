package dev.serval.server.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The one port's limits.
@ConfigMapping(prefix = "serval.http")
public interface BodyConfig {
    /// The largest request body, or gRPC message, after decompression; more is refused with 413.
    @WithDefault("512M")
    MemorySize maxBody();

    /// Answers of at least that many bytes are compressed for callers that accept it.
    @WithDefault("4K")
    MemorySize compressFrom();
}
