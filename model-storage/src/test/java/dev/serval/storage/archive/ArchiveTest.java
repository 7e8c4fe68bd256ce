package dev.serval.storage.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.TarBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final UnpackLimits WIDE = new UnpackLimits(1L << 40, 1000);

    @TempDir Path root;

    private Path model;

    @BeforeEach
    void makeDirectory() throws IOException {
        model = Files.createDirectories(root.resolve("in/model"));
    }

    @Test
    void unpacksFilesDirectoriesAndLinksOfATar() throws Exception {
        unpack(
                new TarBytes()
                        .directory("./a/")
                        .file("./a/b.txt", "deep")
                        .link("a/same.txt", "b.txt")
                        .hardLink("copy.txt", "a/b.txt")
                        .entry("empty/", '0', "", new byte[0]));
        assertThat(model.resolve("a/same.txt")).isSymbolicLink().hasContent("deep");
        assertThat(model.resolve("copy.txt")).isRegularFile().hasContent("deep");
        assertThat(model.resolve("empty")).isDirectory();
    }

    @Test
    void readsNamesLongerThanATarHeader() throws Exception {
        String name = "d/".repeat(120) + "weights.bin";
        unpack(new TarBytes().pax("path", name).file("short", "pax"));
        assertThat(model.resolve(name)).hasContent("pax");
        byte[] gnu = (name + "2\0").getBytes();
        unpack(new TarBytes().entry("././@LongLink", 'L', "", gnu).file("short", "gnu"));
        assertThat(model.resolve(name + "2")).hasContent("gnu");
    }

    @Test
    void unpacksWhatTarMakes() throws Exception {
        Path source = Files.createDirectories(root.resolve("source/x"));
        Files.writeString(source.resolve("one"), "1");
        Files.createSymbolicLink(source.resolve("link"), Path.of("one"));
        Path file = root.resolve("made.tar.gz");
        Process tar =
                new ProcessBuilder(
                                "tar",
                                "czf",
                                file.toString(),
                                "-C",
                                root.resolve("source").toString(),
                                ".")
                        .start();
        assertThat(tar.waitFor()).isZero();
        new Archive(file, ArchiveKind.TAR_GZ).unpack(model, WIDE);
        assertThat(model.resolve("x/link")).hasContent("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../x",
                "a/../../x",
                "..",
                "a\\..\\x",
                "a/../b",
                "../model2/x"
            })
    void refusesANameThatLeadsElsewhere(String name) {
        assertThatThrownBy(() -> unpack(new TarBytes().file(name, "evil")))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("entry '%s' would be outside the model's directory", name);
        assertNothingOutside();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x", "", "../../in"})
    void refusesALinkThatLeadsElsewhere(String target) {
        assertThatThrownBy(() -> unpack(new TarBytes().file("a/f", "").link("link", target)))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(
                        "entry 'link' links to '%s', which is outside the model's directory",
                        target);
    }

    @Test
    void refusesALinkThatLeadsElsewhereThroughAnother() {
        assertThatThrownBy(() ->
                        unpack(
                                new TarBytes()
                                        .directory("a/b")
                                        .link("a/b/up", "..")
                                        .link("c", "a/b/up/../..")))
                .isInstanceOf(ArchiveException.class);
        assertThatThrownBy(() -> unpack(new TarBytes().link("here", ".").link("c", "here/..")))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("outside the model's directory");
    }

    @Test
    void writesNothingThroughALink() {
        assertThatThrownBy(
                        () -> unpack(new TarBytes().file("b/f", "").link("a", "b").file("a/x", "")))
                .hasMessage("entry 'a/x' lies behind the link 'a'");
    }

    @Test
    void refusesALinkToNothing() {
        assertThatThrownBy(() -> unpack(new TarBytes().link("a", "b")))
                .hasMessage("entry 'a' links to 'b', which is not in the archive");
        assertThatThrownBy(() -> unpack(new TarBytes().hardLink("c", "d")))
                .hasMessage("entry 'c' is a link to 'd', which is no file of the archive");
    }

    @ParameterizedTest
    @ValueSource(chars = {'3', '4', '6', 'S', '?'})
    void refusesDevicesPipesAndTheUnknown(char type) {
        assertThatThrownBy(() -> unpack(new TarBytes().entry("dev", type, "", new byte[0])))
                .hasMessage("entry 'dev' is neither a file nor a directory nor a link");
    }

    @Test
    void refusesAFileBelowAFile() {
        assertThatThrownBy(() -> unpack(new TarBytes().file("a", "").file("a/b", "")))
                .hasMessage("entry 'a/b' lies below a file");
    }

    @Test
    void refusesAFileInPlaceOfADirectory() {
        assertThatThrownBy(() -> unpack(new TarBytes().file("a/b", "").file("a", "")))
                .hasMessage("entry 'a' is both a directory and a file");
    }

    @Test
    void refusesMoreBytesOrFilesThanAllowed() {
        assertThatThrownBy(
                        () -> unpack(new TarBytes().file("a", "12345678"), new UnpackLimits(7, 9)))
                .hasMessageContaining("unpacks to more than 7 bytes")
                .hasMessageContaining("at entry 'a'");
        assertThatThrownBy(() ->
                        unpack(new TarBytes().file("a", "").file("b", ""), new UnpackLimits(7, 1)))
                .hasMessageContaining("more than 1 entries")
                .hasMessageContaining("'b'");
    }

    @Test
    void refusesABomb() throws Exception {
        Path bomb = root.resolve("bomb.tar.gz");
        long size = 4 << 20;
        byte[] header = new TarBytes().header("zeros", '0', "", "%011o".formatted(size)).bytes();
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write(header, 0, 512);
            byte[] zeros = new byte[1 << 20];
            for (long done = 0; done < size; done += zeros.length) {
                out.write(zeros);
            }
        }
        assertThatThrownBy(() ->
                        new Archive(bomb, ArchiveKind.TAR_GZ)
                                .unpack(model, new UnpackLimits(1L << 40, 9, 1 << 20)))
                .hasMessageContaining("at entry 'zeros'")
                .hasMessageContaining("looks like a bomb");
    }

    @ParameterizedTest
    @CsvSource({"1, ends inside a header", "511, ends inside a header", "513, ends inside a file"})
    void refusesATruncatedTar(int length, String cause) throws Exception {
        byte[] whole = new TarBytes().file("a", "some content").bytes();
        Path file = Files.write(root.resolve("cut.tar"), Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> new Archive(file, ArchiveKind.TAR).unpack(model, WIDE))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"77777777777", "8", "-1", "zzz"})
    void believesNoLength(String size) {
        assertThatThrownBy(() -> unpack(new TarBytes().header("a", '0', "", size)))
                .isInstanceOf(ArchiveException.class);
    }

    @Test
    void believesNoLengthOfAnExtendedHeader() {
        assertThatThrownBy(
                        () -> unpack(new TarBytes().entry("x", 'x', "", "999 path=a\n".getBytes())))
                .hasMessageContaining("broken extended header");
        assertThatThrownBy(() -> unpack(new TarBytes().header("x", 'x', "", "17777777777")))
                .hasMessageContaining("claims a name of");
    }

    @Test
    void refusesWhatIsNoArchive() throws Exception {
        for (ArchiveKind kind : ArchiveKind.values()) {
            Path file = Files.write(root.resolve("noise"), Bytes.random(5000, 7));
            assertThatThrownBy(() -> new Archive(file, kind).unpack(model, WIDE))
                    .as(kind.name())
                    .isInstanceOf(ArchiveException.class);
        }
    }

    @Test
    void refusesATruncatedGzip() throws Exception {
        byte[] whole = Bytes.gzip(new TarBytes().file("a", "x".repeat(5000)).bytes());
        Path file = Files.write(root.resolve("cut.tgz"), Arrays.copyOf(whole, 40));
        assertThatThrownBy(() -> new Archive(file, ArchiveKind.TAR_GZ).unpack(model, WIDE))
                .isInstanceOf(ArchiveException.class);
    }

    @Test
    void unpacksAZip() throws Exception {
        Path file = Files.write(root.resolve("a.zip"), Bytes.zip("a/", "", "a/b.txt", "deep"));
        new Archive(file, ArchiveKind.ZIP).unpack(model, WIDE);
        assertThat(model.resolve("a/b.txt")).hasContent("deep");
    }

    @Test
    void appliesTheLayersOfAnImageAndTakesItsModels() throws Exception {
        Path lower =
                Files.write(
                        root.resolve("lower"),
                        Bytes.gzip(
                                new TarBytes()
                                        .file("etc/passwd", "no model")
                                        .file("models/a.txt", "old")
                                        .file("models/gone.txt", "gone")
                                        .file("models/dir/hidden.txt", "hidden")
                                        .bytes()));
        Path upper =
                Files.write(
                        root.resolve("upper"),
                        new TarBytes()
                                .file("./models/a.txt", "new")
                                .file("models/.wh.gone.txt", "")
                                .file("models/dir/.wh..wh..opq", "")
                                .file("models/dir/shown.txt", "shown")
                                .link("models/dir/link", "/models/a.txt")
                                .bytes());
        ImageLayers.unpack(java.util.List.of(lower, upper), model, WIDE);
        assertThat(model.resolve("a.txt")).hasContent("new");
        assertThat(model.resolve("gone.txt")).doesNotExist();
        assertThat(model.resolve("dir/hidden.txt")).doesNotExist();
        assertThat(model.resolve("dir/link")).hasContent("new");
        assertThat(model.resolve("etc")).doesNotExist();
    }

    private void unpack(TarBytes tar) throws IOException {
        unpack(tar, WIDE);
    }

    private void unpack(TarBytes tar, UnpackLimits limits) throws IOException {
        Path file = Files.write(root.resolve("a.tar"), tar.bytes());
        new Archive(file, ArchiveKind.TAR).unpack(model, limits);
    }

    private void assertNothingOutside() {
        assertThat(root.resolve("in")).isDirectoryNotContaining("regex:.*(x|model2)");
    }
}
