package dev.serval.storage.web;

import dev.serval.storage.source.RemoteContent;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalLong;

/// A file of which only the address is known.
public final class WebFile {
    private WebFile() {}

    /// Asks for its first byte, which tells its size, its version and whether it can be had in
    /// parts; `HEAD` is not asked, for an address may be signed for `GET` alone.
    ///
    /// @param path of the file in the model's directory
    public static RemoteFile probe(WebStore store, URI address, String path)
            throws StorageException {
        return store.attempt(() -> probeOnce(store, address, path));
    }

    private static RemoteFile probeOnce(WebStore store, URI address, String path)
            throws IOException, StorageException {
        WebRequest request = WebRequest.read(address);
        HttpResponse<InputStream> first = store.exchange(request.with("Range", "bytes=0-0"));
        if (first.statusCode() == 416 && WebVersion.total(first.headers()).orElse(-1) == 0) {
            first.body().close();
            return file(store, request, path, first.headers(), OptionalLong.of(0), false);
        }
        if (first.statusCode() == 206) {
            first.body().close();
            OptionalLong total = WebVersion.total(first.headers());
            return file(store, request, path, first.headers(), total, total.isPresent());
        }
        if (first.statusCode() == 200) {
            first.body().close();
            OptionalLong length = first.headers().firstValueAsLong("Content-Length");
            return file(store, request, path, first.headers(), length, false);
        }
        first.body().close();
        try (WebStore.Answer whole = store.ask(request)) {
            return file(store, request, path, whole.headers(), whole.total(), false);
        }
    }

    private static RemoteFile file(
            WebStore store,
            WebRequest request,
            String path,
            HttpHeaders headers,
            OptionalLong size,
            boolean ranged) {
        String version = WebVersion.of(headers);
        RemoteContent content =
                ranged
                        ? store.content(request, size, version)
                        : store.wholeContent(request, size, version);
        return new RemoteFile(path, size, version, List.of(), content);
    }
}
