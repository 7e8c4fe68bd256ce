package dev.serval.storage.s3;

import dev.serval.storage.source.Location;
import dev.serval.storage.source.ModelStore;
import dev.serval.storage.source.ObjectPath;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import java.util.Set;

/// `s3://bucket/path`, at AWS or whatever speaks its protocol: Ceph RGW, MinIO.
public final class S3Store implements ModelStore {
    @Override
    public Set<String> schemes() {
        return Set.of("s3");
    }

    @Override
    public Location locate(StorageUri uri, StoreAccess access)
            throws StorageException, SettingException {
        ObjectPath path = ObjectPath.of(uri);
        S3Settings settings = S3Settings.of(access);
        return new Location.Remote(
                new S3Bucket(uri, path, settings, S3Clients.open(settings, access)).list());
    }
}
