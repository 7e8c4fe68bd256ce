package dev.serval.protocol.table;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.TooLarge;
import org.junit.jupiter.api.Test;

class MissingValuesTest {
    private static final long MOST = 1 << 24;

    private final MissingValues missing = new MissingValues();

    @Test
    void goesUpToItsLimit() {
        assertThatCode(() -> missing.take(MOST)).doesNotThrowAnyException();
    }

    @Test
    void countsAllOfARequestTogether() {
        missing.take(MOST - 1);
        missing.take(1);
        assertThatThrownBy(() -> missing.take(1))
                .isInstanceOf(TooLarge.class)
                .hasMessageStartingWith("the request's columns lack more than 16777216 values");
    }

    @Test
    void refusesWhatIsFarBeyondIt() {
        missing.take(1);
        assertThatThrownBy(() -> missing.take(Long.MAX_VALUE)).isInstanceOf(TooLarge.class);
    }
}
