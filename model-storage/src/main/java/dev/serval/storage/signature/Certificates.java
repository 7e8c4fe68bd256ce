package dev.serval.storage.signature;

import dev.serval.storage.source.SettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Certificates that sign models.
final class Certificates {
    /// The bit of the key usage that lets a certificate sign.
    private static final int SIGNS = 0;

    private Certificates() {}

    static List<X509Certificate> read(Path file) throws SettingException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> found = parse(in);
            if (!found.isEmpty()) {
                return found;
            }
        } catch (GeneralSecurityException | IOException broken) {
            throw new SettingException(
                    "the certificates in %s cannot be read: %s"
                            .formatted(file, broken.getMessage()),
                    broken);
        }
        throw new SettingException("%s holds no certificate".formatted(file));
    }

    static X509Certificate parse(byte[] der) throws GeneralSecurityException {
        return parse(new ByteArrayInputStream(der)).getFirst();
    }

    private static List<X509Certificate> parse(InputStream in) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            found.add((X509Certificate) one);
        }
        return found;
    }

    /// Holds a chain, the signer's certificate first, against trusted roots (RFC 5280).
    ///
    /// @throws GeneralSecurityException if it does not lead to one, or is not valid now
    static void require(List<X509Certificate> chain, List<X509Certificate> roots)
            throws GeneralSecurityException {
        boolean[] usage = chain.getFirst().getKeyUsage();
        if (usage != null && !usage[SIGNS]) {
            throw new GeneralSecurityException("the certificate may not sign");
        }
        List<X509Certificate> path = chain.stream().filter(one -> !roots.contains(one)).toList();
        if (path.isEmpty()) {
            return;
        }
        Set<TrustAnchor> anchors =
                roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }

    /// Whom a certificate names: its subject, and its alternative names.
    static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        List<String> names = new ArrayList<>();
        names.add(certificate.getSubjectX500Principal().getName());
        var alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            alternatives.forEach(name -> names.add(String.valueOf(name.get(1))));
        }
        return names;
    }
}
