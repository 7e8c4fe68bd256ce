package dev.serval.platform.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.platform.local.client.ResourceName;
import dev.serval.platform.local.kind.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final ResourceName IRIS =
            new ResourceName(ResourceType.INFERENCE_SERVICE, "team", "iris");

    private static Targets parse(String... words) {
        return Targets.parse(List.of(words), "team");
    }

    @Test
    void nothingMeansAllServices() {
        assertThat(parse()).isEqualTo(new Targets(ResourceType.INFERENCE_SERVICE, List.of()));
    }

    @Test
    void aServiceIsNamedInFourWays() {
        assertThat(parse("iris").names()).containsExactly(IRIS);
        assertThat(parse("isvc", "iris").names()).containsExactly(IRIS);
        assertThat(parse("InferenceService/iris").names()).containsExactly(IRIS);
        assertThat(parse("isvc", "isvc/iris").names()).containsExactly(IRIS);
    }

    @Test
    void aTypeAloneMeansAllOfIt() {
        assertThat(parse("clusterservingruntimes"))
                .isEqualTo(new Targets(ResourceType.CLUSTER_SERVING_RUNTIME, List.of()));
    }

    @Test
    void anUnknownTypeBeforeANameIsToldTheNearest() {
        assertThatThrownBy(() -> parse("isvcs/iris"))
                .hasMessage("unknown kind 'isvcs', did you mean 'isvc'?");
    }

    @Test
    void aVerbThatNeedsANameSaysSo() {
        assertThatThrownBy(() -> parse("isvc").requireNames())
                .hasMessageContaining("inferenceservices");
    }
}
