package dev.serval.storage.huggingface;

import static dev.serval.storage.testing.UnrulyServer.text;

import dev.serval.storage.testing.Bytes;
import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// The Hugging Face hub's interface, faithfully rebuilt: large files are redirected to another
/// host.
public final class RebuiltHub implements AutoCloseable {
    /// The commit that every revision is.
    public static final String COMMIT = "0123456789012345678901234567890123456789";

    private final UnrulyServer hub;
    private final UnrulyServer large;

    /// Starts one that has nothing.
    public RebuiltHub() throws IOException {
        hub = new UnrulyServer();
        large = new UnrulyServer();
    }

    public String url() {
        return hub.url("");
    }

    /// A file as the hub describes it.
    record Described(String json) {
        static Described small(String name, int size, String blob) {
            return new Described(
                    "{\"rfilename\": \"%s\", \"size\": %d, \"blobId\": \"%s\"}"
                            .formatted(name, size, blob));
        }

        static Described large(String name, int size, String sha256) {
            return new Described(
                    """
                    {"rfilename": "%s", "size": %d, "blobId": "%s",
                     "lfs": {"sha256": "%s", "size": %d, "pointerSize": 134}}\
                    """
                            .formatted(name, size, COMMIT, sha256, size));
        }
    }

    /// What a revision of a repository consists of.
    RebuiltHub revision(String repository, String revision, Described... files) {
        String siblings =
                List.of(files).stream().map(Described::json).collect(Collectors.joining(", "));
        hub.on(
                "/api/models/%s/revision/%s".formatted(repository, revision),
                (_, out) ->
                        text(
                                out,
                                200,
                                "{\"id\": \"%s\", \"sha\": \"%s\", \"siblings\": [%s]}"
                                        .formatted(repository, COMMIT, siblings)));
        return this;
    }

    /// A small file's content.
    RebuiltHub small(String repository, String name, byte[] content) {
        hub.file(path(repository, name), content);
        return this;
    }

    /// A large file's content.
    RebuiltHub large(String repository, String name, byte[] content) {
        String there = "/" + Bytes.sha256(content);
        large.file(there, content);
        hub.on(
                path(repository, name),
                (_, out) -> text(out, 302, "", "Location: " + large.url(there + "?sig=1")));
        return this;
    }

    /// A repository of one large file.
    public RebuiltHub model(String repository, String name, byte[] content) {
        Described described = Described.large(name, content.length, Bytes.sha256(content));
        return large(repository, name, content).revision(repository, "main", described);
    }

    private static String path(String repository, String name) {
        return "/%s/resolve/%s/%s".formatted(repository, COMMIT, name);
    }

    /// The hub itself.
    public UnrulyServer server() {
        return hub;
    }

    /// Where its large files are.
    UnrulyServer largeFiles() {
        return large;
    }

    @Override
    public void close() {
        hub.close();
        large.close();
    }
}
