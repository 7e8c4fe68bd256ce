package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/// A page of the documentation, and the fenced blocks in it.
///
/// @param path in the checkout
record MarkdownPage(String path, String text) {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "^```(\\w+)(?: (\\S+))?\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /// What lies between the fences.
    ///
    /// @param language what the opening fence names first
    /// @param file what it names second, the file that the block is from; empty if it names none
    record Block(String language, String file, String text) {}

    static MarkdownPage read(String path) throws IOException {
        return new MarkdownPage(path, Files.readString(Checkout.file(path)));
    }

    List<Block> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(found -> found.group(1).equals(language))
                .map(found ->
                        new Block(
                                language,
                                found.group(2) == null ? "" : found.group(2),
                                found.group(3)))
                .toList();
    }

    /// The commands of its console blocks.
    List<ConsoleCommand> commands() {
        return blocks("console").stream().map(block -> ConsoleCommand.of(block.text())).toList();
    }

    /// Holds the page against what it should say, or rewrites it with `-Ddocs.update=true`.
    void requireText(String expected) throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(Checkout.file(path), expected);
            return;
        }
        assertThat(text).as("%s: rewrite it with -Ddocs.update=true", path).isEqualTo(expected);
    }
}
