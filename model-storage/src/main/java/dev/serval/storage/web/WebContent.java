package dev.serval.storage.web;

import dev.serval.storage.source.RemoteContent;
import dev.serval.storage.source.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// A file that is read in ranges, each of which must be of the same version.
record WebContent(WebStore store, WebRequest request, OptionalLong size, String version)
        implements RemoteContent {
    @Override
    public boolean isRanged() {
        return true;
    }

    @Override
    public InputStream open(long from, long to) throws IOException, StorageException {
        WebStore.Answer answer =
                store.ask(request.with("Range", "bytes=%d-%d".formatted(from, to - 1)));
        try {
            requireSame(answer, from);
            return answer.body();
        } catch (IOException | StorageException wrong) {
            answer.close();
            throw wrong;
        }
    }

    private void requireSame(WebStore.Answer answer, long from)
            throws IOException, StorageException {
        String found = WebVersion.of(answer.headers());
        if (!version.isEmpty() && !found.isEmpty() && !found.equals(version)) {
            throw store.because(
                    "%s changed while it was read: its version was %s and is now %s"
                            .formatted(WebClient.shown(request.uri()), version, found),
                    null);
        }
        OptionalLong total = answer.total();
        if (size.isPresent() && total.isPresent() && total.getAsLong() != size.getAsLong()) {
            throw store.because(
                    "%s changed while it was read: it had %d bytes and has now %d"
                            .formatted(
                                    WebClient.shown(request.uri()),
                                    size.getAsLong(),
                                    total.getAsLong()),
                    null);
        }
        long start = answer.status() == 206 ? WebVersion.start(answer.headers()) : 0;
        if (start != from) {
            throw new IOException(
                    "%s answered %d with bytes from %d, asked for those from %d"
                            .formatted(
                                    WebClient.shown(request.uri()), answer.status(), start, from));
        }
    }
}
