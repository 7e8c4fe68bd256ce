package dev.serval.engine.xgboost.booster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.library.Platform;
import dev.serval.inference.library.Platform.Architecture;
import dev.serval.inference.library.Platform.OperatingSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XgboostApiTest {
    @ParameterizedTest
    @CsvSource({
        "LINUX, X86_64, /lib/linux/x86_64/libxgboost4j.so",
        "LINUX, AARCH64, /lib/linux/aarch64/libxgboost4j.so",
        "MACOS, X86_64, /lib/macos/x86_64/libxgboost4j.dylib",
        "MACOS, AARCH64, /lib/macos/aarch64/libxgboost4j.dylib"
    })
    void theJarHasTheLibraryOfAMachineWhereItIsLookedFor(
            OperatingSystem system, Architecture architecture, String resource) {
        assertThat(XgboostApi.resource(new Platform(system, architecture))).isEqualTo(resource);
        assertThat(XgboostApi.class.getResource(resource)).isNotNull();
    }
}
