package dev.serval.explainer.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final List<ParameterSpec> DECLARED =
            List.of(
                    new ParameterSpec.Whole("samples", 200, 1, 1000, "How many."),
                    new ParameterSpec.Real("width", 0.5, 0, 1, "How wide."),
                    new ParameterSpec.Flag("lines", false, "Whether lines are drawn."),
                    new ParameterSpec.Choice("link", List.of("identity", "logit"), "Which scale."),
                    new ParameterSpec.Ranges("ranges", "Between what."),
                    new ParameterSpec.Features("features", "Which."));

    private static Settings read(Map<String, Object> given) {
        return Settings.read("m", DECLARED, given);
    }

    @Test
    void holdsWhatIsGivenAndWhatHoldsOtherwise() {
        Settings settings =
                read(
                        Map.of(
                                "samples",
                                "20",
                                "width",
                                0.25,
                                "ranges",
                                Map.of("age", List.of(1, 2)),
                                "features",
                                List.of("age", 1)));
        Features features = new Features(List.of("age", "height"));

        assertThat(settings.whole("samples")).isEqualTo(20);
        assertThat(settings.real("width")).isEqualTo(0.25);
        assertThat(settings.flag("lines")).isFalse();
        assertThat(settings.text("link")).isEqualTo("identity");
        assertThat(settings.ranges("ranges", features))
                .isEqualTo(Map.of(0, new Settings.Range(1, 2)));
        assertThat(settings.columns("features", features)).containsExactly(0, 1);
    }

    @Test
    void namesTheNearestParameterForAnUnknownOne() {
        assertThatThrownBy(() -> read(Map.of("sample", 3)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(
                        "method 'm' has no parameter 'sample' (did you mean 'samples'?), expected"
                                + " one of [features, lines, link,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "samples|0|parameter 'samples' is 0, expected a whole number from 1 to 1000",
                "samples|1.5|parameter 'samples' is 1.5, expected a whole number from 1 to 1000",
                "samples|many|parameter 'samples' is many, expected a whole number from 1 to 1000",
                "width|NaN|parameter 'width' is NaN, expected a number from 0.0 to 1.0",
                "lines|yes|parameter 'lines' is yes, expected true or false",
                "link|logits|parameter 'link' is logits (did you mean 'logit'?), expected one of"
                        + " [identity, logit]",
                "ranges|1|parameter 'ranges' is 1, expected a map from a feature to [least,"
                        + " greatest]"
            })
    void saysWhatAParameterTakes(String name, String value, String message) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(message);
    }

    @Test
    void refusesARangeWhoseEndsAreTheWrongWayRound() {
        assertThatThrownBy(() -> read(Map.of("ranges", Map.of("age", List.of(3, 1)))))
                .hasMessage(
                        "parameter 'ranges' is [3, 1], expected a least value that is not above the"
                                + " greatest");
    }
}
