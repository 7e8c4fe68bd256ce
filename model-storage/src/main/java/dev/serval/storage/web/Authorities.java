package dev.serval.storage.web;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StoreAccess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// The certificate authorities that are trusted beside Java's own: those in the files that
/// `AWS_CA_BUNDLE`, `REQUESTS_CA_BUNDLE` and `SSL_CERT_FILE` name, and in the folder
/// `CA_BUNDLE_VOLUME_MOUNT_POINT`.
public final class Authorities {
    private static final String[] FILES = {"AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"};
    private static final String FOLDER = "CA_BUNDLE_VOLUME_MOUNT_POINT";

    private Authorities() {}

    /// A context that trusts them too; empty if there are none.
    ///
    /// @throws SettingException if a file cannot be read or holds no certificate
    public static Optional<SSLContext> context(StoreAccess access) throws SettingException {
        Optional<TrustManager> trusted = trusted(access);
        if (trusted.isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trusted.get()}, null);
            return Optional.of(context);
        } catch (GeneralSecurityException impossible) {
            throw new SettingException("TLS cannot be set up: " + impossible, impossible);
        }
    }

    /// Who trusts them too; empty if there are none.
    public static Optional<TrustManager> trusted(StoreAccess access) throws SettingException {
        List<Path> files = files(access);
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate known : manager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("java-" + number++, known);
            }
            for (Path file : files) {
                for (Certificate own : read(file)) {
                    store.setCertificateEntry("own-" + number++, own);
                }
            }
            return Optional.of(manager(store));
        } catch (GeneralSecurityException | IOException failed) {
            throw new SettingException(
                    "the certificate authorities cannot be set up: " + failed, failed);
        }
    }

    private static List<Path> files(StoreAccess access) throws SettingException {
        List<Path> files = new ArrayList<>();
        for (String variable : FILES) {
            access.find(variable).map(Path::of).filter(Files::exists).ifPresent(files::add);
        }
        Optional<Path> folder = access.find(FOLDER).map(Path::of).filter(Files::isDirectory);
        if (folder.isEmpty()) {
            return files;
        }
        try (Stream<Path> inside = Files.list(folder.get())) {
            inside.filter(file -> file.toString().matches(".*\\.(crt|pem)"))
                    .sorted()
                    .forEach(files::add);
            return files;
        } catch (IOException unreadable) {
            throw new SettingException(
                    "%s: %s cannot be read: %s".formatted(FOLDER, folder.get(), unreadable),
                    unreadable);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws SettingException {
        // It is read byte by byte, a system call each were it not buffered.
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new SettingException("CA bundle %s holds no certificate".formatted(file));
            }
            return found;
        } catch (GeneralSecurityException | IOException broken) {
            throw new SettingException(
                    "CA bundle %s cannot be read: %s".formatted(file, broken.getMessage()), broken);
        }
    }

    private static X509TrustManager manager(@org.jspecify.annotations.Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this Java has no X.509 trust manager");
    }
}
