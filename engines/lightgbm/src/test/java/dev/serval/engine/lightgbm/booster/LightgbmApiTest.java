package dev.serval.engine.lightgbm.booster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.library.Platform;
import dev.serval.inference.library.Platform.Architecture;
import dev.serval.inference.library.Platform.OperatingSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightgbmApiTest {
    @ParameterizedTest
    @CsvSource({
        "LINUX, X86_64, /lightgbm4j/linux/x86_64/lib_lightgbm.so",
        "LINUX, AARCH64, /lightgbm4j/linux/aarch64/lib_lightgbm.so",
        "MACOS, X86_64, /lightgbm4j/osx/x86_64/lib_lightgbm.dylib",
        "MACOS, AARCH64, /lightgbm4j/osx/aarch64/lib_lightgbm.dylib"
    })
    void theJarHasTheLibraryOfAMachineWhereItIsLookedFor(
            OperatingSystem system, Architecture architecture, String resource) {
        assertThat(LightgbmApi.resource(new Platform(system, architecture))).isEqualTo(resource);
        assertThat(LightgbmApi.class.getResource(resource)).isNotNull();
    }
}
