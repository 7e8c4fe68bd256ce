package dev.serval.storage.web;

import dev.serval.storage.source.RemoteContent;
import dev.serval.storage.source.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// A file that the server hands out from its beginning only.
record WholeContent(WebStore store, WebRequest request, OptionalLong size, String version)
        implements RemoteContent {
    @Override
    public boolean isRanged() {
        return false;
    }

    @Override
    public InputStream open(long from, long to) throws IOException, StorageException {
        WebStore.Answer answer = store.ask(request);
        OptionalLong length = answer.total();
        if (size.isPresent() && length.isPresent() && size.getAsLong() != length.getAsLong()) {
            answer.close();
            throw store.because(
                    "%s changed while it was read: it had %d bytes and has now %d"
                            .formatted(
                                    WebClient.shown(request.uri()),
                                    size.getAsLong(),
                                    length.getAsLong()),
                    null);
        }
        return answer.body();
    }
}
