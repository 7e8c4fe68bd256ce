package dev.serval.storage.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.serval.storage.testing.StoreServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OpenSSF's own `model_signing` signs, and its signatures are taken.
class OpenSsfToolTest {
    private static final String OPEN_SSF =
            """
            import sys, model_signing
            model, key = sys.argv[1:3]
            signature = model + "/model.sig"
            config = model_signing.signing.Config()
            """;

    @TempDir Path root;

    private Path model;
    private Path key;

    @BeforeEach
    void writeModel() throws IOException {
        model = Files.createDirectories(root.resolve("model"));
        Files.createDirectory(model.resolve("deep"));
        Files.writeString(model.resolve("a.txt"), "a");
        Files.writeString(model.resolve("deep/w.bin"), "weights");
        key = root.resolve("key.pub");
    }

    @Test
    void takesWhatItSignsByKeyAndByCertificate() throws Exception {
        Path python = StoreServer.program("python/bin/python");
        assumeThat(new ProcessBuilder("which", "openssl").start().waitFor())
                .as("openssl is there")
                .isZero();
        String secret = root.resolve("secret.pem").toString();
        run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", secret);
        run("openssl", "ec", "-in", secret, "-pubout", "-out", key.toString());
        run(
                python.toString(),
                "-c",
                OPEN_SSF + "config.use_elliptic_key_signer(private_key=key).sign(model, signature)",
                model.toString(),
                secret);
        assertThat(byKey()).isEmpty();

        Path certificate = root.resolve("certificate.pem");
        run(
                "openssl",
                "req",
                "-x509",
                "-new",
                "-key",
                secret,
                "-subj",
                "/CN=me",
                "-addext",
                "subjectAltName=email:me@example.org",
                "-addext",
                "keyUsage=critical,digitalSignature,keyCertSign",
                "-days",
                "2",
                "-out",
                certificate.toString());
        Files.delete(model.resolve("model.sig"));
        run(
                python.toString(),
                "-c",
                OPEN_SSF
                        + "config.use_certificate_signer(private_key=key, signing_certificate=sys.argv[3],"
                        + " certificate_chain=[sys.argv[3]]).sign(model, signature)",
                model.toString(),
                secret,
                certificate.toString());
        assertThat(byCertificate(certificate, List.of())).isEmpty();
        assertThat(byCertificate(certificate, List.of("me@example.org"))).isEmpty();
        assertThat(byCertificate(certificate, List.of("you@example.org")))
                .contains("names [CN=me, me@example.org], expected one of [you@example.org]");
    }

    private String byKey() throws Exception {
        return defect(TrustPolicy.of(SignatureMode.REQUIRED, List.of(key), List.of(), List.of()));
    }

    private String byCertificate(Path root, List<String> identities) throws Exception {
        return defect(TrustPolicy.of(SignatureMode.REQUIRED, List.of(), List.of(root), identities));
    }

    private String defect(TrustPolicy policy) throws IOException {
        return new ModelSignature(policy).defect(model).orElse("");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + ": " + printed).isZero();
    }
}
