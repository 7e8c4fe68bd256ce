package dev.serval.inference.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// On the C library, whose version takes the place of the words for a failure.
@EnabledOnOs(OS.LINUX)
class LibraryFunctionsTest {
    private final LibraryFunctions functions =
            LibraryFunctions.of(
                    "the C library",
                    Linker.nativeLinker().defaultLookup(),
                    "gnu_get_libc_version",
                    words -> "version " + words + "\n");

    @Test
    void callsAFunctionByItsName() throws Throwable {
        var abs = functions.function("abs", ValueLayout.JAVA_INT);
        assertThat((int) abs.invokeExact(-7)).isEqualTo(7);
    }

    @Test
    void tellsAFailureInTheLibrarysWords() {
        assertThatCode(() -> functions.requireSuccess(0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> functions.requireSuccess(-1))
                .isInstanceOfSatisfying(
                        LibraryException.class,
                        failure -> assertThat(failure.reason()).matches("version [0-9.]+"));
    }

    @Test
    void aFunctionThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> functions.function("no_such_function"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("no_such_function");
    }
}
