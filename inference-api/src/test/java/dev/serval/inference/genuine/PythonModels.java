package dev.serval.inference.genuine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Models made now, by a script and the Python that `SERVAL_PYTHON` names or `python3`. Where it
/// lacks a package the check is skipped, which it says, unless `SERVAL_REQUIRE_PYTHON=1` asks for
/// it.
///
/// @param required whether it can be asked for
public record PythonModels(Path script, List<String> packages, boolean required) {
    public PythonModels {
        packages = List.copyOf(packages);
    }

    public PythonModels(Path script, List<String> packages) {
        this(script, packages, true);
    }

    /// Of packages that are too large for continuous integration to install, so that only those who
    /// have them make the check.
    public static PythonModels whereInstalled(Path script, List<String> packages) {
        return new PythonModels(script, packages, false);
    }

    /// Runs the script with the folder as its argument and gives the models it made there.
    public List<GenuineModel> make(Path folder, double tolerance)
            throws IOException, InterruptedException {
        String python = System.getenv().getOrDefault("SERVAL_PYTHON", "python3");
        if (!has(python)) {
            skip(python);
        }
        Process process =
                new ProcessBuilder(python, script.toString(), folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return GenuineModel.in(folder, tolerance);
    }

    private boolean has(String python) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", "import " + String.join(", ", packages))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    private void skip(String python) {
        String why =
                "%s is skipped: %s lacks one of %s (SERVAL_PYTHON)"
                        .formatted(script, python, packages);
        if (required && "1".equals(System.getenv("SERVAL_REQUIRE_PYTHON"))) {
            fail(why);
        }
        assumeTrue(false, why);
    }
}
