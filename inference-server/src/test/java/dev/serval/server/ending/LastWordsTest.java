package dev.serval.server.ending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastWordsTest {
    @TempDir Path root;
    private final List<Integer> codes = new ArrayList<>();

    @Test
    void leavesTheReasonsWhereKubernetesReadsThemAndEndsWithCodeOne() throws Exception {
        Path file =
                Files.writeString(root.resolve("last-words"), "of an earlier start, and longer");
        new LastWords(file, codes::add).end(List.of("iris: it is gone", "digits: it is broken"));
        assertThat(file).hasContent("iris: it is gone; digits: it is broken");
        assertThat(codes).containsExactly(1);
    }

    @Test
    void leavesNothingWhereNobodyReadsIt() {
        Path file = root.resolve("last-words");
        new LastWords(file, codes::add).end(List.of("iris: it is gone"));
        assertThat(file).doesNotExist();
        assertThat(codes).containsExactly(1);
    }
}
