package dev.serval.platform.local.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.plan.local.LocalProgram;
import dev.serval.platform.plan.runtime.RuntimeProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProgramStarterTest {
    @TempDir Path folder;

    @Test
    void whyAProgramFailedIsKnownWhateverItSaidAfterwards() throws Exception {
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        StartedProgram program =
                starter()
                        .start(
                                new ProgramLaunch(
                                        "iris-a",
                                        new LocalProgram.Runs(
                                                RuntimeProgram.PREDICTOR,
                                                List.of("--storage_uri=s3://models/noisy"),
                                                Map.of()),
                                        folder.resolve("logs/iris-a.log")),
                                new Ending(ended));

        assertThat(ended.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(program.lastWords()).isEqualTo("the model is not there");
        assertThat(program.lastLines()).containsOnly("the event loop has shut down");
    }

    private LocalProgramStarter starter() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                EchoProgram.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return new LocalProgramStarter(
                ProgramCommands.of(
                        Map.of(
                                "SERVAL_PREDICTOR_COMMAND",
                                String.join(
                                        "\n",
                                        java,
                                        "-Xshare:auto",
                                        "-cp",
                                        classes,
                                        EchoProgram.class.getName()))),
                new SharedModels(folder.resolve("cache"), "1G"));
    }

    private record Ending(CompletableFuture<Integer> code) implements ProgramListener {
        @Override
        public void listening() {}

        @Override
        public void ready() {}

        @Override
        public void unready(String why) {}

        @Override
        public void ended(int with) {
            code.complete(with);
        }
    }
}
