package dev.serval.storage.s3;

import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StoreAccess;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// How a bucket is reached, by the variables of AWS' tools and KServe's.
///
/// @param endpoint of another server than AWS
/// @param isPathStyle whether the bucket is named in the path, and not in the host's name
/// @param verifiesCertificate false to trust any server
/// @param isAnonymous whether no credential is looked for
/// @param isAccelerated whether AWS' transfer acceleration is used
record S3Settings(
        Optional<URI> endpoint,
        String region,
        boolean isPathStyle,
        boolean verifiesCertificate,
        boolean isAnonymous,
        boolean isAccelerated) {
    private static final String DEFAULT_REGION = "us-east-1";

    static S3Settings of(StoreAccess access) throws SettingException {
        Optional<URI> endpoint = endpoint(access);
        String region = access.findFirst("AWS_REGION", "AWS_DEFAULT_REGION").orElse(DEFAULT_REGION);
        boolean isVirtual = access.isOn("S3_USER_VIRTUAL_BUCKET", endpoint.isEmpty());
        return new S3Settings(
                endpoint,
                region,
                !isVirtual,
                access.isOn("S3_VERIFY_SSL", true),
                access.isOn("awsAnonymousCredential", false),
                access.isOn("S3_USE_ACCELERATE", false));
    }

    private static Optional<URI> endpoint(StoreAccess access) throws SettingException {
        Optional<String> text =
                access.findFirst("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "S3_ENDPOINT");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String scheme = access.isOn("S3_USE_HTTPS", true) ? "https://" : "http://";
        String url = text.get().contains("://") ? text.get().strip() : scheme + text.get().strip();
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null
                    && uri.getScheme().toLowerCase(Locale.ROOT).startsWith("http")) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException broken) {
            // Told below.
        }
        throw new SettingException(
                "the S3 endpoint is '%s', expected http://host:port or https://host"
                        .formatted(url));
    }

    /// Who answers, as a message names it.
    String server() {
        return endpoint.map(URI::toString).orElse("AWS in " + region);
    }
}
