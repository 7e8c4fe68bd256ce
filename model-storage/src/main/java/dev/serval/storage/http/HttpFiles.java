package dev.serval.storage.http;

import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Location;
import dev.serval.storage.source.ModelStore;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.WebClient;
import dev.serval.storage.web.WebFile;
import dev.serval.storage.web.WebStore;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/// `https://host/iris.onnx`: one file, or an archive of many. Its name is the last part of the
/// path.
public final class HttpFiles implements ModelStore {
    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public Location locate(StorageUri uri, StoreAccess access)
            throws StorageException, SettingException {
        URI written = written(uri);
        URI address = address(written);
        String user = written.getUserInfo() == null ? "" : written.getUserInfo();
        WebStore store =
                new WebStore(
                        uri,
                        "the server at " + address.getHost(),
                        HostHeaders.of(address, user, access),
                        WebClient.of(access));
        return new Location.Remote(
                Listing.of(
                        uri, store.name(), List.of(WebFile.probe(store, address, name(address)))));
    }

    private static URI written(StorageUri uri) throws StorageException {
        try {
            URI address = new URI(uri.scheme() + "://" + uri.location());
            if (address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException broken) {
            throw new StorageException(
                    "storage URI '%s' is no address: %s".formatted(uri, broken.getReason()),
                    broken);
        }
        throw new StorageException(
                "storage URI '%s' names no host, expected http://host/file".formatted(uri));
    }

    /// The address without a password, and without the fragment, which is never sent.
    private static URI address(URI written) {
        String whole = written.toString();
        int fragment = whole.indexOf('#');
        String sent = fragment < 0 ? whole : whole.substring(0, fragment);
        return URI.create(
                written.getRawUserInfo() == null
                        ? sent
                        : sent.replace(written.getRawUserInfo() + "@", ""));
    }

    private static String name(URI address) {
        String path = address.getPath() == null ? "" : address.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isEmpty() ? "model" : name;
    }
}
