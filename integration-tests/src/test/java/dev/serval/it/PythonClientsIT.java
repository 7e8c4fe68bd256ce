package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Triton's and KServe's own Python clients against the packaged predictor. They need the packages
/// of `integration-tests/python/requirements.txt`, in the Python that `SERVAL_PYTHON` names or in
/// `python3`; without them the checks are skipped, which they say, unless `SERVAL_REQUIRE_PYTHON=1`
/// asks for them.
class PythonClientsIT {
    private static final String SKIPPED =
            "The checks with real Python clients are skipped: no Python has the packages of"
                    + " integration-tests/python/requirements.txt (SERVAL_PYTHON, python3).";

    @TempDir Path repository;

    @ParameterizedTest
    @ValueSource(strings = {"check_tritonclient.py", "check_kserve.py", "check_details.py"})
    void genuineClientsGetWhatTheyExpect(String script) throws Exception {
        Optional<String> python = python();
        if (python.isEmpty()) {
            skip();
        }
        new ModelFolders(repository).with("iris/1", "iris_lr").with("text/1", "identity_BYTES");
        try (Predictor predictor = Predictor.ofRepository(repository)) {
            Process check =
                    new ProcessBuilder(
                                    python.orElseThrow(),
                                    Checkout.file("integration-tests/python/" + script).toString(),
                                    "localhost:" + predictor.port())
                            .redirectErrorStream(true)
                            .start();
            String printed =
                    new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(check.waitFor()).as(printed).isZero();
            assertThat(printed.lines())
                    .filteredOn(line -> line.endsWith(": passed"))
                    .hasSizeGreaterThan(2);
        }
    }

    /// The Python that has the clients; empty where none has.
    static Optional<String> python() {
        String named = System.getenv("SERVAL_PYTHON");
        String candidate = named == null ? "python3" : named;
        boolean complete = has(candidate, "tritonclient.grpc") && has(candidate, "kserve");
        return complete ? Optional.of(candidate) : Optional.empty();
    }

    private static boolean has(String python, String modules) {
        try {
            return new ProcessBuilder(python, "-c", "import " + modules)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noPython) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /// Skips the check, or fails it where it is required.
    static void skip() {
        if ("1".equals(System.getenv("SERVAL_REQUIRE_PYTHON"))) {
            fail(SKIPPED);
        }
        assumeTrue(false, SKIPPED);
    }
}
