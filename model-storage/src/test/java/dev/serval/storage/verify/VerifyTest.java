package dev.serval.storage.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.testing.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
    private static final StorageUri URI = new StorageUri("s3", "b/m");
    private static final String SUM = Bytes.sha256("weights".getBytes(StandardCharsets.UTF_8));
    private static final String OTHER = Bytes.sha256("other".getBytes(StandardCharsets.UTF_8));

    @TempDir Path model;

    @BeforeEach
    void writeModel() throws IOException {
        Files.createDirectory(model.resolve("deep"));
        Files.writeString(model.resolve("deep/w.bin"), "weights");
    }

    @Test
    void takesAModelThatIsWhatItsChecksumsSay() throws IOException {
        Files.writeString(model.resolve("deep/w.bin.sha256"), SUM + "\n");
        Files.writeString(model.resolve("SHA256SUMS"), "# made\n" + SUM + " *deep/w.bin\n");
        assertThatCode(() -> ChecksumFiles.require(URI, model)).doesNotThrowAnyException();
    }

    @Test
    void saysWhichFileDiffers() throws IOException {
        Files.writeString(model.resolve("SHA256SUMS"), OTHER + "  deep/w.bin\n");
        assertThatThrownBy(() -> ChecksumFiles.require(URI, model))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "storage URI 's3://b/m': file 'deep/w.bin' has sha256 %s, expected %s as 'SHA256SUMS' says",
                        SUM, OTHER);
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Files.writeString(model.resolve("sha256sums.txt"), SUM + "  gone.bin\n");
        assertThatThrownBy(() -> ChecksumFiles.require(URI, model))
                .hasMessageEndingWith("'sha256sums.txt' names 'gone.bin', which is not there");
    }

    @Test
    void refusesChecksumsOfFilesOutside() throws IOException {
        Files.writeString(model.resolve("SHA256SUMS"), SUM + "  ../../x\n");
        assertThatThrownBy(() -> ChecksumFiles.require(URI, model))
                .hasMessageEndingWith("'../../x', which is outside the model's directory");
    }

    @Test
    void refusesAChecksumFileThatIsNone() throws IOException {
        Files.writeString(model.resolve("x.sha256"), "hello\n");
        assertThatThrownBy(() -> ChecksumFiles.require(URI, model))
                .hasMessageContaining("'x.sha256' has the line 'hello'");
        Files.write(model.resolve("x.sha256"), new byte[] {(byte) 0xc3, 0x28});
        assertThatThrownBy(() -> ChecksumFiles.require(URI, model))
                .hasMessageContaining("'x.sha256' is no text");
    }

    @Test
    void addsUpOneFileAsItIs() throws IOException {
        assertThat(RequestedDigest.of(model).hex()).isEqualTo(SUM);
    }

    @Test
    void addsUpADirectoryAsTheShellDoes() throws Exception {
        Files.writeString(model.resolve("Z.txt"), "z");
        Files.writeString(model.resolve("a.txt"), "a");
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "find . -type f | sed 's|^[.]/||' | LC_ALL=C sort | xargs sha256sum | sha256sum")
                        .directory(model.toFile())
                        .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(RequestedDigest.of(model).hex()).isEqualTo(printed.split(" ")[0]);
    }

    @Test
    void refusesAModelThatIsNotTheRequestedOne() throws SettingException {
        RequestedDigest requested =
                RequestedDigest.parse("sha256:" + OTHER.toUpperCase(java.util.Locale.ROOT));
        assertThatThrownBy(() -> requested.require(URI, model))
                .hasMessage(
                        "storage URI 's3://b/m': the model has sha256 %s, expected %s as was requested",
                        SUM, OTHER);
    }

    @Test
    void refusesARequestThatIsNoSha256() {
        assertThatThrownBy(() -> RequestedDigest.parse("abc"))
                .hasMessage("the requested sha256 is 'abc', expected 64 hexadecimal digits");
    }
}
