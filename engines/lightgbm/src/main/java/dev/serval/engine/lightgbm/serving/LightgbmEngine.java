package dev.serval.engine.lightgbm.serving;

import dev.serval.engine.lightgbm.booster.Booster;
import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.library.LibraryException;
import dev.serval.inference.tensor.TensorAllocator;

/// Runs LightGBM models on LightGBM's own library, which the first load starts.
public final class LightgbmEngine implements Engine {
    @Override
    public String name() {
        return "lightgbm";
    }

    @Override
    public String recognises() {
        return "one LightGBM model in a *.bst or *.txt file";
    }

    @Override
    public boolean serves(ModelDirectory directory) {
        return !ModelFile.candidates(directory).isEmpty();
    }

    @Override
    public Model load(ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
            throws ModelLoadException {
        ModelFile file = ModelFile.in(directory);
        BoosterParameters parameters = BoosterParameters.of(settings);
        byte[] text = file.read();
        try {
            Booster booster = Booster.load(text, parameters.threads());
            try {
                return LightgbmModel.of(booster, ModelText.of(text), parameters);
            } catch (RuntimeException failure) {
                booster.close();
                throw failure;
            }
        } catch (LibraryException reason) {
            throw new ModelLoadException("%s: %s".formatted(file.name(), reason.reason()), reason);
        }
    }
}
