package dev.serval.inference.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibraryLogTest {
    private final Logger logger = Logger.getLogger(LibraryLog.class.getName());
    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    logged.add(entry);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void warnsOfWhatTheLibraryWarnsOfAndKeepsTheRestForDebugging() {
        LibraryLog log = new LibraryLog("Oddities", "[Warning]");
        try (Arena arena = Arena.ofConfined()) {
            log.print(arena.allocateFrom("[Oddities] [Warning] odd\n"));
            log.print(arena.allocateFrom("[Info] so many rows\n"));
        }
        assertThat(logged)
                .extracting(LogRecord::getLevel)
                .containsExactly(Level.WARNING, Level.FINE);
        assertThat(logged.getFirst().getMessage()).isEqualTo("[Oddities] [Warning] odd");
    }
}
