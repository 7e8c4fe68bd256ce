package dev.serval.predictor.startup;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// All models of a process together.
@ConfigMapping(prefix = "serval.models")
interface ModelsConfig {
    /// How much memory loaded models may take, such as `2G`; beyond that, idle ones wait in their
    /// files and are loaded when they are asked for. If it is left out, all models are in memory.
    Optional<MemorySize> memoryBudget();
}
