package dev.serval.storage.azure;

import static dev.serval.storage.testing.UnrulyServer.serve;
import static dev.serval.storage.testing.UnrulyServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.ModelStores;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.Fetching;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureBlobsTest {
    private static final byte[] CONTENT = Bytes.random(300_000, 2);

    @TempDir Path root;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void fetchesFromAnEmulatorWithTheAccountsKey() throws Exception {
        try (AzureEmulator emulator = AzureEmulator.start(root.resolve("azurite"))) {
            emulator.container("models")
                    .put("models/iris/model.onnx", CONTENT)
                    .put("models/iris/deep/a%20b.txt", "notes".getBytes())
                    .put("models/iris2/x", "neighbour".getBytes());
            String endpoint = emulator.endpoint();
            environment.put("AZURE_STORAGE_ENDPOINT", endpoint);
            environment.put("AZURE_STORAGE_ACCESS_KEY", AzureEmulator.KEY);

            pull("azure://%s/models/iris".formatted(AzureEmulator.ACCOUNT));
            assertThat(root.resolve("m/model.onnx")).hasBinaryContent(CONTENT);
            assertThat(root.resolve("m/deep/a b.txt")).hasContent("notes");
            assertThatThrownBy(() ->
                            Fetching.pull(
                                    "azure://%s/none/iris".formatted(AzureEmulator.ACCOUNT),
                                    root.resolve("x"),
                                    environment))
                    .hasMessageContaining("Azure container 'none' at " + endpoint)
                    .hasMessageContaining("it is not there");
            assertThatThrownBy(() ->
                            Fetching.pull(
                                    "azure://%s/models/no".formatted(AzureEmulator.ACCOUNT),
                                    root.resolve("x"),
                                    environment))
                    .hasMessageEndingWith("has nothing under it");
            environment.put("AZURE_STORAGE_ACCESS_KEY", "d3Jvbmc=");
            assertThatThrownBy(() ->
                            Fetching.pull(
                                    "azure://%s/models/iris".formatted(AzureEmulator.ACCOUNT),
                                    root.resolve("x"),
                                    environment))
                    .hasMessageContaining("access is denied")
                    .hasMessageEndingWith(
                            "credentials came from environment variable AZURE_STORAGE_ACCESS_KEY, account '%s'",
                            AzureEmulator.ACCOUNT);
        }
    }

    @Test
    void takesATokenForAServicePrincipal() throws Exception {
        environment.put("AZ_CLIENT_ID", "me");
        environment.put("AZ_TENANT_ID", "tenant");
        environment.put("AZ_CLIENT_SECRET", "s+cret");
        pullWithToken("client_secret=s%2Bcret");
    }

    @Test
    void takesATokenForAFederatedOne() throws Exception {
        environment.put("AZURE_CLIENT_ID", "me");
        environment.put("AZURE_TENANT_ID", "tenant");
        environment.put(
                "AZURE_FEDERATED_TOKEN_FILE",
                Files.writeString(root.resolve("token"), "federated").toString());
        pullWithToken("client_assertion=federated");
    }

    @Test
    void takesATokenOfAManagedIdentity() throws Exception {
        try (UnrulyServer server = blobs()) {
            server.on(
                    "/identity",
                    (request, out) -> {
                        assertThat(request.header("X-IDENTITY-HEADER")).isEqualTo("h");
                        text(out, 200, "{\"access_token\": \"the token\"}");
                    });
            environment.put("IDENTITY_ENDPOINT", server.url("/identity"));
            environment.put("IDENTITY_HEADER", "h");
            pull("azure://account/models/iris");
            assertThat(server.requests().getLast().header("Authorization"))
                    .isEqualTo("Bearer the token");
        }
    }

    @Test
    void sendsASignatureOfTheUriAndShowsItNowhere() throws Exception {
        try (UnrulyServer server = new UnrulyServer()) {
            server.otherwise(
                    (_, out) -> text(out, 403, "<Error><Code>AuthenticationFailed</Code></Error>"));
            environment.put("AZURE_STORAGE_ENDPOINT", server.url(""));
            assertThatThrownBy(() ->
                            pull(
                                    "https://account.blob.core.windows.net/models/iris?sig=secret&se=1"))
                    .hasMessageContaining("AuthenticationFailed")
                    .hasMessageEndingWith("credentials came from a shared access signature")
                    .hasMessageNotContaining("secret");
            assertThat(server.requests().getFirst().path()).endsWith("&sig=secret&se=1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, 'access is denied: ', NoAuthenticationInformation",
        "409, '', PublicAccessNotPermitted"
    })
    void saysThatNoCredentialWasFound(int status, String said, String code) throws Exception {
        try (UnrulyServer server = blobs()) {
            server.on(
                    "/models",
                    (_, out) ->
                            text(out, status, "<Error><Code>%s</Code></Error>".formatted(code)));
            assertThatThrownBy(() -> pull("azure://account/models/iris"))
                    .hasMessage(
                            "storage URI 'azure://account/models/iris': Azure container 'models' at %1$s: %2$s%1$s/models?… answered %3$d (%4$s); no credentials were found, so none were sent",
                            server.url(""), said, status, code);
            assertThat(root).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @CsvSource({"401, 'access is denied: '", "400, ''"})
    void saysWhichServicePrincipalWasDenied(int status, String said) throws Exception {
        try (UnrulyServer server = blobs()) {
            server.on("/tenant/oauth2/v2.0/token", (_, out) -> text(out, status, "invalid_client"));
            environment.put("AZURE_AUTHORITY_HOST", server.url(""));
            environment.put("AZURE_CLIENT_ID", "me");
            environment.put("AZURE_TENANT_ID", "tenant");
            environment.put("AZURE_CLIENT_SECRET", "wrong");
            assertThatThrownBy(() -> pull("azure://account/models/iris"))
                    .hasMessage(
                            "storage URI 'azure://account/models/iris': Microsoft's identity platform: %s%s/tenant/oauth2/v2.0/token answered %d (invalid_client); credentials came from a service principal's AZURE_CLIENT_ID and AZURE_CLIENT_SECRET",
                            said, server.url(""), status);
        }
    }

    @Test
    void saysThatAKeyIsNoneAndWhatItWasFor() throws Exception {
        try (UnrulyServer _ = blobs()) {
            environment.put("AZURE_STORAGE_ACCESS_KEY", "no base 64");
            assertThatThrownBy(() -> pull("azure://account/models/iris"))
                    .hasMessage(
                            "storage URI 'azure://account/models/iris': AZURE_STORAGE_ACCESS_KEY is no key, expected it in Base64");
        }
    }

    @Test
    void readsEveryPageOfAListing() throws Exception {
        try (UnrulyServer server = blobs()) {
            server.on(
                    "/models",
                    (request, out) -> {
                        boolean isFirst = !request.path().contains("marker=");
                        text(
                                out,
                                200,
                                listing(isFirst ? "iris/a" : "iris/b", isFirst ? "next page" : ""));
                    });
            server.on("/models/iris/b", (request, out) -> serve(request, out, CONTENT, "\"0x1\""));
            pull("azure://account/models/iris");
            assertThat(root.resolve("m/b")).hasBinaryContent(CONTENT);
        }
    }

    @ParameterizedTest
    @CsvSource({"<broken", "'<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>'"})
    void saysThatAListingIsBroken(String xml) throws Exception {
        try (UnrulyServer server = blobs()) {
            server.on("/models", (_, out) -> text(out, 200, xml));
            assertThatThrownBy(() -> pull("azure://account/models/iris"))
                    .hasMessageContaining("its listing is broken");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "azure://account, azure://account/container/path",
        "https://a.blob.core.windows.net/, https://account.blob.core.windows.net/container/path"
    })
    void saysThatThereIsNoContainer(String uri, String expected) {
        assertThatThrownBy(() ->
                        ModelStores.installed()
                                .locate(StorageUri.parse(uri), new StoreAccess(environment)))
                .hasMessageContaining("names no container, expected " + expected);
    }

    private void pullWithToken(String proof) throws Exception {
        try (UnrulyServer server = blobs()) {
            server.on(
                    "/tenant/oauth2/v2.0/token",
                    (request, out) -> {
                        assertThat(request.body())
                                .contains(proof, "client_id=me", "grant_type=client_credentials");
                        text(out, 200, "{\"access_token\": \"the token\", \"expires_in\": 3600}");
                    });
            environment.put("AZURE_AUTHORITY_HOST", server.url(""));
            pull("azure://account/models/iris");
            assertThat(root.resolve("m/a")).hasBinaryContent(CONTENT);
            assertThat(server.requests().getLast().header("Authorization"))
                    .isEqualTo("Bearer the token");
            assertThat(server.requestsOf("/tenant/oauth2/v2.0/token")).isEqualTo(1);
        }
    }

    private UnrulyServer blobs() throws IOException {
        UnrulyServer server = new UnrulyServer();
        environment.put("AZURE_STORAGE_ENDPOINT", server.url(""));
        server.on("/models", (_, out) -> text(out, 200, listing("iris/a", "")));
        server.on("/models/iris/a", (request, out) -> serve(request, out, CONTENT, "\"0x1\""));
        return server;
    }

    private static String listing(String name, String next) {
        return """
        \uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs><Blob><Name>%s</Name>
        <Properties><Content-Length>300000</Content-Length><Etag>0x1</Etag><Content-MD5 /></Properties>
        </Blob></Blobs><NextMarker>%s</NextMarker></EnumerationResults>\
        """
                .formatted(name, next);
    }

    private void pull(String uri) throws Exception {
        Fetching.pull(uri, root.resolve("m"), environment);
    }
}
