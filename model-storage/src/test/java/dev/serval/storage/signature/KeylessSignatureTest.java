package dev.serval.storage.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serval.storage.sigstore.OwnSigstore;
import dev.serval.storage.sigstore.OwnSigstore.Signing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models that were signed by a certificate of ten minutes, by an authority and logs of the test's
/// own.
class KeylessSignatureTest {
    private static final String ME = "me@example.org";
    private static final String LOGIN = "https://login.example.org";
    private static final Signing BY_ME = Signing.by(ME, LOGIN);

    private static OwnSigstore own;
    private static OwnSigstore other;

    @TempDir Path folder;

    private Path model;

    @BeforeAll
    static void makeAuthorities() throws Exception {
        own = new OwnSigstore();
        other = new OwnSigstore();
    }

    @BeforeEach
    void writeModel() throws Exception {
        model = Files.createDirectories(folder.resolve("model"));
        Files.createDirectory(model.resolve("deep"));
        Files.writeString(model.resolve("a.txt"), "a");
        Files.writeString(model.resolve("deep/w.bin"), "weights");
    }

    @Test
    void takesAModelThatSomeoneTrustedSignedLongAgo() throws Exception {
        sign(own.sign(Bundles.statement(), BY_ME));
        assertThat(defect()).isEmpty();
    }

    @Test
    void saysWhichFileIsNotWhatWasSigned() throws Exception {
        sign(own.sign(Bundles.statement(), BY_ME));
        Files.writeString(model.resolve("deep/w.bin"), "other weights");
        assertThat(defect()).startsWith("file 'deep/w.bin' ");
    }

    @Test
    void refusesAnotherName() throws Exception {
        sign(own.sign(Bundles.statement(), Signing.by("you@example.org", LOGIN)));
        assertThat(defect())
                .isEqualTo(
                        "signature 'model.sig': its certificate names [you@example.org], expected one of [me@example.org]");
    }

    @Test
    void refusesTheSameNameOfAnotherLogin() throws Exception {
        sign(own.sign(Bundles.statement(), Signing.by(ME, "https://evil.example.org")));
        assertThat(defect())
                .isEqualTo(
                        "signature 'model.sig': its certificate was issued for a login at 'https://evil.example.org', expected one of [https://login.example.org]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certificateAuthorities|its certificate leads to none of 1 authorities of the trusted root",
                "tlogs|log '",
                "ctlogs|log of certificates '"
            })
    void refusesWhatAnotherAuthorityOrLogVouchesFor(String part, String cause) throws Exception {
        sign(own.sign(Bundles.statement(), BY_ME));
        ObjectNode root = own.trustedRoot();
        root.set(part, other.trustedRoot().get(part));
        assertThat(defect(root)).startsWith("signature 'model.sig': " + cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tlogs|its log entry's time is not signed by that log",
                "ctlogs|the timestamp of a log of certificates is not signed by that log"
            })
    void refusesALogThatMerelyHasTheRightName(String part, String cause) throws Exception {
        sign(own.sign(Bundles.statement(), BY_ME));
        ObjectNode root = own.trustedRoot();
        JsonNode key = other.trustedRoot().at("/%s/0/publicKey".formatted(part));
        ((ObjectNode) root.at("/%s/0".formatted(part))).set("publicKey", key);
        assertThat(defect(root)).isEqualTo("signature 'model.sig': " + cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlogs/0/publicKey", "ctlogs/0/publicKey", "certificateAuthorities/0"})
    void refusesWhatAnAuthorityOrLogVouchedForAfterItsTime(String whose) throws Exception {
        sign(own.sign(Bundles.statement(), BY_ME));
        ObjectNode root = own.trustedRoot();
        ((ObjectNode) root.at("/%s/validFor".formatted(whose))).put("end", "2026-02-28T00:00:00Z");
        assertThat(defect(root)).contains("2026-03-01T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 601})
    void refusesASignatureThatWasLoggedWhenItsCertificateWasNotValid(int seconds) throws Exception {
        sign(own.sign(Bundles.statement(), BY_ME.at(OwnSigstore.TIME.plusSeconds(seconds))));
        assertThat(defect())
                .contains(
                        "it was logged at 2026-03-01T1",
                        "its certificate is valid from 2026-03-01T11:59:59Z to 2026-03-01T12:10:00Z");
    }

    @Test
    void refusesACertificateForWebServers() throws Exception {
        sign(own.sign(Bundles.statement(), BY_ME.forServers()));
        assertThat(defect()).endsWith("its certificate is not for signing code");
    }

    @Test
    void refusesTheLogEntryOfAnotherSignature() throws Exception {
        ObjectNode bundle = own.sign(Bundles.statement(), BY_ME);
        ObjectNode another = own.sign(Bundles.statement().replace("model", "m"), BY_ME);
        ((ObjectNode) bundle.get("verificationMaterial"))
                .set("tlogEntries", another.at("/verificationMaterial/tlogEntries"));
        sign(bundle);
        assertThat(defect()).endsWith("its log entry is of another signature");
    }

    @Test
    void refusesAStatementThatWasChangedAfterIt() throws Exception {
        ObjectNode bundle = own.sign(Bundles.statement(), BY_ME);
        ObjectNode another = own.sign(Bundles.statement() + " ", BY_ME);
        ((ObjectNode) bundle.get("dsseEnvelope"))
                .set("payload", another.at("/dsseEnvelope/payload"));
        sign(bundle);
        assertThat(defect()).endsWith("it is not by its own certificate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integratedTime|\"1772366401\"|its log entry's time is not signed by that log",
                "inclusionPromise/signedEntryTimestamp|\"AAAA\"|its log entry's time is not signed by that log",
                "inclusionProof/treeSize|\"2\"|is of no tree of 2",
                "inclusionProof/logIndex|\"2\"|is of no tree of 3",
                "inclusionProof/logIndex|\"0\"|its log entry is not in the log's tree",
                "inclusionProof/logIndex|\"7\"|entry 7 is in no tree of 3",
                "inclusionProof/checkpoint/envelope|\"none\"|the log's checkpoint is no signed note",
                "inclusionProof/checkpoint/envelope|\"a\\nb\\nc\\n\\n\"|the log's checkpoint is no checkpoint",
                "kindVersion/kind|\"intoto\"|its log entry is of kind 'intoto 0.0.1', expected 'dsse 0.0.1'",
                "canonicalizedBody|\"!\"|its log entry holds no Base64"
            })
    void refusesALogEntryThatWasChanged(String field, String json, String cause) throws Exception {
        ObjectNode bundle = own.sign(Bundles.statement(), BY_ME);
        int slash = field.lastIndexOf('/');
        String parent = slash < 0 ? "" : "/" + field.substring(0, slash);
        ((ObjectNode) bundle.at("/verificationMaterial/tlogEntries/0" + parent))
                .set(
                        field.substring(slash + 1),
                        new com.fasterxml.jackson.databind.json.JsonMapper().readTree(json));
        sign(bundle);
        assertThat(defect()).startsWith("signature 'model.sig': ").endsWith(cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inclusionPromise|its log entry has no signed time (inclusionPromise), which alone tells that its certificate was still valid",
                "inclusionProof|its log entry has no proof of inclusion"
            })
    void refusesALogEntryThatProvesNothing(String without, String cause) throws Exception {
        ObjectNode bundle = own.sign(Bundles.statement(), BY_ME);
        ((ObjectNode) bundle.at("/verificationMaterial/tlogEntries/0")).remove(without);
        sign(bundle);
        assertThat(defect()).isEqualTo("signature 'model.sig': " + cause);
    }

    @Test
    void refusesASignatureThatNoLogKnows() throws Exception {
        ObjectNode bundle = own.sign(Bundles.statement(), BY_ME);
        ((ArrayNode) bundle.at("/verificationMaterial/tlogEntries")).removeAll();
        sign(bundle);
        assertThat(defect()).isEqualTo("signature 'model.sig': it has 0 log entries, expected one");
    }

    @Test
    void wantsToKnowWhomToTrustBesideTheRoot() throws Exception {
        Path root = OwnSigstore.write(own.trustedRoot(), folder.resolve("root.json"));
        assertThatThrownBy(() -> policy(root, List.of(ME), List.of()))
                .hasMessage(
                        "keyless signatures are trusted by %s, expected an identity and an issuer with it: anybody may have a certificate of such a root",
                        root);
        assertThatThrownBy(() -> policy(root, List.of(), List.of(LOGIN)))
                .hasMessageContaining("expected an identity");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|is no trusted root of sigstore, expected JSON with the mediaType",
                "no JSON|cannot be read",
                "{\"mediaType\": \"application/vnd.dev.sigstore.trustedroot+json\", \"tlogs\": [{}]}|the key of log '' is of none of",
                "{\"mediaType\": \"application/vnd.dev.sigstore.trustedroot+json\", \"certificateAuthorities\": [{}]}|an authority has no certificate"
            })
    void saysThatATrustedRootIsNone(String json, String cause) throws Exception {
        Path root = Files.writeString(folder.resolve("root.json"), json);
        assertThatThrownBy(() -> policy(root, List.of(ME), List.of(LOGIN)))
                .hasMessageContaining(root.toString())
                .hasMessageContaining(cause);
    }

    private void sign(ObjectNode bundle) throws Exception {
        OwnSigstore.write(bundle, model.resolve("model.sig"));
    }

    private String defect() throws Exception {
        return defect(own.trustedRoot());
    }

    private String defect(ObjectNode trustedRoot) throws Exception {
        Path root = OwnSigstore.write(trustedRoot, folder.resolve("root.json"));
        TrustPolicy policy = policy(root, List.of(ME), List.of(LOGIN));
        return new ModelSignature(policy).defect(model).orElse("");
    }

    private static TrustPolicy policy(Path root, List<String> identities, List<String> issuers)
            throws Exception {
        return TrustPolicy.of(
                SignatureMode.REQUIRED,
                new TrustSources(List.of(), List.of(), Optional.of(root), identities, issuers));
    }
}
