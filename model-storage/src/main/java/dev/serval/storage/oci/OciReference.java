package dev.serval.storage.oci;

import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An image or artefact: `registry/repository:tag` or `…@sha256:…`, with Docker's defaults.
///
/// @param registry host and port
/// @param version a tag or a digest
record OciReference(String registry, String repository, String version) {
    private static final Pattern PATTERN =
            Pattern.compile(
                    "(?:([\\w.-]+(?::\\d+)?)/)?([a-z0-9._/-]+?)(?::([\\w][\\w.-]{0,127}))?(?:@([a-z0-9]+:[0-9a-f]{32,128}))?");
    private static final String DOCKER_HUB = "registry-1.docker.io";

    static OciReference of(StorageUri uri) throws StorageException {
        Matcher matcher = PATTERN.matcher(uri.location().replaceFirst("/+$", ""));
        if (!matcher.matches()) {
            throw new StorageException(
                    "storage URI '%s' names no image, expected oci://registry/repository:tag"
                            .formatted(uri));
        }
        String host = matcher.group(1) == null ? "" : matcher.group(1);
        boolean isHost = host.contains(".") || host.contains(":") || host.equals("localhost");
        String repository =
                isHost || host.isEmpty() ? matcher.group(2) : host + "/" + matcher.group(2);
        boolean isHub = !isHost || host.equals("docker.io") || host.equals("index.docker.io");
        String tag = matcher.group(3) == null ? "latest" : matcher.group(3);
        return new OciReference(
                isHub ? DOCKER_HUB : host,
                isHub && !repository.contains("/") ? "library/" + repository : repository,
                matcher.group(4) == null ? tag : matcher.group(4));
    }

    boolean isByDigest() {
        return version.contains(":");
    }

    /// Registries on this machine are spoken to without TLS, as by Docker.
    boolean isLocal() {
        return registry.matches("(localhost|127\\.\\d+\\.\\d+\\.\\d+)(:\\d+)?");
    }
}
