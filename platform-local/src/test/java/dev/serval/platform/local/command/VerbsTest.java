package dev.serval.platform.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.local.client.EventStream;
import dev.serval.platform.local.client.PlatformClient;
import dev.serval.platform.local.client.WatchEvent;
import dev.serval.platform.local.control.LocalPlatform;
import dev.serval.platform.local.kind.ResourceType;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The verbs against the management interface, behind which stands a platform that only remembers.
@QuarkusTest
class VerbsTest {
    @TempDir Path folder;

    @TestHTTPResource URI server;

    private final LocalPlatform platform;

    VerbsTest(LocalPlatform platform) {
        this.platform = platform;
    }

    @AfterEach
    void forget() throws Exception {
        platform.close();
    }

    private Ran run(String... words) {
        return Ran.of(
                Stream.concat(Stream.of(words), Stream.of("--server", server.toString()))
                        .toArray(String[]::new));
    }

    private String file(String... names) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(
                    """
                    ---
                    apiVersion: serving.kserve.io/v1beta1
                    kind: InferenceService
                    metadata:
                      name: %s
                    spec:
                      predictor:
                        model:
                          modelFormat: {name: onnx}
                          storageUri: model
                    """
                            .formatted(name));
        }
        return Files.writeString(folder.resolve("services.yaml"), text.toString()).toString();
    }

    @Test
    void anAppliedFileIsListedAndDeletedAgain() throws Exception {
        String file = file("iris", "digits");

        assertThat(run("apply", "-f", file).output())
                .isEqualTo("inferenceservice/iris created\ninferenceservice/digits created\n");
        assertThat(run("get").output().lines()).hasSize(3).first().asString().startsWith("NAME ");
        assertThat(run("get", "-o", "name").output())
                .isEqualTo("inferenceservice/digits\ninferenceservice/iris\n");
        assertThat(run("delete", "-f", file).output())
                .isEqualTo("inferenceservice/iris deleted\ninferenceservice/digits deleted\n");
        assertThat(run("get").errors()).isEqualTo("no inferenceservices in namespace 'default'\n");
    }

    @Test
    void warningsAndRefusalsNameTheirPlaceAndTheOthersAreApplied() throws Exception {
        String file = file("refused", "iris");

        Ran ran = run("apply", file);

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.output()).isEqualTo("inferenceservice/iris created\n");
        assertThat(ran.errors())
                .contains(
                        file
                                + ":2:1: InferenceService default/refused: spec.predictor: it is refused",
                        file + ":12:1: warning: it came from " + folder.toRealPath());
    }

    @Test
    void aResourceIsPrintedWhole() throws Exception {
        run("apply", file("iris"));

        assertThat(run("get", "iris", "-o", "yaml").output())
                .startsWith("apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\n");
        assertThat(run("get", "isvc/iris", "-o", "json").output())
                .contains("\"storageUri\": \"model\"");
        assertThat(run("describe", "iris").output()).contains("Name:         iris", "wanted");
    }

    @Test
    void whatIsMissingEndsWithOne() throws Exception {
        run("apply", file("iris"));

        Ran ran = run("get", "irsi");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .isEqualTo("serval: there is no InferenceService default/irsi; there are: iris\n");
    }

    @Test
    void waitingEndsWhenTheTimeIsUp() throws Exception {
        run("apply", file("iris"));

        Ran ran = run("wait", "iris", "--timeout", "1ms");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors()).startsWith("serval: inferenceservice/iris: not Ready after 0 s");
        assertThat(run("wait", "nobody", "--for", "delete").output())
                .isEqualTo("inferenceservice/nobody is gone\n");
    }

    @Test
    void aServiceWithoutAnExplainerExplainsNothing() throws Exception {
        run("apply", file("iris"));
        Path request = Files.writeString(folder.resolve("in.json"), "{\"instances\": [[1]]}");

        Ran ran = run("explain", "iris", "-f", request.toString());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.errors())
                .isEqualTo(
                        "serval: service 'iris' has no explainer: its InferenceService has no 'spec.explainer'\n");
    }

    @Test
    void aWatchTellsWhatIsThereAndThenEachChange() throws Exception {
        run("apply", file("iris"));
        try (PlatformClient client = new PlatformClient(server);
                EventStream events = client.watch(ResourceType.INFERENCE_SERVICE, "default", "")) {
            assertThat(events.next()).get().isInstanceOf(WatchEvent.Present.class);
            assertThat(events.next()).contains(new WatchEvent.UpToDate());

            run("apply", file("digits"));
            assertThat(events.next())
                    .get()
                    .isInstanceOfSatisfying(
                            WatchEvent.Present.class,
                            present ->
                                    assertThat(present.resource().at("/metadata/name").asText())
                                            .isEqualTo("digits"));
            run("delete", "iris");
            assertThat(events.next()).get().isInstanceOf(WatchEvent.Gone.class);
        }
    }
}
