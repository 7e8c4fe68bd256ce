package dev.serval.platform.plan.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.platform.plan.config.ConfigReader.Reading;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// KServe's ConfigMap, as users write it.
class ConfigReaderTest {
    @Test
    void whatIsWrittenIsLaidOverTheDefaults() {
        Reading reading =
                read(
                        Map.of(
                                "deploy", "{\"defaultDeploymentMode\": \"RawDeployment\"}",
                                "ingress",
                                        "{\"ingressDomain\": \"models.example\", \"urlScheme\": \"https\"}",
                                "inferenceService",
                                        "{\"resource\": {\"cpuLimit\": \"4\"}, \"serviceLabelDisallowedList\": [\"team\"]}",
                                "security", "{\"autoMountServiceAccountToken\": false}",
                                "explainers",
                                        """
                                        {"art": {"image": "x/art", "defaultImageVersion": "v1"},
                                         "serval": {"image": "x/serval/explainer:2"}}
                                        """));

        PlatformConfig config = reading.config();
        assertThat(reading.problems()).isEmpty();
        assertThat(config.defaultMode()).isEqualTo(DeploymentMode.STANDARD);
        assertThat(config.ingress().domain()).isEqualTo("models.example");
        assertThat(config.ingress().urlScheme()).isEqualTo("https");
        assertThat(config.containerLimits())
                .containsEntry("cpu", "4")
                .containsEntry("memory", "2Gi");
        assertThat(config.containerRequests())
                .isEqualTo(PlatformConfig.DEFAULT.containerRequests());
        assertThat(config.heldBackLabels()).containsExactly("team");
        assertThat(config.mountsServiceAccountToken()).isFalse();
        assertThat(config.artImage()).isEqualTo("x/art:v1");
        assertThat(config.explainerImage()).isEqualTo("x/serval/explainer:2");
    }

    @Test
    void anEmptyMapChangesNothing() {
        assertThat(read(Map.of()).config()).isEqualTo(PlatformConfig.DEFAULT);
    }

    @Test
    void aDocumentThatIsNoJsonIsToldByItsKeyAndTheOthersAreRead() {
        Reading reading =
                read(
                        Map.of(
                                "deploy",
                                "{oops",
                                "ingress",
                                "{\"ingressDomain\": \"models.example\"}"));

        assertThat(reading.problems()).singleElement().asString().startsWith("deploy: not JSON");
        assertThat(reading.config().defaultMode()).isEqualTo(PlatformConfig.DEFAULT.defaultMode());
        assertThat(reading.config().ingress().domain()).isEqualTo("models.example");
    }

    @Test
    void anUnknownModeIsToldWithTheKnownOnes() {
        assertThat(read(Map.of("deploy", "{\"defaultDeploymentMode\": \"Turbo\"}")).problems())
                .containsExactly(
                        "deploy: defaultDeploymentMode is 'Turbo', expected Knative or Standard");
    }

    @Test
    void aListWhereAnObjectIsExpectedIsTold() {
        assertThat(read(Map.of("ingress", "[]")).problems())
                .containsExactly("ingress: expected a JSON object, found ARRAY");
    }

    private static Reading read(Map<String, String> data) {
        return new ConfigReader(data).over(PlatformConfig.DEFAULT);
    }
}
