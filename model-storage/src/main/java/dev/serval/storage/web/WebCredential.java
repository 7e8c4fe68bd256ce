package dev.serval.storage.web;

import dev.serval.storage.source.StorageException;
import java.io.IOException;

/// What a request shows to be let in.
public interface WebCredential {
    /// Nothing at all.
    WebCredential ANONYMOUS =
            new WebCredential() {
                @Override
                public String source() {
                    return "nowhere";
                }

                @Override
                public String told() {
                    return "no credentials were found, so none were sent";
                }

                @Override
                public WebRequest authorize(WebRequest request) {
                    return request;
                }
            };

    /// Where it comes from, as a message says it: `environment variable HF_TOKEN`.
    String source();

    /// Where it comes from, as a sentence says it, or that there is none.
    default String told() {
        return "credentials came from " + source();
    }

    /// The request with its credential.
    ///
    /// @throws IOException if it cannot be had at the moment
    /// @throws StorageException if it cannot be had
    WebRequest authorize(WebRequest request) throws IOException, StorageException;

    /// One that its requests hold already.
    static WebCredential within(String source) {
        return new WebCredential() {
            @Override
            public String source() {
                return source;
            }

            @Override
            public WebRequest authorize(WebRequest request) {
                return request;
            }
        };
    }

    /// A header that is always the same.
    static WebCredential header(String source, String name, String value) {
        return new WebCredential() {
            @Override
            public String source() {
                return source;
            }

            @Override
            public WebRequest authorize(WebRequest request) {
                return request.with(name, value);
            }
        };
    }

    /// RFC 6750.
    static WebCredential bearer(String source, String token) {
        return header(source, "Authorization", "Bearer " + token.strip());
    }

    /// RFC 7617.
    static WebCredential basic(String source, String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return header(
                source,
                "Authorization",
                "Basic " + java.util.Base64.getEncoder().encodeToString(pair));
    }
}
