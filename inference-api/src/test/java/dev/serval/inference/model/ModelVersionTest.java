package dev.serval.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "10", "20250101", "999999999999999999"})
    void isAPositiveIntegerInDecimalDigits(String text) {
        ModelVersion version = ModelVersion.find(text).orElseThrow();
        assertThat(version.number()).isEqualTo(Long.parseLong(text));
        assertThat(version).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "01",
                "-1",
                "+1",
                "1 ",
                "1.0",
                "v1",
                "latest",
                "١",
                "9:",
                "1/",
                "1000000000000000000",
                "99999999999999999999999999"
            })
    void isNothingElse(String text) {
        assertThat(ModelVersion.find(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void startsAtOne(long number) {
        assertThatThrownBy(() -> new ModelVersion(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("version %d, expected 1 or more", number);
    }

    @Test
    void comparesAsANumber() {
        assertThat(new ModelVersion(10)).isGreaterThan(new ModelVersion(9));
        assertThat(new ModelVersion(2)).isEqualByComparingTo(new ModelVersion(2));
    }
}
