package dev.serval.predictor.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.model.ModelVersion;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VersionPolicyTest {
    @Test
    void latestSelectsTheGreatest() {
        assertThat(new VersionPolicy.Latest(2).select(versions(1, 10, 9)))
                .isEqualTo(versions(9, 10));
        assertThat(new VersionPolicy.Latest(5).select(versions(3))).isEqualTo(versions(3));
        assertThat(VersionPolicy.DEFAULT.select(versions())).isEmpty();
    }

    @Test
    void allSelectsAll() {
        assertThat(new VersionPolicy.All().select(versions(1, 2))).isEqualTo(versions(1, 2));
    }

    @Test
    void specificSelectsThoseOfItThatAreThere() {
        assertThat(new VersionPolicy.Specific(versions(1, 3)).select(versions(1, 2)))
                .isEqualTo(versions(1));
    }

    @Test
    void refusesToSelectNothingOnPurpose() {
        assertThatThrownBy(() -> new VersionPolicy.Latest(0))
                .hasMessage("0 versions, expected 1 or more");
        assertThatThrownBy(() -> new VersionPolicy.Specific(versions()))
                .hasMessage("no version, expected 1 or more");
    }

    private static SortedSet<ModelVersion> versions(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(ModelVersion::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
