package dev.serval.engine.pytorch.serving;

import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The file of a directory that is a model of PyTorch: TorchScript, or TorchServe's archive, which
/// may lie in the folder that TorchServe keeps its models in.
record ModelFile(Path path) {
    static final String RECOGNISED =
            "one *.pt file of TorchScript, or one *.mar archive, in model-store too";

    private static final String SCRIPT = ".pt";
    private static final String ARCHIVE = ".mar";
    private static final String PROGRAM = ".pt2";
    private static final String MODEL_STORE = "model-store";

    static boolean isIn(ModelDirectory directory) {
        return !candidates(directory).isEmpty();
    }

    /// @throws ModelLoadException if there is none, or more than one, or what `torch.export` makes
    static ModelFile of(ModelDirectory directory) throws ModelLoadException {
        List<Path> candidates = candidates(directory);
        ModelFile file =
                new ModelFile(
                        directory.requireOne(candidates, "PyTorch model", "is " + RECOGNISED));
        if (file.endsIn(PROGRAM)) {
            throw new ModelLoadException(
                    "%s is a program of torch.export, expected TorchScript: export the module with"
                                    .formatted(file.name())
                            + " torch.jit.trace or torch.jit.script and save it as *.pt");
        }
        return file;
    }

    private static List<Path> candidates(ModelDirectory directory) {
        List<Path> found = new ArrayList<>(directory.filesEndingIn(SCRIPT));
        found.addAll(directory.filesEndingIn(PROGRAM));
        found.addAll(directory.filesEndingIn(ARCHIVE));
        Path store = directory.path().resolve(MODEL_STORE);
        if (Files.isDirectory(store)) {
            found.addAll(new ModelDirectory(store).filesEndingIn(ARCHIVE));
        }
        return found;
    }

    boolean isArchive() {
        return endsIn(ARCHIVE);
    }

    private boolean endsIn(String ending) {
        return name().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    String name() {
        return path.getFileName().toString();
    }
}
