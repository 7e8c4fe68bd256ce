package dev.serval.engine.onnx.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrtPlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x64, libonnxruntime.so",
        "Linux, aarch64, linux-aarch64, libonnxruntime.so",
        "Mac OS X, aarch64, osx-aarch64, libonnxruntime.dylib",
    })
    void findsTheLibraryOfAMachine(String system, String machine, String folder, String file) {
        assertThat(OrtPlatform.of(system, machine).resource())
                .isEqualTo("/ai/onnxruntime/native/" + folder + "/" + file);
    }

    @ParameterizedTest
    @CsvSource({"Linux, riscv64", "Windows 11, amd64", "Mac OS X, x86_64"})
    void refusesAMachineThatHasNoneAndNamesIt(String system, String machine) {
        assertThatExceptionOfType(OrtFailure.class)
                .isThrownBy(() -> OrtPlatform.of(system, machine))
                .withMessageContaining("for %s on %s", system, machine);
    }

    @Test
    void hasALibraryForThisMachine() {
        assertThat(OrtPlatformTest.class.getResource(OrtPlatform.current().resource())).isNotNull();
    }
}
