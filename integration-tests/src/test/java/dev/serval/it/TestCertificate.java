package dev.serval.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// A certificate that signs itself, made with the JDK's keytool, and its key. It ends in a month.
///
/// @param store both, in a key store of the kind PKCS12
/// @param file the certificate in PEM
/// @param keyFile the key in PEM
record TestCertificate(KeyStore store, Path file, Path keyFile) {
    private static final String PASSWORD = "not-secret";
    private static final String ALIAS = "server";

    /// One for `localhost`.
    static TestCertificate in(Path directory) throws Exception {
        return in(directory, "localhost");
    }

    /// @param host the server's name
    static TestCertificate in(Path directory, String host) throws Exception {
        Path path = directory.resolve("keys.p12");
        generate(path, host);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream keys = Files.newInputStream(path)) {
            store.load(keys, PASSWORD.toCharArray());
        }
        return new TestCertificate(
                store,
                writePem(
                        directory.resolve("tls.crt"),
                        "CERTIFICATE",
                        store.getCertificate(ALIAS).getEncoded()),
                writePem(
                        directory.resolve("tls.key"),
                        "PRIVATE KEY",
                        store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    }

    /// What a client that trusts this certificate alone connects with.
    SSLContext trusting() throws Exception {
        return Trust.in(List.of(store.getCertificate(ALIAS)));
    }

    private static void generate(Path path, String host) throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "san=dns:" + host,
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                path.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static Path writePem(Path file, String what, byte[] content) throws Exception {
        String lines =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what));
    }
}
