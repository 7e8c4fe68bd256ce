package dev.serval.predictor.engine;

import dev.serval.inference.engine.Engine;
import dev.serval.inference.engine.ModelDirectory;
import dev.serval.inference.engine.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The engines of this process: those built into the program, and plugins.
public final class InstalledEngines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(InstalledEngines.class);
    private static final int MOST_FILES_SHOWN = 10;

    private final List<Engine> engines;
    private final @Nullable EnginePlugins plugins;

    private InstalledEngines(List<Engine> engines, @Nullable EnginePlugins plugins) {
        this.engines = List.copyOf(engines);
        this.plugins = plugins;
    }

    /// Those engines and no plugin.
    public InstalledEngines(List<Engine> engines) {
        this(engines, null);
    }

    /// Every engine that a class loader offers and every plugin, which this closes. Of two engines
    /// of one name the first is taken.
    public static InstalledEngines in(ClassLoader loader, EnginePlugins plugins) {
        Map<String, Engine> byName = new LinkedHashMap<>();
        builtInto(loader).forEach(engine -> byName.put(engine.name(), engine));
        for (Engine engine : plugins.engines()) {
            if (byName.putIfAbsent(engine.name(), engine) != null) {
                LOG.errorf("a second engine calls itself '%s' and is left out", engine.name());
                engine.close();
            }
        }
        return new InstalledEngines(List.copyOf(byName.values()), plugins);
    }

    /// Every engine that a class loader offers. One that cannot be made is reported and left out.
    private static List<Engine> builtInto(ClassLoader loader) {
        List<Engine> found = new ArrayList<>();
        Iterator<Engine> offered = ServiceLoader.load(Engine.class, loader).iterator();
        while (true) {
            try {
                if (!offered.hasNext()) {
                    return found;
                }
                found.add(offered.next());
            } catch (ServiceConfigurationError | LinkageError broken) {
                LOG.errorf(broken, "an engine cannot be used");
            }
        }
    }

    /// The engines' names, in words.
    public String names() {
        return engines.isEmpty()
                ? "none"
                : engines.stream().map(Engine::name).collect(Collectors.joining(", "));
    }

    /// Whether the directory is a model as it is, by some engine.
    public boolean serve(ModelDirectory directory) {
        return !serving(directory).isEmpty();
    }

    /// The engine for a directory.
    ///
    /// @param wanted the engine's name, if the model's settings give one
    /// @throws ModelLoadException if there is none, or more than one, saying what was found and
    ///   what each engine recognises
    public Engine choose(ModelDirectory directory, @Nullable String wanted)
            throws ModelLoadException {
        if (wanted != null) {
            return named(directory, wanted);
        }
        List<Engine> serving = serving(directory);
        if (serving.isEmpty()) {
            throw new ModelLoadException(
                    "%s holds %s%s, expected %s%s"
                            .formatted(
                                    directory,
                                    contents(directory.path()),
                                    lackingFormat(directory),
                                    everyForm(),
                                    advice()));
        }
        if (serving.size() > 1) {
            throw new ModelLoadException(
                    "%s can be served by %s: the model's settings must name one engine"
                            .formatted(
                                    directory,
                                    serving.stream()
                                            .map(Engine::name)
                                            .collect(Collectors.joining(" and "))));
        }
        return serving.getFirst();
    }

    private Engine named(ModelDirectory directory, String wanted) throws ModelLoadException {
        Engine engine =
                engines.stream()
                        .filter(candidate -> candidate.name().equals(wanted))
                        .findFirst()
                        .orElseThrow(() ->
                                new ModelLoadException(
                                        "engine '%s' is not there, expected one of %s%s"
                                                .formatted(wanted, names(), advice())));
        if (!serves(engine, directory)) {
            throw new ModelLoadException(
                    "%s holds %s, engine '%s' expects %s"
                            .formatted(
                                    directory,
                                    contents(directory.path()),
                                    wanted,
                                    engine.recognises()));
        }
        return engine;
    }

    private List<Engine> serving(ModelDirectory directory) {
        return engines.stream().filter(engine -> serves(engine, directory)).toList();
    }

    private static boolean serves(Engine engine, ModelDirectory directory) {
        try {
            return engine.serves(directory);
        } catch (RuntimeException | LinkageError unreadable) {
            LOG.debugf(unreadable, "%s cannot look into %s", engine.name(), directory);
            return false;
        }
    }

    private String lackingFormat(ModelDirectory directory) {
        Set<String> names = engines.stream().map(Engine::name).collect(Collectors.toSet());
        return KnownFormat.lacking(directory.path(), names).map(" (%s)"::formatted).orElse("");
    }

    private String everyForm() {
        if (engines.isEmpty()) {
            return "an engine, and none is installed";
        }
        return engines.stream()
                .map(engine -> "%s (%s)".formatted(engine.recognises(), engine.name()))
                .collect(Collectors.joining(", or "));
    }

    private String advice() {
        return plugins == null ? "" : plugins.advice();
    }

    private static String contents(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> names =
                    entries.map(entry -> entry.getFileName().toString()).sorted().toList();
            if (names.isEmpty()) {
                return "no file";
            }
            String shown = names.stream().limit(MOST_FILES_SHOWN).collect(Collectors.joining(", "));
            int more = names.size() - MOST_FILES_SHOWN;
            return more > 0 ? "%s and %d more".formatted(shown, more) : shown;
        } catch (IOException unreadable) {
            return "what cannot be listed (%s)".formatted(unreadable);
        }
    }

    @Override
    public void close() {
        for (Engine engine : engines) {
            try {
                engine.close();
            } catch (RuntimeException | LinkageError failure) {
                LOG.errorf(failure, "engine %s did not close", engine.name());
            }
        }
        if (plugins != null) {
            plugins.close();
        }
    }
}
