package dev.serval.engine.pytorch.serving;

import dev.serval.engine.pytorch.script.ForwardSignature;
import dev.serval.engine.pytorch.script.ScriptArchive;
import dev.serval.engine.pytorch.script.ScriptException;
import dev.serval.engine.pytorch.torch.TorchException;
import dev.serval.engine.pytorch.torch.TorchModule;
import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.tensor.TensorAllocator;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs TorchScript on PyTorch's own library, which the first load starts.
public final class PytorchEngine implements Engine {
    private static final Logger LOG = System.getLogger(PytorchEngine.class.getName());

    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public String recognises() {
        return ModelFile.RECOGNISED;
    }

    @Override
    public boolean serves(ModelDirectory directory) {
        return ModelFile.isIn(directory);
    }

    @Override
    public Model load(ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
            throws ModelLoadException {
        ModelFile file = ModelFile.of(directory);
        settings.parameters().byName().keySet().forEach(PytorchEngine::warn);
        try {
            return file.isArchive()
                    ? loadArchive(file.path(), settings)
                    : load(file.path(), settings);
        } catch (ModelLoadException refused) {
            throw new ModelLoadException(
                    "%s: %s".formatted(file.name(), refused.getMessage()), refused);
        } catch (IOException unreadable) {
            throw new ModelLoadException(
                    "%s cannot be read: %s".formatted(file.name(), unreadable), unreadable);
        }
    }

    private static Model loadArchive(Path archive, EngineSettings settings)
            throws ModelLoadException, IOException {
        Path unpacked = MarArchive.unpack(archive);
        try {
            return load(unpacked, settings);
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }

    private static Model load(Path script, EngineSettings settings)
            throws ModelLoadException, IOException {
        try {
            ForwardSignature forward = ScriptArchive.read(script);
            ServedInputs inputs = ServedInputs.of(forward, settings.inputs());
            ServedOutputs outputs = ServedOutputs.of(forward, settings.outputs());
            TorchModule module = TorchModule.load(script, settings.threads());
            return new PytorchModel(module, inputs, outputs, Files.size(script));
        } catch (ScriptException other) {
            throw new ModelLoadException(other.reason(), other);
        } catch (TorchException refused) {
            throw new ModelLoadException(refused.reason(), refused);
        }
    }

    private static void warn(String parameter) {
        LOG.log(
                Level.WARNING,
                "parameter ''{0}'' is ignored: the PyTorch engine has none",
                parameter);
    }
}
