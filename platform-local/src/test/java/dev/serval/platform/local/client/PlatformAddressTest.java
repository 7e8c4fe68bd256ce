package dev.serval.platform.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformAddressTest {
    @TempDir Path state;

    @Test
    void isFoundWhereThePlatformNotedIt() throws Exception {
        PlatformAddress.publish(state, URI.create("http://localhost:9999"));

        assertThat(PlatformAddress.find(Optional.empty(), state))
                .isEqualTo(URI.create("http://localhost:9999"));
    }

    @Test
    void theOneThatIsNamedComesFirst() throws Exception {
        PlatformAddress.publish(state, URI.create("http://localhost:9999"));

        assertThat(PlatformAddress.find(Optional.of("localhost:1234"), state))
                .isEqualTo(URI.create("http://localhost:1234"));
    }

    @Test
    void aPlatformThatEndedIsNotFound() throws Exception {
        PlatformAddress.publish(state, URI.create("http://localhost:9999"));
        PlatformAddress.retract(state);

        assertThatThrownBy(() -> PlatformAddress.find(Optional.empty(), state))
                .isInstanceOf(CallFailure.Unreachable.class)
                .hasMessageContaining(state.toString())
                .hasMessageContaining("serval run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "not an address", "http:///path"})
    void whatIsNoAddressIsToldSo(String named) {
        assertThatThrownBy(() -> PlatformAddress.find(Optional.of(named), state))
                .isInstanceOf(CallFailure.Unreachable.class)
                .hasMessageContaining("'%s'".formatted(named));
    }
}
