package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pages of the protocols show is sent to a predictor of the example repository, and its
/// answers are those of the pages.
class ProtocolPagesIT {
    private static Predictor predictor;

    @BeforeAll
    static void start() throws Exception {
        predictor = Predictor.ofRepository(Checkout.file("examples/repository"));
    }

    @AfterAll
    static void stop() throws Exception {
        predictor.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2-http", "extensions", "cloudevents"})
    void whatAPageShowsIsWhatTheServerAnswers(String name) throws Exception {
        MarkdownPage page = MarkdownPage.read("docs/protocol/" + name + ".md");
        List<HttpExample> examples =
                page.blocks("http").stream().map(block -> HttpExample.of(block.text())).toList();
        assertThat(examples).isNotEmpty();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (HttpExample example : examples) {
                example.check(client, predictor.uri("/"));
            }
        }
        for (ConsoleCommand command : page.commands()) {
            command.toPort(predictor.port()).check();
        }
    }
}
