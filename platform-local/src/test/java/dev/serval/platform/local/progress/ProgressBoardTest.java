package dev.serval.platform.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {
    private final StringWriter printed = new StringWriter();
    private final AtomicLong millis = new AtomicLong();
    private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());

    private ProgressBoard onPipe() {
        return new ProgressBoard(new LineScreen(new PrintWriter(printed)), clock);
    }

    private ProgressBoard onTerminal() {
        return new ProgressBoard(
                new Terminal(new PrintWriter(printed), new Style(false, true)), clock);
    }

    @Test
    void onAPipeEachStageIsALine() {
        ProgressBoard board = onPipe();
        board.begin("iris");
        board.redraw();
        board.underway("iris", "starting");
        board.redraw();
        millis.set(812);
        board.ready("iris", List.of("http://iris.default.localhost:8080"));

        assertThat(printed)
                .hasToString(
                        """
                          * iris  planned
                          * iris  starting
                          + iris  ready in 812 ms
                                  http://iris.default.localhost:8080
                        """);
    }

    @Test
    void onATerminalWhatIsUnderwayIsDrawnOver() {
        ProgressBoard board = onTerminal();
        board.begin("iris");
        board.begin("a-longer-name");
        board.redraw();
        printed.getBuffer().setLength(0);
        millis.set(1500);
        board.ready("iris", List.of());

        assertThat(printed)
                .hasToString(
                        "\033[2A\r\033[J"
                                + "  ✓ iris           ready in 1500 ms\n"
                                + "\033[?7l  ⠴ a-longer-name  planned  1.5 s\n\033[?7h");
    }

    @Test
    void theTimeIsFromTheBeginningNotFromTheLastStage() {
        ProgressBoard board = onPipe();
        board.begin("iris");
        millis.set(60_000);
        board.underway("iris", "loading");
        millis.set(75_250);
        board.ready("iris", List.of());

        assertThat(printed.toString()).contains("ready in 75.3 s");
    }

    @Test
    void aServiceThatFailsSaysWhyAndIsNoLongerUnderway() {
        ProgressBoard board = onPipe();
        board.begin("iris");
        board.failed("iris", "there is no model");

        assertThat(printed.toString()).contains("  ! iris  there is no model");
        assertThat(board.isAnyUnderway()).isFalse();
    }

    @Test
    void coloursAreShownOnlyWhereTheyAreWanted() {
        assertThat(new Style(true, true).good()).isEqualTo("\033[32m✓\033[0m");
        assertThat(new Style(false, false).good()).isEqualTo("+");
        assertThat(Style.PLAIN.bold("iris")).isEqualTo("iris");
    }
}
