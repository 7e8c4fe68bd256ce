package dev.serval.engine.tensorflow.serving;

import dev.serval.engine.tensorflow.session.SavedModel;
import dev.serval.engine.tensorflow.session.TensorflowException;
import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.tensor.TensorAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Runs TensorFlow SavedModels on TensorFlow's own library, which the first load starts.
public final class TensorflowEngine implements Engine {
    private static final String FILE = "saved_model.pb";

    @Override
    public String name() {
        return "tensorflow";
    }

    @Override
    public String recognises() {
        return "a SavedModel: saved_model.pb with its variables";
    }

    @Override
    public boolean serves(ModelDirectory directory) {
        return Files.isRegularFile(directory.path().resolve(FILE));
    }

    @Override
    public Model load(ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
            throws ModelLoadException {
        SavedModelParameters parameters = SavedModelParameters.of(settings);
        SavedModel saved = open(directory, parameters.threads());
        try {
            ServedFunctions functions = ServedFunctions.of(saved, parameters);
            return new TensorflowModel(saved, functions, byteSize(directory.path()));
        } catch (ModelLoadException | RuntimeException failure) {
            saved.close();
            throw failure;
        }
    }

    private static SavedModel open(ModelDirectory directory, int threads)
            throws ModelLoadException {
        try {
            return SavedModel.load(directory.path(), threads);
        } catch (TensorflowException reason) {
            throw new ModelLoadException("%s: %s".formatted(FILE, reason.reason()), reason);
        } catch (IllegalArgumentException malformed) {
            throw new ModelLoadException(
                    "%s: its signatures cannot be read: %s".formatted(FILE, malformed.getMessage()),
                    malformed);
        }
    }

    private static long byteSize(Path directory) throws ModelLoadException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException unreadable) {
            throw new ModelLoadException(
                    "%s cannot be read: %s".formatted(directory, unreadable), unreadable);
        }
    }
}
