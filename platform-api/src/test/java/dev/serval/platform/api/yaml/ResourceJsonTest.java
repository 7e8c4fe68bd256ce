package dev.serval.platform.api.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResourceJsonTest {
    @Test
    void oneMapperLearnsEachTypeForAll() {
        assertThat(ResourceJson.mapper()).isSameAs(ResourceJson.mapper());
    }

    @Test
    void theWayInWhichYamlIsWrittenIsNotThatOfJson() throws JsonProcessingException {
        Map<String, List<String>> value = Map.of("args", List.of());

        assertThat(new ResourceWriter().write(value)).isEqualToIgnoringNewLines("{}");
        assertThat(ResourceJson.mapper().writeValueAsString(value)).isEqualTo("{\"args\":[]}");
    }
}
