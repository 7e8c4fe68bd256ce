package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The README's commands answer as they are printed. The first starts the predictor; here it
/// listens on a free port, and the others are sent there.
class ReadmeIT {
    @Test
    void whatTheReadmePrintsIsWhatOneSees() throws Exception {
        List<ConsoleCommand> commands = MarkdownPage.read("README.md").commands();
        assertThat(commands).hasSizeGreaterThan(4);
        assertThat(commands.getFirst().line())
                .isEqualTo("./serval predictor --model_dir examples/iris/model --model_name iris");
        try (Predictor predictor = Predictor.ofIris()) {
            for (ConsoleCommand command : commands.subList(1, commands.size())) {
                command.toPort(predictor.port()).check();
            }
        }
    }
}
