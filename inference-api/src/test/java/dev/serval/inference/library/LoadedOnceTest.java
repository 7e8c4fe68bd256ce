package dev.serval.inference.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadedOnceTest {
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void loadsAtFirstUseAndNeverAgain() {
        var library = new LoadedOnce<>("Oddities", loads::incrementAndGet);
        assertThat(loads).hasValue(0);
        assertThat(library.require()).isEqualTo(1);
        assertThat(library.require()).isEqualTo(1);
    }

    @Test
    void failsAgainWithTheReasonOfTheFirstTime() {
        var library =
                new LoadedOnce<>(
                        "Oddities",
                        () -> {
                            throw new IOException("no library, attempt " + loads.incrementAndGet());
                        });
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(library::require)
                    .isInstanceOf(LibraryException.class)
                    .hasMessage("Oddities cannot be loaded: no library, attempt 1");
        }
    }

    @Test
    void passesErrorsOnAndWrapsWhatIsChecked() {
        Error error = new AssertionError("odd");
        Exception checked = new Exception("odd");
        assertThatThrownBy(() -> LibraryException.unchecked(error)).isSameAs(error);
        assertThat(LibraryException.unchecked(checked))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(checked);
    }
}
