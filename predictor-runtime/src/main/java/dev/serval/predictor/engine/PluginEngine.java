package dev.serval.predictor.engine;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.EngineSettings;
import dev.serval.inference.engine.Model;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import dev.serval.inference.tensor.TensorAllocator;

/// An engine of a plugin. Libraries look services up through the thread's context class loader, so
/// while one starts, loads or ends, that is the plugin's.
final class PluginEngine implements Engine {
    private final Engine engine;
    private final String name;
    private final ClassLoader loader;

    PluginEngine(Engine engine, ClassLoader loader) {
        this.engine = engine;
        this.name = engine.name();
        this.loader = loader;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String recognises() {
        return engine.recognises();
    }

    @Override
    public boolean serves(ModelDirectory directory) {
        return engine.serves(directory);
    }

    @Override
    public Model load(ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
            throws ModelLoadException {
        ClassLoader before = PluginContext.enter(loader);
        try {
            return engine.load(directory, settings, allocator);
        } finally {
            PluginContext.leave(before);
        }
    }

    @Override
    public void close() {
        ClassLoader before = PluginContext.enter(loader);
        try {
            engine.close();
        } finally {
            PluginContext.leave(before);
        }
    }
}
