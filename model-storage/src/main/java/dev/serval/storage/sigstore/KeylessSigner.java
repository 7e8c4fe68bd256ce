package dev.serval.storage.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Who made a keyless signature.
///
/// @param names the alternative names of the certificate: an e-mail address, or the URI of a
///   workflow
/// @param issuer who vouched for these, an OpenID Connect issuer
/// @param time when it was signed, as a public log says
public record KeylessSigner(List<String> names, String issuer, Instant time) {
    /// The bit of the key usage that lets a certificate sign.
    private static final int SIGNS = 0;

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";

    /// The same as plain text, in older certificates.
    private static final String OLD_ISSUER = "1.3.6.1.4.1.57264.1.1";

    public KeylessSigner {
        names = List.copyOf(names);
    }

    /// Holds a signature's surroundings against a trusted root; that the certificate's key made the
    /// signature is for the caller to verify.
    ///
    /// @param entries the bundle's `tlogEntries`
    /// @param payload what was signed
    /// @throws GeneralSecurityException saying what is not as it has to be
    public static KeylessSigner require(
            JsonNode entries,
            X509Certificate certificate,
            byte[] payload,
            byte[] signature,
            TrustedRoot root)
            throws GeneralSecurityException {
        if (entries.size() != 1) {
            throw new GeneralSecurityException(
                    "it has %d log entries, expected one".formatted(entries.size()));
        }
        LogEntry entry = new LogEntry(entries.path(0));
        entry.requireLogged(root.signatureLogs());
        entry.requireOf(payload, signature, certificate);
        requireCertified(certificate, entry.time(), root);
        return new KeylessSigner(names(certificate), issuer(certificate), entry.time());
    }

    private static void requireCertified(
            X509Certificate certificate, Instant time, TrustedRoot root)
            throws GeneralSecurityException {
        if (time.isBefore(certificate.getNotBefore().toInstant())
                || time.isAfter(certificate.getNotAfter().toInstant())) {
            throw new GeneralSecurityException(
                    "it was logged at %s, and its certificate is valid from %s to %s"
                            .formatted(
                                    time,
                                    certificate.getNotBefore().toInstant(),
                                    certificate.getNotAfter().toInstant()));
        }
        boolean[] usage = certificate.getKeyUsage();
        if (usage == null || !usage[SIGNS]) {
            throw new GeneralSecurityException("its certificate may not sign");
        }
        List<String> uses = certificate.getExtendedKeyUsage();
        if (uses == null || !uses.contains(CODE_SIGNING)) {
            throw new GeneralSecurityException("its certificate is not for signing code");
        }
        X509Certificate issuer = issuer(certificate, time, root.authorities());
        CertificateTimestamps.require(certificate, issuer, root.certificateLogs());
    }

    /// The certificate of the authority that the certificate leads to.
    private static X509Certificate issuer(
            X509Certificate certificate, Instant time, List<CertificateAuthority> authorities)
            throws GeneralSecurityException {
        List<String> refusals = new ArrayList<>();
        for (CertificateAuthority authority : authorities) {
            try {
                authority.require(certificate, time);
                return authority.issuer();
            } catch (GeneralSecurityException another) {
                refusals.add(String.valueOf(another.getMessage()));
            }
        }
        throw new GeneralSecurityException(
                "its certificate leads to none of %d authorities of the trusted root: %s"
                        .formatted(authorities.size(), String.join("; ", refusals)));
    }

    private static List<String> names(X509Certificate certificate) throws GeneralSecurityException {
        List<String> names = new ArrayList<>();
        var alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            alternatives.forEach(name -> names.add(String.valueOf(name.get(1))));
        }
        return names;
    }

    private static String issuer(X509Certificate certificate) throws GeneralSecurityException {
        byte[] value = certificate.getExtensionValue(ISSUER);
        if (value != null) {
            byte[] text = DerValue.parse(DerValue.parse(value).content()).content();
            return new String(text, StandardCharsets.UTF_8);
        }
        byte[] old = certificate.getExtensionValue(OLD_ISSUER);
        return old == null ? "" : new String(DerValue.parse(old).content(), StandardCharsets.UTF_8);
    }
}
