package dev.serval.server.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What `openapi.yaml` beside this class says, as JSON.
final class ApiDescription {
    private static final String RESOURCE = "openapi.yaml";

    private ApiDescription() {}

    static byte[] json() {
        String yaml = new String(PackagedFile.read(RESOURCE), StandardCharsets.UTF_8);
        Object description = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        try {
            return new ObjectMapper().writeValueAsBytes(description);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(RESOURCE + " is not JSON's kind", impossible);
        }
    }
}
