package dev.serval.predictor.fake;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.tensor.TensorAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Serves a file `model.fake` that holds one of: `answer N`, `wide N` (the same with another
/// signature), `refuse WHY`, `crash WHY`.
public final class FakeEngine implements Engine {
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Runnable whileLoading = () -> {};
    private volatile Runnable whileInferring = () -> {};

    /// How many models were loaded, or tried.
    public int loads() {
        return loads.get();
    }

    /// How many models are open now.
    public int open() {
        return open.get();
    }

    /// What happens in the middle of each load.
    public void whileLoading(Runnable action) {
        whileLoading = action;
    }

    /// What happens in the middle of each inference.
    public void whileInferring(Runnable action) {
        whileInferring = action;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String recognises() {
        return "model.fake";
    }

    @Override
    public boolean serves(ModelDirectory directory) {
        return !directory.filesEndingIn(".fake").isEmpty();
    }

    @Override
    public Model load(ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
            throws ModelLoadException {
        loads.incrementAndGet();
        String[] words = content(directory).split(" ", 2);
        whileLoading.run();
        return switch (words[0]) {
            case "answer" -> model(words[1], "x");
            case "wide" -> model(words[1], "wide");
            case "refuse" -> throw new ModelLoadException(words[1]);
            default -> throw new IllegalStateException(words[1]);
        };
    }

    private Model model(String answer, String input) {
        open.incrementAndGet();
        return new FakeModel(answer, input, () -> whileInferring.run(), open::decrementAndGet);
    }

    private static String content(ModelDirectory directory) {
        try {
            List<Path> files = directory.filesEndingIn(".fake");
            return Files.readString(files.getFirst()).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
