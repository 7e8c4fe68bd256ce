package dev.serval.storage.azure;

import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Location;
import dev.serval.storage.source.ModelStore;
import dev.serval.storage.source.ObjectPath;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.Percent;
import dev.serval.storage.web.WebClient;
import dev.serval.storage.web.WebRequest;
import dev.serval.storage.web.WebStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// `https://account.blob.core.windows.net/container/path`, also with a shared access signature as
/// its query, and `azure://account/container/path`, over Azure's Blob service REST API.
public final class AzureBlobs implements ModelStore {
    @Override
    public Set<String> schemes() {
        return Set.of("azure");
    }

    @Override
    public boolean understands(StorageUri uri) {
        return uri.scheme().equals("azure")
                || uri.scheme().equals("https") && AzureAddress.isBlobHost(uri.location());
    }

    @Override
    public Location locate(StorageUri uri, StoreAccess access)
            throws StorageException, SettingException {
        AzureAddress address = AzureAddress.of(uri, access);
        WebClient client = WebClient.of(access);
        WebStore store =
                new WebStore(
                        uri,
                        "Azure container '%s' at %s"
                                .formatted(address.path().bucket(), address.endpoint()),
                        AzureCredentials.of(uri, address, access, client),
                        client);
        return new Location.Remote(Listing.of(uri, store.name(), files(store, address)));
    }

    private static List<RemoteFile> files(WebStore store, AzureAddress address)
            throws StorageException {
        ObjectPath path = address.path();
        String container = address.endpoint() + "/" + Percent.encode(path.bucket());
        List<RemoteFile> files = new ArrayList<>();
        String marker = "";
        do {
            URI list =
                    URI.create(
                            "%s?restype=container&comp=list&prefix=%s%s"
                                    .formatted(
                                            container,
                                            Percent.encode(path.prefix()),
                                            marker.isEmpty()
                                                    ? ""
                                                    : "&marker=" + Percent.encode(marker)));
            BlobList page = BlobList.parse(store, store.text(WebRequest.read(list)));
            for (BlobList.Blob blob : page.blobs()) {
                path.pathOf(blob.name())
                        .ifPresent(place -> files.add(file(store, container, blob, place)));
            }
            marker = page.next();
        } while (!marker.isEmpty());
        return files;
    }

    private static RemoteFile file(
            WebStore store, String container, BlobList.Blob blob, String place) {
        URI address = URI.create(container + "/" + Percent.encodePath(blob.name()));
        OptionalLong size = OptionalLong.of(blob.size());
        return new RemoteFile(
                place,
                size,
                blob.etag(),
                blob.checksums(),
                store.content(
                        WebRequest.read(address).with("If-Match", blob.quotedEtag()),
                        size,
                        blob.quotedEtag()));
    }
}
