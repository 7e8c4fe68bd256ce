package dev.serval.storage.command;

import dev.serval.storage.fetch.FetchSettings;
import dev.serval.storage.signature.SignatureMode;
import dev.serval.storage.signature.TrustPolicy;
import dev.serval.storage.signature.TrustSources;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.transfer.TransferLimits;
import dev.serval.storage.transfer.TransferSettings;
import dev.serval.storage.verify.RequestedDigest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the commands fetch; each option's default is a variable of the environment, so that a
/// container needs no arguments for them.
final class FetchOptions {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            defaultValue = "${env:SERVAL_STORAGE_CACHE}",
            description = "Keep models here by what they are, for all processes of the machine.")
    private @Nullable Path cache;

    @Option(
            names = "--cache-size",
            paramLabel = "SIZE",
            defaultValue = "${env:SERVAL_STORAGE_CACHE_SIZE}",
            converter = ByteSize.class,
            description = "How much the cache holds, such as 200G; no limit if it is left out.")
    private @Nullable Long cacheSize;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            defaultValue = "${env:SERVAL_STORAGE_SHA256}",
            description = "What the model must add up to.")
    private @Nullable String sha256;

    @Option(
            names = "--max-bytes",
            paramLabel = "SIZE",
            defaultValue = "${env:SERVAL_STORAGE_MAX_BYTES}",
            converter = ByteSize.class,
            description = "The most a model may have, fetched and unpacked; 1T if it is left out.")
    private @Nullable Long maxBytes;

    @Option(
            names = "--max-files",
            paramLabel = "N",
            defaultValue = "${env:SERVAL_STORAGE_MAX_FILES}",
            description = "The most files a model may have; 100000 if it is left out.")
    private @Nullable Integer maxFiles;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "${env:SERVAL_STORAGE_PARALLEL}",
            description = "How many requests at a time; 8 if it is left out.")
    private @Nullable Integer parallel;

    @Option(
            names = "--verify",
            paramLabel = "required|warn|off",
            defaultValue = "${env:SERVAL_STORAGE_VERIFY}",
            description = "What becomes of a model without a trusted signature; off if left out.")
    private @Nullable SignatureMode verify;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            split = ",",
            defaultValue = "${env:SERVAL_STORAGE_KEYS}",
            description = "A public key whose signatures are trusted.")
    private List<Path> keys = new ArrayList<>();

    @Option(
            names = "--root",
            paramLabel = "FILE",
            split = ",",
            defaultValue = "${env:SERVAL_STORAGE_ROOTS}",
            description = "Certificates whose holders' signatures are trusted.")
    private List<Path> roots = new ArrayList<>();

    @Option(
            names = "--trusted-root",
            paramLabel = "FILE",
            defaultValue = "${env:SERVAL_STORAGE_TRUSTED_ROOT}",
            description =
                    "Sigstore's trusted_root.json, for keyless signatures of --identity by --issuer.")
    private @Nullable Path trustedRoot;

    @Option(
            names = "--identity",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "${env:SERVAL_STORAGE_IDENTITIES}",
            description = "A name that the signer's certificate must have; of several, one.")
    private List<String> identities = new ArrayList<>();

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            split = ",",
            defaultValue = "${env:SERVAL_STORAGE_ISSUERS}",
            description = "Where a keyless signer must have logged in; of several, one.")
    private List<String> issuers = new ArrayList<>();

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing of the progress.")
    private boolean quiet;

    boolean isQuiet() {
        return quiet;
    }

    FetchSettings settings() throws SettingException {
        try {
            SignatureMode mode = verify == null ? SignatureMode.OFF : verify;
            FetchSettings settings =
                    FetchSettings.DEFAULT
                            .withTransfer(transfer())
                            .withTrust(TrustPolicy.of(mode, sources()));
            if (cache != null && !cache.toString().isEmpty()) {
                settings =
                        settings.withCache(cache, cacheSize == null ? Long.MAX_VALUE : cacheSize);
            }
            return sha256 == null || sha256.isBlank()
                    ? settings
                    : settings.withSha256(RequestedDigest.parse(sha256));
        } catch (IllegalArgumentException outOfBounds) {
            throw new SettingException(String.valueOf(outOfBounds.getMessage()), outOfBounds);
        }
    }

    private TrustSources sources() {
        Optional<Path> root =
                Optional.ofNullable(trustedRoot).filter(file -> !file.toString().isEmpty());
        return new TrustSources(keys, roots, root, identities, issuers);
    }

    private TransferSettings transfer() {
        TransferLimits limits =
                new TransferLimits(
                        maxBytes == null ? TransferLimits.DEFAULT.maxBytes() : maxBytes,
                        maxFiles == null ? TransferLimits.DEFAULT.maxFiles() : maxFiles);
        TransferSettings settings = TransferSettings.DEFAULT.withLimits(limits);
        return parallel == null ? settings : settings.withParallel(parallel);
    }
}
