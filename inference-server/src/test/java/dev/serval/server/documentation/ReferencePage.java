package dev.serval.server.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page under `docs/reference`, and the sources that it tells of.
final class ReferencePage {
    private static final Path ROOT = Path.of(System.getProperty("serval.root", ".."));
    private static final Pattern DOC_LINE = Pattern.compile("^\\s*/// ?(.*)$");

    private ReferencePage() {}

    /// Holds the page against what it should say, or rewrites it.
    static void check(String name, String expected) throws IOException {
        Path page = ROOT.resolve("docs/reference").resolve(name);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, expected);
        }
        assertThat(page).as("rewrite it with -Ddocs.update=true").hasContent(expected);
    }

    static String source(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    /// The doc comment that ends at that place of a source, as one line.
    static String docBefore(String source, int place) {
        String[] lines = source.substring(0, place).split("\n", -1);
        StringBuilder doc = new StringBuilder();
        for (int i = lines.length - 1; i >= 0; i--) {
            Matcher line = DOC_LINE.matcher(lines[i]);
            if (line.matches()) {
                doc.insert(0, line.group(1) + " ");
            } else if (!doc.isEmpty()) {
                break;
            }
        }
        return doc.toString().strip();
    }
}
