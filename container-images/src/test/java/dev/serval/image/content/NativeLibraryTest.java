package dev.serval.image.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    @TempDir private Path libraries;
    @TempDir private Path folder;
    private Path jar;

    @BeforeEach
    void writeAJarWithALibrary() throws IOException {
        jar = libraries.resolve("com.microsoft.onnxruntime.onnxruntime-1.0.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("ai/onnxruntime/native/linux-x64/libonnxruntime.so"));
            zip.write(new byte[] {1, 2, 3});
        }
    }

    @Test
    void takesTheLibraryOfOnePlatformAndLeavesAnEmptyJar() throws IOException {
        NativeLibrary.take(libraries, folder, "linux-x64");

        assertThat(folder.resolve("libonnxruntime.so")).hasBinaryContent(new byte[] {1, 2, 3});
        try (JarFile left = new JarFile(jar.toFile())) {
            assertThat(left.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.startsWith("ai/"));
        }
    }

    @Test
    void saysWhichPlatformHasNoLibrary() {
        assertThatThrownBy(() -> NativeLibrary.take(libraries, folder, "linux-riscv"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no library for linux-riscv");
    }
}
