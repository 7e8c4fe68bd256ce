package dev.serval.image.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    @TempDir Path folder;

    @Test
    void namesTheRuntimeAndEachLibrary() throws Exception {
        FileTree tree = FileTree.at(folder.resolve("root"));
        Files.createDirectories(tree.resolve("java"));
        Files.writeString(tree.resolve("java/release"), "JAVA_VERSION=\"25.0.3\"\n");
        Files.createDirectories(tree.resolve("lib"));
        jar(
                tree.resolve("lib/org.example.told-1.2.jar"),
                "META-INF/maven/org.example/told/pom.properties",
                "groupId=org.example\nartifactId=told\nversion=1.2\n");
        jar(tree.resolve("lib/org.example.named-3.4-linux.jar"), "some/file", "");

        Files.writeString(tree.resolve("lib/libgomp.so.1"), "of the system");

        new Inventory("serval/some")
                .withJava(tree.resolve("java"))
                .withLibraries(tree.resolve("lib"))
                .withLibraries(tree.resolve("none"))
                .write(tree.resolve("sbom.json"));

        JsonNode bill = new ObjectMapper().readTree(tree.resolve("sbom.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("serval/some");
        assertThat(bill.at("/components/0/version").asText()).isEqualTo("25.0.3");
        assertThat(bill.at("/components/1/name").asText()).isEqualTo("org.example.named");
        assertThat(bill.at("/components/1/version").asText()).isEqualTo("3.4-linux");
        assertThat(bill.at("/components/2/purl").asText())
                .isEqualTo("pkg:maven/org.example/told@1.2");
        assertThat(bill.at("/components/2/hashes/0/content").asText()).hasSize(64);
        assertThat(bill.at("/components/3/name").asText()).isEqualTo("libgomp.so.1");
        assertThat(bill.path("components")).hasSize(4);
    }

    private static void jar(Path file, String entry, String content) throws Exception {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
