package dev.serval.server.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PreparationOrderTest {
    @Test
    void whatComesAfterExampleAndLogIsTheCommand() {
        PreparationOrder order = PreparationOrder.of("example", "log", "java", "-jar", "x.jar");

        assertThat(order.example()).isEqualTo(Path.of("example"));
        assertThat(order.log()).isEqualTo(Path.of("log"));
        assertThat(order.command()).containsExactly("java", "-jar", "x.jar");
    }

    @Test
    void anOrderWithoutACommandIsRefusedWithWhatIsExpected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PreparationOrder.of("example", "log"))
                .withMessage("2 arguments, expected EXAMPLE LOG COMMAND...");
    }
}
