package dev.serval.fetching.stored;

import dev.serval.storage.signature.SignatureMode;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the single model is fetched from first.
@ConfigMapping(prefix = "serval.storage")
public interface StorageConfig {
    /// A URI such as `s3://bucket/iris`; a path is one too.
    Optional<String> uri();

    /// Several of them in JSON, each with the place where a pod would have it mounted: `[{"uri":
    /// "s3://bucket/iris", "mountPath": "/mnt/models/iris"}]`.
    Optional<String> uris();

    /// Where fetched models are written that no cache keeps, so that a start goes on with what an
    /// earlier one left; a new temporary folder by default.
    Optional<Path> dir();

    /// A folder where models are kept by what they are, for all processes of the machine.
    Optional<Path> cache();

    /// How much the cache holds; no limit by default.
    Optional<MemorySize> cacheSize();

    /// How many requests at a time.
    @WithDefault("8")
    int parallel();

    /// The most a model may have, fetched and unpacked.
    @WithDefault("1T")
    MemorySize maxBytes();

    /// The most files a model may have.
    @WithDefault("100000")
    int maxFiles();

    /// What the model must add up to, in 64 hexadecimal digits.
    Optional<String> sha256();

    /// What becomes of a model without a trusted signature: `required` refuses it, `warn` tells of
    /// it and uses it, `off` looks at no signature.
    @WithDefault("off")
    SignatureMode verify();

    /// Files with a public key each, whose signatures are trusted.
    Optional<List<Path>> keys();

    /// Files with certificates, whose holders' signatures are trusted.
    Optional<List<Path>> roots();

    /// Sigstore's `trusted_root.json`: keyless signatures count that its authorities and logs vouch
    /// for, by one of `identities` who logged in at one of `issuers`.
    Optional<Path> trustedRoot();

    /// Names of which one must be in the signer's certificate; any by default.
    Optional<List<String>> identities();

    /// Where a keyless signer must have logged in: the URLs of OpenID Connect issuers.
    Optional<List<String>> issuers();
}
