package dev.serval.server.description;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/// A model's configuration in Triton's terms, as far as Serval has values for them.
public record ModelConfig(
        String name,
        String platform,
        String backend,
        @JsonProperty("version_policy") String versionPolicy,
        @JsonProperty("max_batch_size") int maxBatchSize,
        List<Io> input,
        List<Io> output,
        Map<String, TextValue> parameters) {

    /// An input or output.
    public record Io(String name, @JsonProperty("data_type") String dataType, List<Long> dims) {}

    /// A parameter's value, which Triton wraps.
    public record TextValue(@JsonProperty("string_value") String text) {}
}
