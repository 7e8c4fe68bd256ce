package dev.serval.engine.pytorch.serving;

import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The file of a directory that is a model of PyTorch: TorchScript, or TorchServe's archive, which
/// may lie in the folder that TorchServe keeps its models in.
record ModelFile(Path path) {
    static final String RECOGNISED =
            "one *.pt file of TorchScript, or one *.mar archive, in model-store too";

    private static final String SCRIPT = ".pt";
    private static final String ARCHIVE = ".mar";
    private static final String MODEL_STORE = "model-store";

    static boolean isIn(ModelDirectory directory) {
        return !candidates(directory).isEmpty();
    }

    /// @throws ModelLoadException if there is none, or more than one
    static ModelFile of(ModelDirectory directory) throws ModelLoadException {
        List<Path> found = candidates(directory);
        if (found.size() != 1) {
            throw new ModelLoadException(
                    "%d PyTorch models (%s), expected one"
                            .formatted(
                                    found.size(),
                                    found.stream()
                                            .map(file -> file.getFileName().toString())
                                            .collect(Collectors.joining(", "))));
        }
        return new ModelFile(found.getFirst());
    }

    private static List<Path> candidates(ModelDirectory directory) {
        List<Path> found = new ArrayList<>(directory.filesEndingIn(SCRIPT));
        found.addAll(directory.filesEndingIn(ARCHIVE));
        Path store = directory.path().resolve(MODEL_STORE);
        if (Files.isDirectory(store)) {
            found.addAll(new ModelDirectory(store).filesEndingIn(ARCHIVE));
        }
        return found;
    }

    boolean isArchive() {
        return name().toLowerCase(Locale.ROOT).endsWith(ARCHIVE);
    }

    String name() {
        return path.getFileName().toString();
    }
}
