package dev.serval.image.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QuickStartTest {
    /// `name="options"`, at the beginning of a line.
    private static final Pattern OPTIONS =
            Pattern.compile("^(?:default_java|fixed)_opts=\"([^\"]*)\"$", Pattern.MULTILINE);

    @Test
    void anImageStartsJavaAsTheLaunchFileDoes() throws IOException {
        String launcher = Files.readString(Path.of("../src/main/launcher/command.sh"));
        List<String> options = new ArrayList<>();
        Matcher found = OPTIONS.matcher(launcher);
        while (found.find()) {
            options.addAll(List.of(found.group(1).split(" ")));
        }
        assertThat(QuickStart.OPTIONS).isEqualTo(options);
    }
}
