package dev.serval.storage.sigstore;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/// An authority whose certificates last for minutes (Fulcio).
///
/// @param chain its certificates, the root last
/// @param valid when it issued certificates that count
record CertificateAuthority(List<X509Certificate> chain, Period valid) {
    CertificateAuthority {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an authority has no certificate");
        }
    }

    /// The certificate above the signer's.
    X509Certificate issuer() {
        return chain.getFirst();
    }

    /// Holds a certificate against this authority as of a time (RFC 5280).
    void require(X509Certificate signer, Instant time) throws GeneralSecurityException {
        if (!valid.contains(time)) {
            throw new GeneralSecurityException(
                    "the authority '%s' does not count at %s"
                            .formatted(issuer().getSubjectX500Principal(), time));
        }
        X509Certificate root = chain.getLast();
        root.checkValidity(Date.from(time));
        List<X509Certificate> path = new ArrayList<>(List.of(signer));
        path.addAll(chain.subList(0, chain.size() - 1));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(time));
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }
}
