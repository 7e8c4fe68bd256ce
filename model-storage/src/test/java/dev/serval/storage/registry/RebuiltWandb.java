package dev.serval.storage.registry;

import static dev.serval.storage.testing.UnrulyServer.text;

import dev.serval.storage.testing.UnrulyServer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The part of W&B's GraphQL interface that is asked, rebuilt: one artefact, each of whose files is
/// a page of its own, kept by another host.
public final class RebuiltWandb implements AutoCloseable {
    private final UnrulyServer server = new UnrulyServer();
    private final UnrulyServer kept = new UnrulyServer();
    private final List<String> edges = new ArrayList<>();

    /// @param artefact its name and alias, `iris:best`
    public RebuiltWandb(String artefact) throws IOException {
        server.on(
                "/graphql",
                (request, out) -> {
                    if (!request.body().contains("\"artifact\":\"%s\"".formatted(artefact))) {
                        text(out, 200, "{\"data\": {\"project\": {\"artifact\": null}}}");
                        return;
                    }
                    text(out, 200, page(request.body()));
                });
    }

    private String page(String asked) {
        int number = 0;
        for (int i = 1; i < edges.size(); i++) {
            number = asked.contains("\"after\":\"c%d\"".formatted(i)) ? i : number;
        }
        return """
        {"data": {"project": {"artifact": {"digest": "d1", "files": {
         "pageInfo": {"hasNextPage": %s, "endCursor": "c%d"}, "edges": [%s]}}}}}\
        """
                .formatted(number + 1 < edges.size(), number + 1, edges.get(number));
    }

    public String url() {
        return server.url("");
    }

    /// A file of the artefact.
    public RebuiltWandb file(String name, byte[] content) {
        String there = "/%d".formatted(edges.size());
        kept.file(there, content);
        edges.add(
                """
                {"node": {"name": "%s", "sizeBytes": %d, "md5": "%s", "directUrl": "%s"}}\
                """
                        .formatted(name, content.length, md5(content), kept.url(there + "?sig=1")));
        return this;
    }

    private static String md5(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    /// Its interface.
    public UnrulyServer server() {
        return server;
    }

    /// Where the files are.
    UnrulyServer files() {
        return kept;
    }

    @Override
    public void close() {
        server.close();
        kept.close();
    }
}
