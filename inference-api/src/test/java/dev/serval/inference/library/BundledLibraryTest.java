package dev.serval.inference.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundledLibraryTest {
    @Test
    void saysForWhichMachineThereIsNoLibrary() {
        assertThatThrownBy(() -> BundledLibrary.open(getClass(), "/none/libnone.so"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("/none/libnone.so", Platform.current().toString());
    }

    @Test
    void saysThatAFileIsNoLibrary() {
        assertThatThrownBy(() -> BundledLibrary.open(getClass(), "/no-library.txt"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no-library.txt cannot be loaded");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux on x86_64",
        "Linux, aarch64, linux on aarch64",
        "Mac OS X, arm64, macos on aarch64",
        "Windows 11, riscv64, other on other"
    })
    void knowsTheMachineByTheJvmsWordsForIt(String name, String architecture, String text) {
        assertThat(Platform.of(name, architecture)).hasToString(text);
    }
}
