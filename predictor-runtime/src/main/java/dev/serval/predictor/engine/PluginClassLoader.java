package dev.serval.predictor.engine;

import java.net.URL;
import java.net.URLClassLoader;

/// The classes of one engine plugin: its own jars, on top of [SharedTypes].
final class PluginClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(String plugin, URL[] jars, SharedTypes shared) {
        super("engine-" + plugin, jars, shared);
    }
}
