package dev.serval.storage.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSignatureTest {
    @TempDir Path root;

    private Path model;
    private KeyPair pair;
    private Path key;

    @BeforeEach
    void writeModel() throws Exception {
        model = Files.createDirectories(root.resolve("model"));
        Files.createDirectory(model.resolve("deep"));
        Files.writeString(model.resolve("a.txt"), "a");
        Files.writeString(model.resolve("deep/w.bin"), "weights");
        pair = elliptic();
        key = write("key.pub", pair);
    }

    @Test
    void takesAModelThatATrustedKeySigned() throws Exception {
        sign();
        assertThat(defect()).isEmpty();
    }

    @Test
    void saysWhichFileIsNotWhatWasSigned() throws Exception {
        sign();
        Files.writeString(model.resolve("deep/w.bin"), "poison");
        assertThat(defect())
                .isEqualTo(
                        "file 'deep/w.bin' is not what was signed: it has SHA256 %s, expected %s"
                                .formatted(sha256("poison"), sha256("weights")));
    }

    @Test
    void saysWhichFileIsMissingAndWhichIsOneTooMany() throws Exception {
        sign();
        Files.writeString(model.resolve("extra.py"), "import os");
        assertThat(defect()).isEqualTo("file 'extra.py' is not signed");
        Files.delete(model.resolve("a.txt"));
        assertThat(defect()).isEqualTo("file 'a.txt' is signed and not there");
    }

    @Test
    void leavesOutWhatTheSignerLeftOut() throws Exception {
        sign();
        Files.createDirectories(model.resolve(".git"));
        Files.writeString(model.resolve(".git/HEAD"), "x");
        assertThat(defect()).isEmpty();
        Files.writeString(model.resolve(".gitx"), "x");
        assertThat(defect()).isEqualTo("file '.gitx' is not signed");
    }

    @Test
    void refusesAnotherKey() throws Exception {
        pair = elliptic();
        sign();
        assertThat(defect()).isEqualTo("signature 'model.sig': it is by none of 1 trusted keys");
    }

    @Test
    void refusesAStatementThatWasChangedAfterIt() throws Exception {
        String bundle = bundle(Bundles.statement());
        Files.writeString(
                model.resolve("model.sig"),
                bundle.replace(
                        base64(Bundles.statement()),
                        base64(Bundles.statement().replace("weights", "w2ights"))));
        assertThat(defect()).isEmpty();
        Files.writeString(
                model.resolve("model.sig"),
                bundle.replace(base64(Bundles.statement()), base64(Bundles.statement() + " ")));
        assertThat(defect()).contains("by none of 1 trusted keys");
    }

    @Test
    void refusesAModelWithoutASignature() throws Exception {
        assertThat(defect())
                .isEqualTo(
                        "it has no signature, expected 'model.sig', or 'FILE.sig' beside each file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "no JSON", "{\"dsseEnvelope\": {\"payloadType\": \"x\"}}"})
    void refusesWhatIsNoBundle(String text) throws Exception {
        Files.writeString(model.resolve("model.sig"), text);
        assertThat(defect()).startsWith("signature 'model.sig': it is no sigstore bundle");
    }

    @ParameterizedTest
    @CsvSource({
        "https://model_signing/signature/v1.0, https://other, expected 'https://model_signing",
        "files, shards, it is over 'shards'",
        "sha256, md6, is signed with digest"
    })
    void refusesAStatementOfAnotherKind(String from, String to, String cause) throws Exception {
        Files.writeString(
                model.resolve("model.sig"), bundle(Bundles.statement().replace(from, to)));
        assertThat(defect()).contains(cause);
    }

    @ParameterizedTest
    @CsvSource({"EC, SHA256withECDSA", "RSA, SHA256withRSA", "Ed25519, Ed25519"})
    void takesAPlainSignatureBesideEachFile(String algorithm, String signature) throws Exception {
        pair =
                algorithm.equals("EC")
                        ? elliptic()
                        : KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        key = write("key.pub", pair);
        signFile("a.txt", signature);
        assertThat(defect()).isEqualTo("file 'deep/w.bin' is not signed");
        signFile("deep/w.bin", signature);
        assertThat(defect()).isEmpty();
        Files.writeString(model.resolve("a.txt"), "b");
        assertThat(defect()).isEqualTo("file 'a.txt' is not as one of 1 trusted keys signed it");
    }

    @Test
    void refusesAFetchOfAModelThatIsNotSignedAndLeavesNothing() throws Exception {
        TrustPolicy policy = policy(SignatureMode.REQUIRED);
        assertThatThrownBy(() ->
                        Fetching.with(Fetching.SETTINGS.withTrust(policy), Map.of())
                                .pull(
                                        dev.serval.storage.source.StorageUri.parse(
                                                model.toString()),
                                        root.resolve("pulled")))
                .hasMessage(
                        "storage URI 'file://%s': the model is not trusted: it has no signature, expected 'model.sig', or 'FILE.sig' beside each file",
                        model);
        assertThat(root.resolve("pulled")).doesNotExist();
        Fetching.with(Fetching.SETTINGS.withTrust(policy(SignatureMode.WARN)), Map.of())
                .pull(
                        dev.serval.storage.source.StorageUri.parse(model.toString()),
                        root.resolve("pulled"));
        assertThat(root.resolve("pulled/a.txt")).hasContent("a");
    }

    @Test
    void saysThatAKeyIsNone() throws IOException {
        Path broken = Files.writeString(root.resolve("broken"), "no key");
        assertThatThrownBy(() ->
                        TrustPolicy.of(
                                SignatureMode.REQUIRED,
                                new TrustSources(List.of(broken), List.of(), List.of())))
                .hasMessageContaining(broken.toString());
        assertThatThrownBy(() ->
                        TrustPolicy.of(
                                SignatureMode.WARN,
                                new TrustSources(List.of(), List.of(broken), List.of())))
                .hasMessageContaining("certificate");
        assertThatThrownBy(() ->
                        TrustPolicy.of(
                                SignatureMode.REQUIRED,
                                new TrustSources(List.of(), List.of(), List.of())))
                .hasMessage(
                        "signatures are asked for (REQUIRED), and there is neither a trusted key nor a trusted certificate");
    }

    private String defect() throws Exception {
        return new ModelSignature(policy(SignatureMode.REQUIRED)).defect(model).orElse("");
    }

    private TrustPolicy policy(SignatureMode mode) throws SettingException {
        return TrustPolicy.of(mode, new TrustSources(List.of(key), List.of(), List.of()));
    }

    private void sign() throws Exception {
        Files.writeString(model.resolve("model.sig"), bundle(Bundles.statement()));
    }

    private void signFile(String file, String algorithm) throws Exception {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(Files.readAllBytes(model.resolve(file)));
        Files.writeString(
                model.resolve(file + ".sig"), Base64.getEncoder().encodeToString(signature.sign()));
    }

    private String bundle(String statement) throws Exception {
        return Bundles.of(pair.getPrivate(), Bundles.KEY, statement);
    }

    private Path write(String name, KeyPair pair) throws IOException {
        return Files.writeString(
                root.resolve(name),
                "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(pair.getPublic().getEncoded())));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        return Bytes.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair elliptic() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
