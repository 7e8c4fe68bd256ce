package dev.serval.storage.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourcesTest {
    @TempDir Path workspace;

    @Test
    void asksTheSourceOfTheScheme() throws StorageException {
        ModelSources sources = new ModelSources(List.of(answering("one"), answering("two", "ii")));
        assertThat(sources.fetch(new StorageUri("ii", "x"), workspace)).isEqualTo(Path.of("two"));
    }

    @Test
    void refusesAnUnknownSchemeAndListsTheKnown() {
        ModelSources sources = new ModelSources(List.of(answering("two", "ii"), answering("one")));
        assertThatThrownBy(() -> sources.fetch(StorageUri.parse("ftp://host/x"), workspace))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "storage URI 'ftp://host/x': scheme 'ftp' is not known, expected one of"
                                + " ii, one, two");
    }

    @Test
    void findsTheSourcesOnTheClassPath() {
        assertThatThrownBy(
                        () -> ModelSources.installed().fetch(new StorageUri("x", "y"), workspace))
                .hasMessageEndingWith("expected one of file");
    }

    private static ModelSource answering(String scheme, String... more) {
        return new ModelSource() {
            @Override
            public Set<String> schemes() {
                return more.length == 0 ? Set.of(scheme) : Set.of(scheme, more[0]);
            }

            @Override
            public Path fetch(StorageUri uri, Path into) {
                return Path.of(scheme);
            }
        };
    }
}
