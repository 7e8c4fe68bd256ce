package dev.serval.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.web.WebRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Against the lines that Azure's documentation has signed, written out.
class SharedKeyTest {
    private static final SecretKeySpec KEY =
            new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-07-05T09:08:07Z"), ZoneOffset.UTC);

    private final SharedKey key = new SharedKey("account", KEY, CLOCK);

    @Test
    void signsAListing() throws Exception {
        WebRequest request =
                WebRequest.read(
                                URI.create(
                                        "https://host/models?restype=container&comp=list&Prefix=a%20b%2F&empty"))
                        .with("x-ms-version", "2021-08-06");
        assertThat(key.authorize(request).headers())
                .containsEntry("x-ms-date", "Sun, 05 Jul 2026 09:08:07 GMT")
                .containsEntry(
                        "Authorization",
                        signed(
                                """
                                GET











                                x-ms-date:Sun, 05 Jul 2026 09:08:07 GMT
                                x-ms-version:2021-08-06
                                /account/models
                                comp:list
                                prefix:a b/
                                restype:container\
                                """));
    }

    @Test
    void signsTheRangeAndTheConditionOfARead() throws Exception {
        WebRequest request =
                WebRequest.read(URI.create("https://host/models/a%20b.onnx"))
                        .with("Range", "bytes=0-9")
                        .with("if-match", "\"0x1\"");
        assertThat(key.authorize(request).headers())
                .containsEntry(
                        "Authorization",
                        signed(
                                """
                                GET







                                "0x1"


                                bytes=0-9
                                x-ms-date:Sun, 05 Jul 2026 09:08:07 GMT
                                /account/models/a%20b.onnx\
                                """));
    }

    @Test
    void saysThatAKeyIsNotInBase64() {
        assertThatThrownBy(() -> SharedKey.of("account", "not base64!"))
                .hasMessage("AZURE_STORAGE_ACCESS_KEY is no key, expected it in Base64");
    }

    private static String signed(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(KEY);
        return "SharedKey account:"
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
