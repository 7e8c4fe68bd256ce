package dev.serval.server.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Reads the configuration interfaces as text: a key is a method, with its default before it.
class ConfigurationPageTest {
    private static final List<String> MODULES =
            List.of(
                    "inference-server/src/main/java",
                    "model-fetching/src/main/java",
                    "predictor-runtime/src/main/java",
                    "transformer-runtime/src/main/java",
                    "explainer-runtime/src/main/java");
    private static final Pattern PREFIX =
            Pattern.compile("@ConfigMapping\\(prefix = \"(serval[^\"]*)\"\\)");
    private static final Pattern KEY =
            Pattern.compile(
                    "((?:^ +///.*\\n)+)((?: +@.*\\n)*) +([\\w<>]+) (\\w+)\\(\\);",
                    Pattern.MULTILINE);
    private static final Pattern INTERFACE = Pattern.compile("interface (\\w+) \\{");
    private static final Pattern DEFAULT = Pattern.compile("@WithDefault\\(\"(.*)\"\\)");

    @Test
    void thePageTellsOfEveryKey() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String module : MODULES) {
            addModule(Path.of(System.getProperty("serval.root", "..")).resolve(module), rows);
        }
        assertThat(rows).containsKeys("serval.http.max-body", "serval.execution.max-threads");
        StringBuilder page =
                new StringBuilder(
                        """
                        # Configuration

                        Set by system properties, environment variables (`SERVAL_HTTP_MAX_BODY`) or `application.properties`, as in
                        every Quarkus application; the [arguments](arguments.md) set some of them.

                        | key | type | default | what it does |
                        | --- | --- | --- | --- |
                        """);
        rows.values().forEach(page::append);
        ReferencePage.check("configuration.md", page.toString());
    }

    private static void addModule(Path sources, Map<String, String> rows) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Config.java")).toList()) {
                String source = Files.readString(file);
                Matcher prefix = PREFIX.matcher(source);
                if (prefix.find()) {
                    addKeys(prefix.group(1), source, rows);
                }
            }
        }
    }

    private static void addKeys(String prefix, String source, Map<String, String> rows) {
        Map<String, String> groups = new HashMap<>();
        Matcher keys = KEY.matcher(source);
        while (keys.find()) {
            groups.put(keys.group(3), prefix + "." + kebab(keys.group(4)));
        }
        keys.reset();
        while (keys.find()) {
            if (!source.contains("interface " + keys.group(3) + " {")) {
                String group = groups.getOrDefault(interfaceAround(source, keys.start()), prefix);
                String key = group + "." + kebab(keys.group(4));
                rows.put(key, row(key, keys, source));
            }
        }
    }

    /// The name of the interface that a place of a source lies in.
    private static String interfaceAround(String source, int place) {
        Matcher interfaces = INTERFACE.matcher(source).region(0, place);
        String name = "";
        while (interfaces.find()) {
            name = interfaces.group(1);
        }
        return name;
    }

    private static String row(String key, Matcher found, String source) {
        Matcher byDefault = DEFAULT.matcher(found.group(2));
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        key,
                        type(found.group(3)),
                        byDefault.find() ? "`" + byDefault.group(1) + "`" : "",
                        ReferencePage.docBefore(source, found.end(1)));
    }

    private static String type(String java) {
        return java.replaceAll("^Optional<(.+)>$", "$1").replaceAll("^List<(.+)>$", "list of $1");
    }

    private static String kebab(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
