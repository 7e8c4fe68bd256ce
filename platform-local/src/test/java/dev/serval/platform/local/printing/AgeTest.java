package dev.serval.platform.local.printing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
    @ParameterizedTest
    @CsvSource({
        "PT-5S,0s",
        "PT0.9S,0s",
        "PT119S,119s",
        "PT2M,2m",
        "PT3M12S,3m12s",
        "PT10M59S,10m",
        "PT4H5M,4h5m",
        "PT9H59M,9h",
        "PT76H,3d4h",
        "PT720H,30d"
    })
    void isWrittenInTwoUnitsAtMost(Duration age, String written) {
        assertThat(Age.of(age)).isEqualTo(written);
    }

    @Test
    void isUnknownWhereNoTimeIsGiven() {
        assertThat(Age.of("", Instant.EPOCH)).isEqualTo("<unknown>");
    }
}
