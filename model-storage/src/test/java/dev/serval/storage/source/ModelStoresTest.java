package dev.serval.storage.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoresTest {
    private static final StoreAccess NOTHING = new StoreAccess(Map.of());

    @Test
    void asksTheStoreOfTheScheme() throws StorageException {
        ModelStores stores = new ModelStores(List.of(answering("one"), answering("two")));
        assertThat(stores.locate(new StorageUri("two", "x"), NOTHING))
                .isEqualTo(new Location.Here(Path.of("two")));
    }

    @Test
    void refusesAnUnknownSchemeAndListsTheKnown() {
        ModelStores stores = new ModelStores(List.of(answering("two"), answering("one")));
        assertThatThrownBy(() -> stores.locate(StorageUri.parse("ftp://host/x"), NOTHING))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "storage URI 'ftp://host/x': scheme 'ftp' is not known, expected one of"
                                + " one, two");
    }

    @Test
    void followsARegistryToTheStore() throws StorageException {
        ModelStores stores =
                new ModelStores(
                        List.of(
                                store("names", new Location.Elsewhere(new StorageUri("one", "x"))),
                                answering("one")));
        assertThat(stores.locate(new StorageUri("names", "iris"), NOTHING))
                .isEqualTo(new Location.Here(Path.of("one")));
    }

    @Test
    void refusesARegistryThatLeadsToItself() {
        StorageUri self = new StorageUri("names", "iris");
        ModelStores stores = new ModelStores(List.of(store("names", new Location.Elsewhere(self))));
        assertThatThrownBy(() -> stores.locate(self, NOTHING)).hasMessageContaining("without end");
    }

    @Test
    void refusesAListingOfNothing() {
        StorageUri uri = new StorageUri("s3", "bucket/x");
        assertThatThrownBy(() -> Listing.of(uri, "bucket 'bucket'", List.of()))
                .hasMessage("storage URI 's3://bucket/x': bucket 'bucket' has nothing under it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a//b", "", "a/./b", "a/..", "a\nb"})
    void refusesAListingWithAFileOutsideTheDirectory(String path) {
        StorageUri uri = new StorageUri("s3", "bucket/x");
        RemoteFile file =
                new RemoteFile(path, java.util.OptionalLong.of(1), "v", List.of(), new NoContent());
        assertThatThrownBy(() -> Listing.of(uri, "it", List.of(file)))
                .hasMessageContaining("would lie outside the model's directory");
    }

    @Test
    void aStoreThatBreaksIsToldWithTheUriAndTheRoot() {
        ModelStore broken =
                new ModelStore() {
                    @Override
                    public Set<String> schemes() {
                        return Set.of("s3");
                    }

                    @Override
                    public Location locate(StorageUri uri, StoreAccess access) {
                        throw new IllegalStateException(
                                "the client failed", new ClosedChannelException());
                    }
                };
        ModelStores stores = new ModelStores(List.of(broken));
        assertThatThrownBy(() -> stores.locate(StorageUri.parse("s3://bucket/x"), NOTHING))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "storage URI 's3://bucket/x': the store of s3: it cannot be asked:"
                                + " java.lang.IllegalStateException: the client failed, caused by"
                                + " java.nio.channels.ClosedChannelException");
    }

    private static ModelStore answering(String scheme) {
        return store(scheme, new Location.Here(Path.of(scheme)));
    }

    private static ModelStore store(String scheme, Location location) {
        return new ModelStore() {
            @Override
            public Set<String> schemes() {
                return Set.of(scheme);
            }

            @Override
            public Location locate(StorageUri uri, StoreAccess access) {
                return location;
            }
        };
    }

    private static final class NoContent implements RemoteContent {
        @Override
        public boolean isRanged() {
            return false;
        }

        @Override
        public java.io.InputStream open(long from, long to) {
            return java.io.InputStream.nullInputStream();
        }
    }
}
