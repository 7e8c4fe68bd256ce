package dev.serval.storage.azure;

import dev.serval.storage.source.ObjectPath;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a container is.
///
/// @param endpoint of the account's blob service, without a slash at its end
/// @param signature the shared access signature, as a query; empty if there is none
record AzureAddress(String account, String endpoint, ObjectPath path, String signature) {
    private static final Pattern BLOB_HOST =
            Pattern.compile("[^/?]+\\.blob\\.(core\\.|storage\\.)[^/?]+(/.*)?", Pattern.DOTALL);

    /// Another server than Azure's, such as an emulator; the account's name is part of it.
    private static final String ENDPOINT = "AZURE_STORAGE_ENDPOINT";

    static boolean isBlobHost(String location) {
        return BLOB_HOST.matcher(location).matches();
    }

    static AzureAddress of(StorageUri uri, StoreAccess access) throws StorageException {
        String[] parts = uri.location().split("\\?", 2);
        String signature =
                parts.length == 2
                        ? parts[1]
                        : access.find("AZURE_STORAGE_SAS_TOKEN")
                                .orElse("")
                                .replaceFirst("^\\?", "");
        String[] hostAndPath = parts[0].split("/", 2);
        if (hostAndPath.length < 2 || hostAndPath[1].replace("/", "").isBlank()) {
            throw new StorageException(
                    "storage URI '%s' names no container, expected %s"
                            .formatted(
                                    uri,
                                    uri.scheme().equals("azure")
                                            ? "azure://account/container/path"
                                            : "https://account.blob.core.windows.net/container/path"));
        }
        ObjectPath path =
                ObjectPath.of(new StorageUri(uri.scheme(), hostAndPath[1].replaceFirst("^/+", "")));
        String account = hostAndPath[0].split("[.]", 2)[0];
        Optional<String> own = access.find(ENDPOINT);
        String host =
                uri.scheme().equals("azure") ? account + ".blob.core.windows.net" : hostAndPath[0];
        String endpoint = own.orElse("https://" + host).strip().replaceFirst("/+$", "");
        return new AzureAddress(account, endpoint, path, signature);
    }
}
