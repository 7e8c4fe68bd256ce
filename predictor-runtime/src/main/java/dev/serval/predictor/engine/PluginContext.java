package dev.serval.predictor.engine;

/// The context class loader of the current thread while a plugin's code runs.
final class PluginContext {
    private PluginContext() {}

    /// @return the one before, to be handed to [#leave]
    static ClassLoader enter(ClassLoader plugin) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin);
        return before;
    }

    static void leave(ClassLoader before) {
        Thread.currentThread().setContextClassLoader(before);
    }
}
