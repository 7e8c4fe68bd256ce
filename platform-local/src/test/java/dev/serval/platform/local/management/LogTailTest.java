package dev.serval.platform.local.management;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir Path folder;
    private Path log;
    private LogTail tail;

    @BeforeEach
    void open() {
        log = folder.resolve("a.log");
        tail = new LogTail(log);
    }

    @Test
    void aLineIsToldWhenItHasEnded() throws Exception {
        Files.writeString(log, "one\ntw");
        assertThat(tail.next()).containsExactly("one");

        Files.writeString(log, "o\n", APPEND);
        assertThat(tail.next()).containsExactly("two");
        assertThat(tail.next()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereYetHasNoLines() throws Exception {
        assertThat(tail.next()).isEmpty();

        Files.writeString(log, "first\n");
        assertThat(tail.next()).containsExactly("first");
    }

    @Test
    void nothingIsLostWhenTheFileIsPutAside() throws Exception {
        Files.writeString(log, "one\n");
        assertThat(tail.next()).containsExactly("one");

        Files.writeString(log, "two\n", APPEND);
        Files.move(log, folder.resolve("a.log.1"));
        Files.writeString(log, "three\n");

        assertThat(tail.next()).containsExactly("two", "three");
    }

    @Test
    void aCharacterThatIsHalfWrittenIsWaitedFor() throws Exception {
        byte[] text = "grün €\n".getBytes(StandardCharsets.UTF_8);
        for (int split = 1; split < text.length; split++) {
            Files.deleteIfExists(log);
            tail = new LogTail(log);
            Files.write(log, Arrays.copyOf(text, split));
            assertThat(tail.next()).isEmpty();
            Files.write(log, Arrays.copyOfRange(text, split, text.length), APPEND);
            assertThat(tail.next()).containsExactly("grün €");
        }
    }

    @Test
    void aLongFileIsReadWhole() throws Exception {
        String line = "x".repeat(999);
        Files.writeString(log, (line + "\n").repeat(3000));

        assertThat(tail.next()).hasSize(3000).containsOnly(line);
    }
}
