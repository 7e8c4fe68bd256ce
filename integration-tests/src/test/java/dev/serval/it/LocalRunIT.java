package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A service from its file to the end of its last process.
class LocalRunIT {
    private static final String IRIS = "examples/iris/iris.yaml";
    private static final Pattern PRINTED_CALL = Pattern.compile("^ +(curl .*)$", Pattern.MULTILINE);

    @Test
    void theCallThatIsPrintedIsAnsweredAndCtrlCLeavesNoProcess() throws Exception {
        try (LocalPlatform platform = LocalPlatform.run(IRIS)) {
            platform.awaitReady("iris");

            Matcher call = PRINTED_CALL.matcher(platform.output());
            assertThat(call.find()).as(platform.output()).isTrue();
            assertThat(platform.shell(call.group(1).replace("curl", "curl -s")))
                    .startsWith("{\"predictions\":[{\"label\":");
            assertThat(platform.output())
                    .contains("http://iris.default.localhost:" + platform.port());
            System.err.println("A service's start: " + startup(platform));

            List<ProcessHandle> children = platform.children();
            assertThat(children).isNotEmpty();
            platform.interrupt();
            assertThat(platform.awaitExit()).isZero();
            assertThat(platform.output()).contains("stopping").endsWith("stopped\n");
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(platform.errors()).isEmpty();
        }
    }

    private static String startup(LocalPlatform platform) throws Exception {
        return platform.replicas("iris").path(0).path("startup").asText();
    }

    @Test
    void aPlatformThatIsKilledLeavesNoProcess() throws Exception {
        try (LocalPlatform platform = LocalPlatform.run(IRIS)) {
            platform.awaitReady("iris");
            List<ProcessHandle> children = platform.children();
            assertThat(children).isNotEmpty();

            platform.signal("KILL");

            Awaitility.await()
                    .atMost(LocalPlatform.PATIENCE)
                    .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void whatWasAppliedIsThereAgainAfterAnEndAndIsCalledByName() throws Exception {
        Path folder;
        try (LocalPlatform first = LocalPlatform.run(IRIS)) {
            first.awaitReady("iris");
            first.stop();
            folder = first.folder();
            try (LocalPlatform second = LocalPlatform.runIn(folder, Map.of())) {
                second.awaitOutput("iris  is here from before");
                second.awaitReady("iris");

                LocalPlatform.Ran ran =
                        second.serval("predict", "iris", "-f", "examples/iris/input.json");

                assertThat(ran.output())
                        .startsWith("{\n  \"predictions\": [\n    {\n      \"label\": 0,");
                assertThat(ran.errors()).isEmpty();
            }
        }
    }
}
