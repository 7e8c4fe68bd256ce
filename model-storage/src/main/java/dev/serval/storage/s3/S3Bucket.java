package dev.serval.storage.s3;

import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Checksum.Algorithm;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.ObjectPath;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/// What lies in a bucket below a path.
record S3Bucket(StorageUri uri, ObjectPath path, S3Settings settings, S3Clients.Opened opened) {
    private static final int PARALLEL = 16;

    Listing list() throws StorageException {
        List<RemoteFile> files;
        try {
            files = describe(keys());
        } catch (SdkException failure) {
            if (S3Failures.isDenied(failure) && !path.prefix().isEmpty()) {
                files = List.of(only(failure));
            } else {
                throw failures().refusal(failure);
            }
        } catch (RuntimeException defect) {
            throw failures().unforeseen(defect);
        }
        return Listing.of(uri, name(), files);
    }

    /// The one object of that name, for who may read it and not list the bucket.
    private RemoteFile only(SdkException denied) throws StorageException {
        try {
            return describe(path.prefix());
        } catch (SdkException alsoDenied) {
            throw failures().refusal(denied);
        }
    }

    private List<String> keys() {
        return opened
                .client()
                .listObjectsV2Paginator(
                        request -> request.bucket(path.bucket()).prefix(path.prefix()))
                .contents()
                .stream()
                .map(S3Object::key)
                .filter(key -> path.pathOf(key).isPresent())
                .toList();
    }

    private List<RemoteFile> describe(List<String> keys) throws StorageException {
        try (ExecutorService asking =
                Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().factory())) {
            List<Future<RemoteFile>> asked = new ArrayList<>();
            for (String key : keys) {
                asked.add(asking.submit(() -> describe(key)));
            }
            List<RemoteFile> files = new ArrayList<>();
            for (Future<RemoteFile> one : asked) {
                files.add(one.get());
            }
            return files;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StorageException(
                    "storage URI '%s': interrupted while the bucket was listed".formatted(uri),
                    stopped);
        }
    }

    private RemoteFile describe(String key) {
        HeadObjectResponse head =
                opened.client()
                        .headObject(request ->
                                request.bucket(path.bucket())
                                        .key(key)
                                        .checksumMode(ChecksumMode.ENABLED));
        String version = head.eTag() == null ? "" : head.eTag();
        return new RemoteFile(
                path.pathOf(key).orElse(key),
                OptionalLong.of(head.contentLength()),
                version,
                checksums(head),
                new S3Content(opened.client(), path.bucket(), key, version, failures()));
    }

    /// What S3 says the object adds up to. An ETag is an MD5 only of an object that was put in one
    /// part and is not encrypted with a key of KMS or of the user.
    private static List<Checksum> checksums(HeadObjectResponse head) {
        List<Checksum> checksums = new ArrayList<>();
        if (head.checksumType() != ChecksumType.COMPOSITE) {
            decoded(Algorithm.SHA256, head.checksumSHA256()).ifPresent(checksums::add);
        }
        String etag = head.eTag() == null ? "" : head.eTag().replace("\"", "");
        boolean isPlain =
                head.serverSideEncryption() == null
                        || head.serverSideEncryption() == ServerSideEncryption.AES256;
        if (isPlain && head.sseCustomerAlgorithm() == null && etag.matches("[0-9a-f]{32}")) {
            checksums.add(new Checksum(Algorithm.MD5, etag));
        }
        if (head.checksumType() != ChecksumType.COMPOSITE) {
            decoded(Algorithm.CRC32C, head.checksumCRC32C()).ifPresent(checksums::add);
        }
        return checksums;
    }

    private static Optional<Checksum> decoded(Algorithm algorithm, @Nullable String base64) {
        try {
            return base64 == null
                    ? Optional.empty()
                    : Optional.of(
                            new Checksum(
                                    algorithm,
                                    HexFormat.of().formatHex(Base64.getDecoder().decode(base64))));
        } catch (IllegalArgumentException ofParts) {
            return Optional.empty();
        }
    }

    private S3Failures failures() {
        return new S3Failures(uri, name(), opened.credential());
    }

    private String name() {
        return "S3 bucket '%s' at %s".formatted(path.bucket(), settings.server());
    }
}
