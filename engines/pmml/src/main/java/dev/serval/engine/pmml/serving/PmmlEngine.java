package dev.serval.engine.pmml.serving;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.tensor.TensorAllocator;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Scores PMML models, versions 3.0 to 4.4, with PMML4S.
public final class PmmlEngine implements Engine {
    private static final Logger LOG = System.getLogger(PmmlEngine.class.getName());

    @Override
    public String name() {
        return "pmml";
    }

    @Override
    public String recognises() {
        return "one *.pmml file";
    }

    @Override
    public boolean serves(ModelDirectory directory) {
        return !directory.filesEndingIn(ModelFile.ENDING).isEmpty();
    }

    @Override
    public Model load(ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
            throws ModelLoadException {
        settings.parameters()
                .byName()
                .keySet()
                .forEach(name ->
                        LOG.log(
                                Level.WARNING,
                                "parameter ''{0}'' is ignored: the PMML engine has none",
                                name));
        ModelFile file = ModelFile.in(directory);
        return PmmlModel.of(file.parse(), file.byteSize());
    }
}
