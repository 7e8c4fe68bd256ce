package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The README's commands answer as they are printed.
class ReadmeIT {
    @Test
    void whatTheReadmePrintsIsWhatOneSees() throws Exception {
        assertThat(MarkdownPage.read("README.md").commands())
                .hasSizeGreaterThan(6)
                .first()
                .extracting(ConsoleCommand::line)
                .isEqualTo("./serval run examples/iris/iris.yaml");

        ConsoleSession.check("README.md");
    }
}
