package dev.serval.platform.api.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNameTest {
    private static final List<String> KNOWN = List.of("minReplicas", "maxReplicas", "model", "a");

    @Test
    void findsANameWithOneLetterLeftOut() {
        assertThat(NearestName.of("minReplica", KNOWN)).contains("minReplicas");
    }

    @Test
    void countsASwapOfNeighboursAsOneChange() {
        assertThat(NearestName.of("modle", KNOWN)).contains("model");
    }

    @Test
    void doesNotMindUpperCase() {
        assertThat(NearestName.of("MINREPLICAS", KNOWN)).contains("minReplicas");
    }

    @Test
    void findsNothingInWhatIsTooFar() {
        assertThat(NearestName.of("wholly-other", KNOWN)).isEmpty();
        assertThat(NearestName.of("", KNOWN)).contains("a");
        assertThat(NearestName.of("model", List.of())).isEmpty();
    }
}
