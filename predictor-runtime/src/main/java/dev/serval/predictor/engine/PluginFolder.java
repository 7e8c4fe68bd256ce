package dev.serval.predictor.engine;

import dev.serval.inference.engine.Engine;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// One engine plugin: a folder of jars that has a class loader of its own. Its engines are those
/// that its jars declare to [ServiceLoader].
///
/// @param engines at least one
record PluginFolder(Path path, PluginClassLoader loader, List<Engine> engines)
        implements AutoCloseable {
    private static final String JAR = ".jar";

    PluginFolder {
        engines = List.copyOf(engines);
    }

    /// @throws BrokenPluginException with the reason; nothing stays open
    static PluginFolder open(Path folder, SharedTypes shared) throws BrokenPluginException {
        PluginClassLoader loader =
                new PluginClassLoader(folder.getFileName().toString(), jarsOf(folder), shared);
        ClassLoader before = PluginContext.enter(loader);
        try {
            return new PluginFolder(folder, loader, enginesOf(loader));
        } catch (BrokenPluginException broken) {
            closeQuietly(loader, broken);
            throw broken;
        } finally {
            PluginContext.leave(before);
        }
    }

    private static URL[] jarsOf(Path folder) throws BrokenPluginException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars =
                    files.filter(file -> file.getFileName().toString().endsWith(JAR))
                            .sorted()
                            .toList();
            if (jars.isEmpty()) {
                throw new BrokenPluginException("it holds no file that ends in " + JAR, null);
            }
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = jars.get(i).toUri().toURL();
            }
            return urls;
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException unreadable) {
            throw new BrokenPluginException("it cannot be read: " + unreadable, unreadable);
        }
    }

    private static List<Engine> enginesOf(PluginClassLoader loader) throws BrokenPluginException {
        List<Engine> found = new ArrayList<>();
        try {
            for (Engine engine : ServiceLoader.load(Engine.class, loader)) {
                found.add(new PluginEngine(engine, loader));
            }
        } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
            throw new BrokenPluginException(reason(broken), broken);
        }
        if (found.isEmpty()) {
            throw new BrokenPluginException(
                    "none of its jars declares a service %s".formatted(Engine.class.getName()),
                    null);
        }
        return found;
    }

    private static String reason(Throwable broken) {
        Throwable cause = broken.getCause();
        return cause == null ? broken.toString() : "%s: %s".formatted(broken.getMessage(), cause);
    }

    private static void closeQuietly(PluginClassLoader loader, BrokenPluginException broken) {
        try {
            loader.close();
        } catch (IOException unclosed) {
            broken.addSuppressed(unclosed);
        }
    }

    /// Lets go of the jars. The engines are closed by whoever uses them.
    @Override
    public void close() throws IOException {
        loader.close();
    }
}
