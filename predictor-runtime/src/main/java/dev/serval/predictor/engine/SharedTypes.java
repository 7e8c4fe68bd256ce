package dev.serval.predictor.engine;

import dev.serval.inference.engine.Engine;

/// What an engine plugin has in common with the program: the JDK and the engine SPI. Nothing else
/// of the program can be seen through it, neither classes nor resources.
final class SharedTypes extends ClassLoader {
    private static final String SPI = "dev.serval.inference.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader program;

    SharedTypes() {
        super("engine-spi", ClassLoader.getPlatformClassLoader());
        this.program = Engine.class.getClassLoader();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(SPI)) {
            return program.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
