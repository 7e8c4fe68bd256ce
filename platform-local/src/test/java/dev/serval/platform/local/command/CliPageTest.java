package dev.serval.platform.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The page of the command line and the launcher's help show the verbs that there are.
class CliPageTest {
    private static final Path ROOT = Path.of(System.getProperty("serval.root"));
    private static final Path PAGE = ROOT.resolve("docs/reference/cli.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```text (\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static Set<String> verbs() {
        return CommandLines.create().getSubcommands().keySet();
    }

    private static String usage(String verb) {
        CommandLine line =
                Objects.requireNonNull(CommandLines.create().getSubcommands().get(verb), verb);
        return line.getUsageMessage(Ansi.OFF);
    }

    @Test
    void thePageShowsEveryVerbAsItExplainsItself() throws IOException {
        String page = Files.readString(PAGE);
        List<String> shown = new ArrayList<>();
        String expected =
                BLOCK.matcher(page)
                        .replaceAll(block -> {
                            shown.add(block.group(1));
                            return Matcher.quoteReplacement(
                                    "```text %s\n%s```"
                                            .formatted(block.group(1), usage(block.group(1))));
                        });
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
            return;
        }

        assertThat(shown).containsExactlyElementsOf(verbs());
        assertThat(page).as("%s: rewrite it with -Ddocs.update=true", PAGE).isEqualTo(expected);
    }

    @Test
    void theLauncherKnowsEveryVerb() throws IOException {
        String launcher = Files.readString(ROOT.resolve("serval"));
        Matcher list = Pattern.compile("^verbs=\"(.*)\"$", Pattern.MULTILINE).matcher(launcher);
        assertThat(list.find()).isTrue();

        assertThat(list.group(1).split(" ")).containsAll(verbs());
        assertThat(verbs())
                .allSatisfy(verb ->
                        assertThat(launcher).containsPattern("(?m)^  " + verb + "( [A-Z\\[-]|  )"));
    }
}
