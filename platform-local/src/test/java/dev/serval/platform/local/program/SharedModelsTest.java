package dev.serval.platform.local.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedModelsTest {
    private static final Path HOME = Path.of("/home/ada");
    private static final SharedModels MODELS = new SharedModels(Path.of("/models"), "20G");

    @Test
    void liesWhereAUsersCachesLie() {
        assertThat(SharedModels.location(Map.of(), HOME))
                .isEqualTo(Path.of("/home/ada/.cache/serval/models"));
        assertThat(SharedModels.location(Map.of("XDG_CACHE_HOME", "/caches"), HOME))
                .isEqualTo(Path.of("/caches/serval/models"));
        assertThat(SharedModels.location(Map.of("XDG_CACHE_HOME", "relative"), HOME))
                .isEqualTo(Path.of("/home/ada/.cache/serval/models"));
    }

    @Test
    void tellsAProgramOfItself() {
        assertThat(told(Map.of(), Map.of()))
                .isEqualTo(
                        Map.of(
                                "SERVAL_STORAGE_CACHE",
                                "/models",
                                "SERVAL_STORAGE_CACHE_SIZE",
                                "20G"));
    }

    @Test
    void leavesAProgramTheFolderThatSomeoneElseNamed() {
        Map<String, String> other = Map.of("SERVAL_STORAGE_CACHE", "/other");
        assertThat(told(other, Map.of())).isEmpty();
        assertThat(told(Map.of(), other)).isEqualTo(other);
    }

    private static Map<String, String> told(
            Map<String, String> inherited, Map<String, String> given) {
        Map<String, String> environment = new HashMap<>(given);
        MODELS.tell(inherited, environment);
        return environment;
    }
}
