package dev.serval.inference.genuine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.request.InferRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An engine's answers are those of the library that made its models, on random inputs and on those
/// that go wrong first: for the models that are committed, and for all that the Python of this
/// machine makes now. An engine's test is a subclass.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ComparisonWithTheLibrary {
    private static final Path COMMITTED = Path.of("src/test/resources/genuine");
    private static final int CYCLES = 60;
    private static final int ROUNDS = 4;
    private static final long MOST_LEFT = 2L << 20;
    private static final Path SCRIPT = Path.of("src/test/models/make_models.py");

    private final Engine engine;
    private final PythonModels python;
    private final double tolerance;

    private ComparisonWithTheLibrary(Engine engine, PythonModels python, double tolerance) {
        this.engine = engine;
        this.python = python;
        this.tolerance = tolerance;
    }

    /// @param library the Python package that makes the models
    /// @param tolerance how far an answer may be off, relative to the expected number and to 1
    protected ComparisonWithTheLibrary(Engine engine, String library, double tolerance) {
        this(engine, new PythonModels(SCRIPT, List.of(library)), tolerance);
    }

    /// Of a package that is too large to be asked for, so that it is compared where it is.
    ///
    /// @param large the Python package that makes the models
    protected ComparisonWithTheLibrary(Engine engine, double tolerance, String large) {
        this(engine, PythonModels.whereInstalled(SCRIPT, List.of(large)), tolerance);
    }

    @ParameterizedTest
    @MethodSource("committed")
    void answersAsTheLibraryDidWhenTheModelWasMade(GenuineModel model) throws Exception {
        model.check(engine);
    }

    List<GenuineModel> committed() throws IOException {
        return GenuineModel.in(COMMITTED, tolerance);
    }

    /// What merging requests takes for granted of the models that say they take rows.
    @ParameterizedTest
    @MethodSource("committed")
    void aRowIsAnsweredAloneAsAmongOthers(GenuineModel genuine) throws Exception {
        genuine.serve(
                engine,
                (model, allocator) -> {
                    ServedModel served = new ServedModel(model, allocator, tolerance);
                    if (served.takesRows()) {
                        try (InferRequest request = genuine.request(allocator)) {
                            assertThat(served.differenceAlone(request).isEmpty())
                                    .as("%s: %s", genuine, served.differenceAlone(request))
                                    .isNotEqualTo(mixingRows().contains(genuine.toString()));
                        }
                    }
                });
    }

    /// The committed models that answer a row by what is beside it, though nothing tells that they
    /// do.
    protected Set<String> mixingRows() {
        return Set.of();
    }

    @ParameterizedTest
    @MethodSource("committed")
    void answersTheSameAfterWhatWasMadeUpAndWhatDidNotFit(GenuineModel genuine) throws Exception {
        genuine.serve(
                engine,
                (model, allocator) -> {
                    ServedModel served = new ServedModel(model, allocator, tolerance);
                    served.askForZeros();
                    served.requireRefusals();
                    genuine.check(model, allocator);
                });
    }

    @Test
    void answersAsTheInstalledLibraryDoes(@TempDir Path folder) throws Exception {
        for (GenuineModel model : python.make(folder, tolerance)) {
            model.check(engine);
        }
    }

    /// A leak leaves something in every round, after a first one that makes what is made once. What
    /// a library keeps for threads and blocks of its own comes and goes by megabytes and does not.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aModelThatIsClosedLeavesNothingBehind() throws Exception {
        GenuineModel largest = GenuineModel.largest(committed());
        loadAndClose(largest);
        List<Long> left = new ArrayList<>();
        do {
            ProcessMemory before = ProcessMemory.now();
            loadAndClose(largest);
            left.add(ProcessMemory.now().since(before));
        } while (left.getLast() >= MOST_LEFT && left.size() < ROUNDS);
        assertThat(left.getLast())
                .as("bytes that each round of %d more of %s left: %s", CYCLES, largest, left)
                .isLessThan(MOST_LEFT);
    }

    private void loadAndClose(GenuineModel model) throws Exception {
        for (int i = 0; i < CYCLES; i++) {
            model.check(engine);
        }
    }
}
