package dev.serval.storage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Checksum.Algorithm;
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
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// `gs://bucket/path`, over Cloud Storage's JSON API. `STORAGE_EMULATOR_HOST` names another server.
public final class GcsStore implements ModelStore {
    private static final String GOOGLE = "https://storage.googleapis.com";

    @Override
    public Set<String> schemes() {
        return Set.of("gs");
    }

    @Override
    public Location locate(StorageUri uri, StoreAccess access)
            throws StorageException, SettingException {
        ObjectPath path = ObjectPath.of(uri);
        String base = base(access);
        WebStore store =
                new WebStore(
                        uri,
                        "GCS bucket '%s' at %s".formatted(path.bucket(), base),
                        GcsCredentials.of(access),
                        WebClient.of(access));
        String bucket = base + "/storage/v1/b/" + Percent.encode(path.bucket()) + "/o";
        return new Location.Remote(Listing.of(uri, store.name(), files(store, bucket, path)));
    }

    private static String base(StoreAccess access) {
        String host = access.find("STORAGE_EMULATOR_HOST").orElse(GOOGLE).strip();
        String url = host.contains("://") ? host : "http://" + host;
        return url.replaceFirst("/+$", "");
    }

    private static List<RemoteFile> files(WebStore store, String bucket, ObjectPath path)
            throws StorageException {
        List<RemoteFile> files = new ArrayList<>();
        String page = "";
        do {
            URI address =
                    URI.create(
                            "%s?prefix=%s&maxResults=1000%s"
                                    .formatted(
                                            bucket,
                                            Percent.encode(path.prefix()),
                                            page.isEmpty()
                                                    ? ""
                                                    : "&pageToken=" + Percent.encode(page)));
            JsonNode found = store.json(WebRequest.read(address));
            for (JsonNode object : found.path("items")) {
                String name = object.path("name").asText();
                path.pathOf(name).ifPresent(place -> files.add(file(store, bucket, object, place)));
            }
            page = found.path("nextPageToken").asText("");
        } while (!page.isEmpty());
        return files;
    }

    private static RemoteFile file(WebStore store, String bucket, JsonNode object, String place) {
        OptionalLong size = OptionalLong.of(object.path("size").asLong());
        String generation = object.path("generation").asText("");
        URI address =
                URI.create(
                        "%s/%s?alt=media%s"
                                .formatted(
                                        bucket,
                                        Percent.encode(object.path("name").asText()),
                                        generation.isEmpty() ? "" : "&generation=" + generation));
        return new RemoteFile(
                place,
                size,
                generation,
                checksums(object),
                store.content(asStored(address), size, ""));
    }

    /// An object that is stored compressed is fetched as it is stored: else its size and sums are
    /// not those of what comes.
    private static WebRequest asStored(URI address) {
        return WebRequest.read(address).with("Accept-Encoding", "gzip");
    }

    private static List<Checksum> checksums(JsonNode object) {
        List<Checksum> checksums = new ArrayList<>();
        decoded(Algorithm.MD5, object.path("md5Hash").asText("")).ifPresent(checksums::add);
        decoded(Algorithm.CRC32C, object.path("crc32c").asText("")).ifPresent(checksums::add);
        return checksums;
    }

    private static Optional<Checksum> decoded(Algorithm algorithm, String base64) {
        if (base64.isEmpty()) {
            return Optional.empty();
        }
        try {
            String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
            return Optional.of(new Checksum(algorithm, hex));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
