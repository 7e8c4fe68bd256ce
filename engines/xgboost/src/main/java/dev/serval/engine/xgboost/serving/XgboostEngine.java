package dev.serval.engine.xgboost.serving;

import dev.serval.engine.xgboost.booster.Booster;
import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.library.LibraryException;
import dev.serval.inference.tensor.TensorAllocator;

/// Runs XGBoost models on XGBoost's own library, which the first load starts.
public final class XgboostEngine implements Engine {
    @Override
    public String name() {
        return "xgboost";
    }

    @Override
    public String recognises() {
        return "one XGBoost model in a *.bst, *.json or *.ubj file";
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
        try {
            Booster booster = file.load(parameters.threads());
            try {
                return XgboostModel.of(booster, file, parameters);
            } catch (RuntimeException failure) {
                booster.close();
                throw failure;
            }
        } catch (LibraryException reason) {
            throw new ModelLoadException("%s: %s".formatted(file.name(), reason.reason()), reason);
        }
    }
}
