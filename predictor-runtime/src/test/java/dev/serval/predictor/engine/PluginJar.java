package dev.serval.predictor.engine;

import dev.serval.inference.engine.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Makes engine plugins out of source text, as their authors do: compiled against the engine SPI
/// and packed into a jar that declares its engine.
final class PluginJar {
    private static final String ENGINE =
            """
            package plugin;

            import dev.serval.inference.engine.*;
            import dev.serval.inference.tensor.TensorAllocator;

            public final class TextEngine implements Engine {
                @Override public String name() { return "%s"; }
                @Override public String recognises() { return "one *.txt file"; }
                @Override public boolean serves(ModelDirectory directory) {
                    return !directory.filesEndingIn(".txt").isEmpty();
                }
                @Override public Model load(
                        ModelDirectory directory, EngineSettings settings, TensorAllocator allocator)
                        throws ModelLoadException {
                    %s
                }
            }
            """;
    private static final String CLASS = "plugin.TextEngine";

    private PluginJar() {}

    /// Puts a whole plugin into the folder.
    ///
    /// @param load the body of the engine's `load`
    static void write(Path folder, String engineName, String load) throws IOException {
        writeClass(folder, ENGINE.formatted(engineName, load), CLASS);
    }

    /// Puts a plugin into the folder whose engine is that class.
    static void writeClass(Path folder, String source, String declared) throws IOException {
        Files.createDirectories(folder);
        Path classes = Files.createTempDirectory(folder.getParent(), ".classes");
        compile(source, classes);
        writeJar(folder.resolve("engine.jar"), classes, declared);
    }

    private static void compile(String source, Path classes) {
        String name = source.replaceAll("(?s).*class (\\w+).*", "$1");
        var unit =
                new SimpleJavaFileObject(
                        URI.create("string:///plugin/" + name + ".java"),
                        JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        String api = Path.of(codeOf(Engine.class)).toString();
        var options = List.of("-d", classes.toString(), "-cp", api, "-proc:none");
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (!compiler.getTask(null, null, null, options, null, List.of(unit)).call()) {
            throw new AssertionError("the plugin does not compile");
        }
    }

    private static URI codeOf(Class<?> type) {
        return URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
    }

    private static void writeJar(Path jar, Path classes, String declared) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            out.putNextEntry(new ZipEntry("META-INF/services/" + Engine.class.getName()));
            out.write(declared.getBytes(StandardCharsets.UTF_8));
            for (Path path : compiled.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
            }
        }
    }
}
