package dev.serval.predictor.engine;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.library.NativeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// The engines that are not built into the program: in one directory, a folder of jars for each. A
/// folder that is no engine is reported and harms nothing.
public final class EnginePlugins implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EnginePlugins.class);
    private static final String BESIDE_THE_PROGRAM = "engines";

    private final Path directory;
    private final List<PluginFolder> plugins;
    private final List<BrokenPlugin> broken;

    private EnginePlugins(Path directory, List<PluginFolder> plugins, List<BrokenPlugin> broken) {
        this.directory = directory;
        this.plugins = List.copyOf(plugins);
        this.broken = List.copyOf(broken);
    }

    /// Opens every plugin in the directory, which need not be there.
    public static EnginePlugins in(Path directory) {
        if (NativeImage.isRunning()) {
            return leftOut(directory);
        }
        SharedTypes shared = new SharedTypes();
        List<PluginFolder> plugins = new ArrayList<>();
        List<BrokenPlugin> broken = new ArrayList<>();
        for (Path folder : foldersIn(directory)) {
            try {
                plugins.add(PluginFolder.open(folder, shared));
            } catch (BrokenPluginException failure) {
                BrokenPlugin report =
                        new BrokenPlugin(folder.getFileName().toString(), failure.reason());
                LOG.errorf("%s (%s)", report, folder);
                LOG.debug("why an engine cannot be used", failure);
                broken.add(report);
            }
        }
        return new EnginePlugins(directory, plugins, broken);
    }

    /// A program that was compiled before it was started cannot load them.
    private static EnginePlugins leftOut(Path directory) {
        List<BrokenPlugin> broken = new ArrayList<>();
        for (Path folder : foldersIn(directory)) {
            String name = folder.getFileName().toString();
            broken.add(new BrokenPlugin(name, "a native image has no engine but its own"));
        }
        if (!broken.isEmpty()) {
            LOG.infof("a native image has no engine but its own: %s is left out", directory);
        }
        return new EnginePlugins(directory, List.of(), broken);
    }

    /// The directory `engines` beside the program: beside the jar that this process was started
    /// with, or in the working directory if it was not started with one.
    public static Path besideTheProgram() {
        Path program = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
        boolean isJar = Files.isRegularFile(program);
        return isJar
                ? program.resolveSibling(BESIDE_THE_PROGRAM)
                : Path.of(BESIDE_THE_PROGRAM).toAbsolutePath();
    }

    private static List<Path> foldersIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .filter(folder -> !folder.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            LOG.errorf("the engines in %s cannot be listed: %s", directory, unreadable);
            return List.of();
        }
    }

    List<Engine> engines() {
        return plugins.stream().flatMap(plugin -> plugin.engines().stream()).toList();
    }

    /// How a format that nobody serves is added, and which engines are there but broken.
    String advice() {
        String how = "; another format is added by its engine's folder in %s".formatted(directory);
        return broken.isEmpty()
                ? how
                : broken.stream()
                        .map(BrokenPlugin::toString)
                        .collect(Collectors.joining("; ", how + "; ", ""));
    }

    @Override
    public void close() {
        for (PluginFolder plugin : plugins) {
            try {
                plugin.close();
            } catch (IOException unclosed) {
                LOG.errorf(unclosed, "the jars in %s were not closed", plugin.path());
            }
        }
    }
}
