package dev.serval.server.documentation;

import dev.serval.inference.contract.RuntimeArgument;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArgumentsPageTest {
    private static final Pattern VARIABLE =
            Pattern.compile("public static final String \\w+ = \"(\\w+)\";");

    @Test
    void thePageTellsOfEveryArgumentAndVariable() throws IOException {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Arguments and environment

                        Every runtime takes these arguments, as `--name value` or `--name=value`. Each sets one configuration
                        property. An unknown argument ends the program with code 2 and names the nearest.

                        | argument | value | property | what it does |
                        | --- | --- | --- | --- |
                        """);
        for (RuntimeArgument argument : RuntimeArgument.values()) {
            page.append(
                    "| `--%s` | `%s` | `%s` | %s |\n"
                            .formatted(
                                    argument.argument(),
                                    argument.placeholder().replace("|", "\\|"),
                                    argument.property(),
                                    argument.description()));
        }
        page.append("\n| environment variable | what it is |\n| --- | --- |\n");
        String source =
                ReferencePage.source(
                        "inference-api/src/main/java/dev/serval/inference/contract/RuntimeEnvironment.java");
        Matcher variables = VARIABLE.matcher(source);
        while (variables.find()) {
            page.append(
                    "| `%s` | %s |\n"
                            .formatted(
                                    variables.group(1),
                                    ReferencePage.docBefore(source, variables.start())));
        }
        ReferencePage.check("arguments.md", page.toString());
    }
}
