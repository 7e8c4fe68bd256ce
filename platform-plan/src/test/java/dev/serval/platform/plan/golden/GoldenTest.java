package dev.serval.platform.plan.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What comes out of each situation, file by file. The files are the specification.
final class GoldenTest {
    private static final Path ROOT = Path.of("src/test/resources/golden");
    private static final int PROMISED = 60;

    @TestFactory
    Stream<DynamicContainer> everySituation() throws IOException {
        return directories(ROOT).stream().map(GoldenTest::area);
    }

    @Test
    void coversWhatWasPromised() throws IOException {
        int situations = 0;
        for (Path area : directories(ROOT)) {
            situations += directories(area).size();
        }
        assertThat(situations).isGreaterThanOrEqualTo(PROMISED);
    }

    private static DynamicContainer area(Path directory) {
        Area area = Area.of(directory.getFileName().toString());
        try {
            return DynamicContainer.dynamicContainer(
                    area.label(),
                    directories(directory).stream()
                            .map(situation ->
                                    DynamicTest.dynamicTest(
                                            situation.getFileName().toString(),
                                            () -> run(area, situation))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void run(Area area, Path directory) throws IOException {
        Situation situation = new Situation(directory);
        area.run(situation);
        situation.requireAllUsed();
    }

    private static List<Path> directories(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }
}
