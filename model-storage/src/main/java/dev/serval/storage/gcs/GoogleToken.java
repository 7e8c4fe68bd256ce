package dev.serval.storage.gcs;

import com.google.auth.oauth2.GoogleCredentials;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.web.WebCredential;
import dev.serval.storage.web.WebRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A token by Google's library, which is loaded when a bucket is first asked.
record GoogleToken(String source, GoogleCredentials credentials) implements WebCredential {
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_only";

    static WebCredential ofFile(Path file, String source) throws SettingException {
        try (InputStream in = Files.newInputStream(file)) {
            return new GoogleToken(source, GoogleCredentials.fromStream(in).createScoped(SCOPE));
        } catch (IOException broken) {
            throw new SettingException(
                    "%s is no credential of Google: %s".formatted(source, broken.getMessage()),
                    broken);
        }
    }

    /// The machine's default credential, or none.
    static WebCredential ofMachine() {
        try {
            return new GoogleToken(
                    "Google's application default credentials",
                    GoogleCredentials.getApplicationDefault().createScoped(SCOPE));
        } catch (IOException none) {
            return ANONYMOUS;
        }
    }

    @Override
    public WebRequest authorize(WebRequest request) throws IOException {
        WebRequest all = request;
        for (Map.Entry<String, List<String>> header :
                credentials.getRequestMetadata(request.uri()).entrySet()) {
            all = all.with(header.getKey(), String.join(", ", header.getValue()));
        }
        return all;
    }
}
