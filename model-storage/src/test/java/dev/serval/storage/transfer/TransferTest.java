package dev.serval.storage.transfer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.storage.source.Listing;
import dev.serval.storage.source.RemoteContent;
import dev.serval.storage.source.RemoteFile;
import dev.serval.storage.source.StorageException;
import dev.serval.storage.source.StorageUri;
import dev.serval.storage.testing.Fetching;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {
    private static final StorageUri URI = new StorageUri("s3", "models/iris");

    @TempDir Path folder;

    @Test
    void aLibraryThatBreaksIsToldWithUriStoreFileAndCause() {
        assertThatThrownBy(() ->
                        fetch(() -> {
                            throw new UncheckedIOException(new ClosedChannelException());
                        }))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(
                        "storage URI 's3://models/iris': bucket 'models': file 'a.onnx': ")
                .hasMessageEndingWith("caused by java.nio.channels.ClosedChannelException");
    }

    @Test
    void aConnectionThatBreaksWithoutAWordIsToldByItsName() {
        assertThatThrownBy(() ->
                        fetch(() -> {
                            throw new ClosedChannelException();
                        }))
                .hasMessage(
                        "storage URI 's3://models/iris': bucket 'models': file 'a.onnx':"
                                + " ClosedChannelException (tried 3 times)");
    }

    @Test
    void theFirstFileThatIsRefusedIsToldHoweverManyAreFetchedAtOnce() {
        for (int round = 0; round < 200; round++) {
            String name = "round-" + round;
            assertThatThrownBy(() ->
                            fetch(
                                    name,
                                    List.of("a", "b", "c", "d"),
                                    () -> {
                                        throw new UncheckedIOException(new IOException("denied"));
                                    }))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("denied");
        }
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private void fetch(Opening opening) throws StorageException {
        fetch("only", List.of("a.onnx"), opening);
    }

    private void fetch(String place, List<String> names, Opening opening) throws StorageException {
        RemoteContent content =
                new RemoteContent() {
                    @Override
                    public boolean isRanged() {
                        return true;
                    }

                    @Override
                    public InputStream open(long from, long to) throws IOException {
                        return opening.open();
                    }
                };
        List<RemoteFile> files =
                names.stream()
                        .map(name ->
                                new RemoteFile(
                                        name, OptionalLong.of(1000), "v1", List.of(), content))
                        .toList();
        new Transfer(Fetching.QUICK)
                .fetch(
                        Listing.of(URI, "bucket 'models'", files),
                        folder.resolve(place).resolve("files"),
                        folder.resolve(place).resolve("journal"),
                        new TransferProgress(System::nanoTime));
    }
}
