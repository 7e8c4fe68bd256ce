package dev.serval.storage.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.testing.OwnCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateSignatureTest {
    private static final String USAGE = "digitalSignature,keyCertSign";

    @TempDir static Path keys;
    @TempDir Path model;

    private static OwnCertificate own;
    private static OwnCertificate other;

    @BeforeAll
    static void makeCertificates() throws Exception {
        own = OwnCertificate.make(keys, USAGE);
        other = OwnCertificate.make(keys, "keyCertSign");
    }

    @BeforeEach
    void writeModel() throws Exception {
        Files.createDirectory(model.resolve("deep"));
        Files.writeString(model.resolve("a.txt"), "a");
        Files.writeString(model.resolve("deep/w.bin"), "weights");
    }

    @Test
    void takesAModelThatATrustedCertificateSigned() throws Exception {
        sign(own, Bundles.chain(own.certificate()));
        assertThat(defect(own)).isEmpty();
        assertThat(defect(own, "you@example.org", "me@example.org")).isEmpty();
        assertThat(defect(own, "CN=me")).isEmpty();
    }

    @Test
    void refusesACertificateOfSomeoneElse() throws Exception {
        sign(own, Bundles.chain(own.certificate()));
        assertThat(defect(own, "you@example.org"))
                .isEqualTo(
                        "signature 'model.sig': its certificate names [CN=me, me@example.org, localhost], expected one of [you@example.org]");
    }

    @Test
    void refusesACertificateThatLeadsToNoTrustedOne() throws Exception {
        sign(own, Bundles.chain(own.certificate()));
        assertThat(defect(other))
                .startsWith("signature 'model.sig': its certificate 'CN=me' is not trusted: ");
    }

    @Test
    void refusesACertificateThatMayNotSign() throws Exception {
        sign(other, Bundles.chain(other.certificate()));
        assertThat(defect(other)).endsWith("the certificate may not sign");
    }

    @Test
    void refusesASignatureByAnotherKeyThanTheCertificates() throws Exception {
        sign(other, Bundles.chain(own.certificate()));
        assertThat(defect(own))
                .isEqualTo("signature 'model.sig': it is not by its own certificate");
    }

    @Test
    void refusesACertificateOfMinutesIfNobodySaysWhichLogsCount() throws Exception {
        String minutes =
                Bundles.chain(own.certificate())
                        .replace(
                                "\"x509CertificateChain\": {\"certificates\": [",
                                "\"certificate\": ")
                        .replace("]}", "");
        sign(own, minutes);
        assertThat(defect(own))
                .endsWith(
                        "it is keyless, by a certificate of sigstore's, and no trusted root says whose certificates and logs count");
    }

    @Test
    void saysThatAFileHoldsNoCertificate() throws Exception {
        Path empty = Files.createFile(keys.resolve("empty.pem"));
        assertThatThrownBy(() ->
                        TrustPolicy.of(
                                SignatureMode.WARN,
                                new TrustSources(List.of(), List.of(empty), List.of())))
                .hasMessage("%s holds no certificate", empty);
    }

    private void sign(OwnCertificate signer, String material) throws Exception {
        Files.writeString(
                model.resolve("model.sig"),
                Bundles.of(signer.key(), material, Bundles.statement()));
    }

    private String defect(OwnCertificate trusted, String... identities) throws Exception {
        Path root = trusted.write(keys.resolve("root.pem"));
        TrustPolicy policy =
                TrustPolicy.of(
                        SignatureMode.REQUIRED,
                        new TrustSources(List.of(), List.of(root), List.of(identities)));
        return new ModelSignature(policy).defect(model).orElse("");
    }
}
