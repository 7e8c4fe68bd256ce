package dev.serval.storage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A new key and a certificate that it signs itself, made by the JDK's `keytool`.
///
/// @param store both, under the alias `own`
public record OwnCertificate(KeyStore store) {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "own";

    /// One of `CN=me` for `me@example.org` and `localhost`.
    ///
    /// @param folder where its key store is written
    /// @param usage what it may do, as `keytool`'s extension `ku` wants it
    public static OwnCertificate make(Path folder, String usage)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("own-%s.p12".formatted(usage.hashCode()));
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=me",
                        "-ext",
                        "san=email:me@example.org,dns:localhost",
                        "-ext",
                        "ku=" + usage,
                        "-validity",
                        "2",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("keytool: " + printed);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new OwnCertificate(store);
    }

    public PrivateKey key() throws GeneralSecurityException {
        return (PrivateKey) store.getKey(ALIAS, PASSWORD.toCharArray());
    }

    public X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate(ALIAS);
    }

    /// The certificate as a file.
    public Path write(Path file) throws IOException, GeneralSecurityException {
        String base64 =
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(certificate().getEncoded());
        return Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(base64));
    }

    /// How a server shows it.
    public SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
