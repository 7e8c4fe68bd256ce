package dev.serval.platform.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Whose certificates the API server trusts at once.
class TrustedAuthoritiesTest {
    @Test
    void theFirstIsTrustedAlone() {
        assertThat(TrustedAuthorities.of(authority("A"), "")).isEqualTo(authority("A"));
    }

    @Test
    void theNewestComesFirstAndThoseBeforeStay() {
        String told = TrustedAuthorities.of(authority("B"), authority("A"));
        assertThat(told).isEqualTo(authority("B") + authority("A"));
        assertThat(TrustedAuthorities.of(authority("C"), told))
                .isEqualTo(authority("C") + authority("B") + authority("A"));
    }

    @Test
    void whatWasToldIsToldAsItWas() {
        String told = authority("B") + authority("A");
        assertThat(TrustedAuthorities.of(authority("B"), told)).isEqualTo(told);
    }

    @Test
    void anOperatorThatIsLateTakesNothingAway() {
        String told = authority("B") + authority("A");
        assertThat(TrustedAuthorities.of(authority("A"), told))
                .isEqualTo(authority("A") + authority("B"));
    }

    @Test
    void thereIsAnEndToThem() {
        String told = "";
        for (String name : List.of("A", "B", "C", "D", "E")) {
            told = TrustedAuthorities.of(authority(name), told);
        }
        assertThat(told)
                .isEqualTo(authority("E") + authority("D") + authority("C") + authority("B"));
    }

    @Test
    void severalOfOneSecretAreAllTrusted() {
        assertThat(TrustedAuthorities.of(authority("C") + authority("B"), authority("A")))
                .isEqualTo(authority("C") + authority("B") + authority("A"));
    }

    @Test
    void whatIsNoCertificateIsNotTold() {
        assertThat(TrustedAuthorities.of(authority("B"), "none\n" + authority("A")))
                .isEqualTo(authority("B") + authority("A"));
    }

    private static String authority(String content) {
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(content);
    }
}
