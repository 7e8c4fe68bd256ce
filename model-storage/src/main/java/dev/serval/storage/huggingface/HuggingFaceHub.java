package dev.serval.storage.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serval.storage.source.Checksum;
import dev.serval.storage.source.Checksum.Algorithm;
import dev.serval.storage.source.Listing;
import dev.serval.storage.source.Location;
import dev.serval.storage.source.ModelStore;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.SettingException;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.source.StoreAccess;
import dev.serval.storage.web.Percent;
import dev.serval.storage.web.WebClient;
import dev.serval.storage.web.WebCredential;
import dev.serval.storage.web.WebRequest;
import dev.serval.storage.web.WebStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `hf://owner/model[:revision]` of the Hugging Face hub. A branch or tag is resolved to its commit
/// first, and every file is fetched from that.
public final class HuggingFaceHub implements ModelStore {
    private static final String HUB = "https://huggingface.co";
    private static final Pattern REPOSITORY =
            Pattern.compile("([\\w.-]+(?:/[\\w.-]+)?)(?:[:@](.+))?");

    @Override
    public Set<String> schemes() {
        return Set.of("hf");
    }

    @Override
    public Location locate(StorageUri uri, StoreAccess access)
            throws StorageException, SettingException {
        Matcher matcher = REPOSITORY.matcher(uri.location().replaceFirst("/+$", ""));
        if (!matcher.matches()) {
            throw new StorageException(
                    "storage URI '%s' names no repository, expected hf://owner/model or"
                                    .formatted(uri)
                            + " hf://owner/model:revision");
        }
        String repository = matcher.group(1);
        String revision = Optional.ofNullable(matcher.group(2)).orElse("main");
        String hub = access.find("HF_ENDPOINT").orElse(HUB).replaceFirst("/+$", "");
        WebStore store =
                new WebStore(
                        uri,
                        "repository '%s' at %s".formatted(repository, hub),
                        credential(access),
                        WebClient.of(access));
        JsonNode found =
                store.json(
                        WebRequest.read(
                                URI.create(
                                        "%s/api/models/%s/revision/%s?blobs=true"
                                                .formatted(
                                                        hub,
                                                        Percent.encodePath(repository),
                                                        Percent.encode(revision)))));
        return new Location.Remote(
                Listing.of(uri, store.name(), files(store, hub, repository, revision, found)));
    }

    private static List<RemoteFile> files(
            WebStore store, String hub, String repository, String revision, JsonNode found) {
        String commit = found.path("sha").asText(revision);
        List<RemoteFile> files = new ArrayList<>();
        for (JsonNode sibling : found.path("siblings")) {
            String name = sibling.path("rfilename").asText();
            OptionalLong size =
                    sibling.path("size").isNumber()
                            ? OptionalLong.of(sibling.path("size").asLong())
                            : OptionalLong.empty();
            URI address =
                    URI.create(
                            "%s/%s/resolve/%s/%s"
                                    .formatted(
                                            hub,
                                            Percent.encodePath(repository),
                                            Percent.encode(commit),
                                            Percent.encodePath(name)));
            WebRequest request = WebRequest.read(address);
            files.add(
                    new RemoteFile(
                            name,
                            size,
                            commit,
                            checksums(sibling),
                            size.isPresent()
                                    ? store.content(request, size, "")
                                    : store.wholeContent(request, size, "")));
        }
        return files;
    }

    /// The SHA-256 of a large file; of another one the name that Git gives it.
    private static List<Checksum> checksums(JsonNode sibling) {
        String sha256 = sibling.path("lfs").path("sha256").asText("");
        String blob = sibling.path("blobId").asText("");
        if (sha256.matches("[0-9a-fA-F]{64}")) {
            return List.of(new Checksum(Algorithm.SHA256, sha256));
        }
        return blob.matches("[0-9a-f]{40}") && sibling.path("lfs").isMissingNode()
                ? List.of(new Checksum(Algorithm.GIT_SHA1, blob))
                : List.of();
    }

    /// `HF_TOKEN`, or the token that Hugging Face's own tools keep.
    private static WebCredential credential(StoreAccess access) throws SettingException {
        Optional<String> token = access.findFirst("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
        if (token.isPresent()) {
            return WebCredential.bearer("environment variable HF_TOKEN", token.get());
        }
        Optional<Path> file =
                access.find("HF_TOKEN_PATH")
                        .or(() -> access.find("HF_HOME").map(home -> home + "/token"))
                        .or(() ->
                                access.find("HOME").map(home -> home + "/.cache/huggingface/token"))
                        .map(Path::of)
                        .filter(Files::isReadable);
        try {
            return file.isEmpty()
                    ? WebCredential.ANONYMOUS
                    : WebCredential.bearer("file " + file.get(), Files.readString(file.get()));
        } catch (IOException unreadable) {
            throw new SettingException(
                    "the token %s cannot be read: %s".formatted(file.get(), unreadable),
                    unreadable);
        }
    }
}
