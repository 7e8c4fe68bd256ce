package dev.serval.platform.api.yaml;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.UncheckedIOException;

/// Writes values as YAML, the same value always as the same text. What is empty is left out.
public final class ResourceWriter {
    private final ObjectMapper json =
            ResourceJson.mapper().copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);
    private final ObjectMapper yaml =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .disable(YAMLGenerator.Feature.SPLIT_LINES)
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                            .build());

    /// One document.
    public String write(Object value) {
        try {
            JsonNode tree = json.valueToTree(value);
            return yaml.writeValueAsString(tree);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
