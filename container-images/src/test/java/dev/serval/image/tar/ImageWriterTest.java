package dev.serval.image.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import dev.serval.image.content.ImageContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageWriterTest {
    @TempDir private Path folder;
    private ImageContent content;

    @BeforeEach
    void layOutAProgram() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(
                Files.createDirectories(root.resolve("deployments")).resolve("app.jar"), "a jar");
        content =
                new ImageContent(
                        "serval/echo",
                        "small",
                        "An echo",
                        root,
                        List.of(new ImageContent.Layer("program", List.of("deployments"))),
                        List.of("/bin/echo", "hello"),
                        Map.of(),
                        List.of(8080));
    }

    @Test
    void writesAnArchiveWithoutADaemonThatRunsAsNobodyInParticular() throws Exception {
        Path archive = folder.resolve("echo.tar");

        WrittenImage written = writer("tar://" + base()).write(content, archive);

        assertThat(written.name()).isEqualTo("registry.example/serval/echo:1.0-small");
        assertThat(written.layers()).containsExactly(Map.entry("program", 5L));
        assertThat(textIn(archive))
                .contains("\"User\":\"1000:0\"")
                .contains("\"Entrypoint\":[\"/bin/echo\",\"hello\"]")
                .contains("\"8080/tcp\"")
                .contains("application/vnd.oci.image.manifest.v1+json");
    }

    @Test
    void writesTheSameArchiveAgain() throws Exception {
        String base = "tar://" + base();

        writer(base).write(content, folder.resolve("one.tar"));
        writer(base).write(content, folder.resolve("two.tar"));

        assertThat(folder.resolve("two.tar")).hasSameBinaryContentAs(folder.resolve("one.tar"));
    }

    @Test
    void writesWhatAFileHoldsNowThoughItsTimeIsTheSame() throws Exception {
        String base = "tar://" + base();
        Path jar = content.root().resolve("deployments/app.jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
        writer(base).write(content, folder.resolve("one.tar"));

        Files.writeString(jar, "another jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
        writer(base).write(content, folder.resolve("two.tar"));

        assertThat(Files.mismatch(folder.resolve("one.tar"), folder.resolve("two.tar")))
                .isNotNegative();
    }

    @Test
    void namesTheBaseThatCannotBeRead() {
        assertThatThrownBy(() ->
                        writer("tar://" + folder.resolve("missing.tar"))
                                .write(content, folder.resolve("echo.tar")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing.tar");
    }

    private ImageWriter writer(String base) throws IOException {
        return new ImageWriter(base, "registry.example/", "1.0", folder.resolve("cache"));
    }

    private Path base() throws Exception {
        Path archive = folder.resolve("base.tar");
        Path file = Files.writeString(folder.resolve("libc"), "a library");
        Jib.fromScratch()
                .addLayer(List.of(file), AbsoluteUnixPath.get("/lib"))
                .containerize(
                        Containerizer.to(TarImage.at(archive).named("base:1"))
                                .setBaseImageLayersCache(folder.resolve("cache-1"))
                                .setApplicationLayersCache(folder.resolve("cache-2")));
        return archive;
    }

    /// What the archive's JSON documents say.
    private static String textIn(Path archive) throws IOException {
        StringBuilder text = new StringBuilder();
        try (TarFile tar = new TarFile(archive)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                if (entry.isFile()) {
                    try (var stream = tar.getInputStream(entry)) {
                        text.append(
                                new String(
                                        stream.readAllBytes(),
                                        java.nio.charset.StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return text.toString();
    }
}
