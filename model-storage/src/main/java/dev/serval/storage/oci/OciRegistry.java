package dev.serval.storage.oci;

import dev.serval.storage.source.Location;
import dev.serval.storage.source.ModelStore;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.WebClient;
import dev.serval.storage.web.WebStore;
import java.util.Set;

/// `oci://registry/repository:tag`: artefacts, whose layers are files, and container images, whose
/// folder `/models` is the model, by the OCI distribution specification. `oci+fetch://` and
/// `oci+native://` are the same here: it is always fetched.
public final class OciRegistry implements ModelStore {
    @Override
    public Set<String> schemes() {
        return Set.of("oci", "oci+fetch", "oci+native");
    }

    @Override
    public Location locate(StorageUri uri, StoreAccess access)
            throws StorageException, SettingException {
        OciReference reference = OciReference.of(uri);
        boolean isPlain = access.isOn("SERVAL_OCI_PLAIN_HTTP", reference.isLocal());
        WebClient client = WebClient.of(access);
        WebStore store =
                new WebStore(
                        uri,
                        "repository '%s' of registry %s"
                                .formatted(reference.repository(), reference.registry()),
                        new RegistryToken(
                                uri,
                                RegistryLogins.of(access).of(reference.registry()),
                                "repository:%s:pull".formatted(reference.repository()),
                                client),
                        client);
        String base =
                "%s://%s/v2/%s"
                        .formatted(
                                isPlain ? "http" : "https",
                                reference.registry(),
                                reference.repository());
        return new Location.Remote(new OciArtefact(store, base, reference, access).list());
    }
}
