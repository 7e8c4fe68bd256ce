package dev.serval.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// What holds at every server of S3's protocol.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class S3StoreTest {
    private static final byte[] WEIGHTS = Bytes.random(700_001, 11);

    @TempDir Path root;

    private S3Server server;

    abstract S3Server start() throws IOException;

    @BeforeAll
    void fillBucket() throws Exception {
        server = start();
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket("models"));
            put(client, "iris/model.onnx", WEIGHTS);
            put(client, "iris/deep/notes ü+1.txt", "notes".getBytes());
            put(client, "iris/", new byte[0]);
            put(client, "iris2/model.onnx", "neighbour".getBytes());
            client.putObject(
                    request ->
                            request.bucket("models")
                                    .key("summed/model.onnx")
                                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                    RequestBody.fromBytes(WEIGHTS));
            put(client, "packed/iris.zip", Bytes.zip("model.onnx", "packed"));
            putInParts(client, "parts/model.onnx");
        }
    }

    @AfterAll
    void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void fetchesWhatLiesBelowAPathAndNoNeighbour() throws Exception {
        pull("s3://models/iris");
        assertThat(root.resolve("m/model.onnx")).hasBinaryContent(WEIGHTS);
        assertThat(root.resolve("m/deep/notes ü+1.txt")).hasContent("notes");
        assertThat(root.resolve("m")).isDirectoryNotContaining("glob:**iris2*");
    }

    @Test
    void fetchesOneObject() throws Exception {
        pull("s3://models/iris/model.onnx");
        assertThat(root.resolve("m/model.onnx")).hasBinaryContent(WEIGHTS);
    }

    @Test
    void fetchesAnObjectWithAChecksum() throws Exception {
        pull("s3://models/summed/");
        assertThat(root.resolve("m/model.onnx")).hasBinaryContent(WEIGHTS);
    }

    @Test
    void fetchesAnObjectThatWasPutInParts() throws Exception {
        pull("s3://models/parts");
        assertThat(root.resolve("m/model.onnx")).hasSize((5 << 20) + WEIGHTS.length);
    }

    @Test
    void unpacksAnArchive() throws Exception {
        pull("s3://models/packed");
        assertThat(root.resolve("m/model.onnx")).hasContent("packed");
    }

    @Test
    void saysThatThereIsNoBucket() {
        assertThatThrownBy(() -> pull("s3://nowhere/iris"))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "storage URI 's3://nowhere/iris': S3 bucket 'nowhere' at %s: the bucket does not exist",
                        server.url());
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void saysThatThereIsNothing() {
        assertThatThrownBy(() -> pull("s3://models/none"))
                .hasMessage(
                        "storage URI 's3://models/none': S3 bucket 'models' at %s has nothing under it",
                        server.url());
        assertThat(root).isEmptyDirectory();
    }

    private void pull(String uri) throws StorageException {
        Fetching.pull(uri, root.resolve("m"), environment());
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_ENDPOINT_URL", server.url());
        variables.put("AWS_ACCESS_KEY_ID", "id");
        variables.put("AWS_SECRET_ACCESS_KEY", "secret");
        return variables;
    }

    private S3Client client() throws SettingException {
        var access = new dev.serval.storage.source.StoreAccess(environment());
        return S3Clients.open(S3Settings.of(access), access).client();
    }

    private static void put(S3Client client, String key, byte[] content) {
        client.putObject(
                request -> request.bucket("models").key(key), RequestBody.fromBytes(content));
    }

    private static void putInParts(S3Client client, String key) {
        String upload =
                client.createMultipartUpload(request -> request.bucket("models").key(key))
                        .uploadId();
        byte[][] parts = {new byte[5 << 20], WEIGHTS};
        CompletedPart[] done = new CompletedPart[2];
        for (int i = 0; i < 2; i++) {
            int number = i + 1;
            String etag =
                    client.uploadPart(
                                    request ->
                                            request.bucket("models")
                                                    .key(key)
                                                    .uploadId(upload)
                                                    .partNumber(number),
                                    RequestBody.fromBytes(parts[i]))
                            .eTag();
            done[i] = CompletedPart.builder().partNumber(number).eTag(etag).build();
        }
        client.completeMultipartUpload(request ->
                request.bucket("models")
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(all -> all.parts(List.of(done))));
    }
}
