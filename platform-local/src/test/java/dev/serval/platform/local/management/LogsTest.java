package dev.serval.platform.local.management;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.platform.api.inference.InferenceService;
import dev.serval.platform.api.yaml.ResourceReader;
import dev.serval.platform.local.client.CallFailure;
import dev.serval.platform.local.client.LogRequest;
import dev.serval.platform.local.client.PlatformClient;
import dev.serval.platform.local.control.ResourceKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class LogsTest {
    @TempDir Path folder;

    @TestHTTPResource URI server;

    private final FakePlatform platform;

    LogsTest(FakePlatform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void holdAService() {
        for (String name : new String[] {"one", "two", "followed"}) {
            platform.apply(
                    new ResourceReader()
                            .read(
                                    "test",
                                    """
                                    {"apiVersion": "serving.kserve.io/v1beta1",
                                     "kind": "InferenceService", "metadata": {"name": "%s"}}
                                    """
                                            .formatted(name))
                            .resources(InferenceService.class)
                            .getFirst(),
                    folder);
        }
    }

    private static LogRequest request(String service, int tail, String replica) {
        return new LogRequest(
                "default",
                service,
                tail < 0 ? Optional.empty() : Optional.of(tail),
                replica.isEmpty() ? Optional.empty() : Optional.of(replica),
                false);
    }

    @Test
    void theLastLinesOfOneReplicaAreItsOwn() throws Exception {
        Path log = Files.writeString(folder.resolve("a.log"), "first\nsecond\nthird\n");
        platform.addReplica("one", "one-1-a", log);

        try (PlatformClient client = new PlatformClient(server)) {
            assertThat(client.logs(request("one", 2, ""))).containsExactly("second", "third");
            assertThat(client.logs(request("one", -1, ""))).hasSize(3);
        }
    }

    @Test
    void theLinesOfSeveralReplicasNameThem() throws Exception {
        platform.addReplica("two", "two-1-a", Files.writeString(folder.resolve("a"), "x\n"));
        platform.addReplica("two", "two-1-b", Files.writeString(folder.resolve("b"), "y\n"));

        try (PlatformClient client = new PlatformClient(server)) {
            assertThat(client.logs(request("two", -1, "")))
                    .containsExactly("[two-1-a] x", "[two-1-b] y");
            assertThat(client.logs(request("two", -1, "two-1-b"))).containsExactly("y");
            assertThatThrownBy(() -> client.logs(request("two", -1, "two-1-c")))
                    .isInstanceOf(CallFailure.class)
                    .hasMessage(
                            "InferenceService default/two has no replica 'two-1-c'; it has: two-1-a, two-1-b");
        }
    }

    @Test
    void aFollowedLogGoesOnUntilTheServiceIsDeleted() throws Exception {
        Path log = Files.writeString(folder.resolve("f.log"), "before\n");
        platform.addReplica("followed", "followed-1-a", log);
        LogRequest request =
                new LogRequest("default", "followed", Optional.empty(), Optional.empty(), true);

        try (PlatformClient client = new PlatformClient(server);
                Stream<String> lines = client.logs(request)) {
            Iterator<String> read = lines.iterator();
            assertThat(read.next()).isEqualTo("before");
            Files.writeString(log, "after\n", APPEND);
            assertThat(read.next()).isEqualTo("after");
            platform.delete(new ResourceKey("InferenceService", "default", "followed"));
            assertThat(read.hasNext()).isFalse();
        }
    }
}
