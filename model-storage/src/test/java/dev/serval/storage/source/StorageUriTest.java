package dev.serval.storage.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageUriTest {
    @ParameterizedTest
    @CsvSource({
        "s3://bucket/models/iris, s3, bucket/models/iris",
        "S3://Bucket/Key, s3, Bucket/Key",
        "hf://owner/model:main, hf, owner/model:main",
        "models:/iris/Production, models, /iris/Production",
        "file:///mnt/models, file, /mnt/models",
        "file:/mnt/models, file, /mnt/models",
        "oci+native://registry:5000/iris, oci+native, registry:5000/iris",
        "/mnt/models, file, /mnt/models",
        "models/iris, file, models/iris",
        "./a:b/c, file, ./a:b/c",
        "C:/models, file, C:/models",
        "file:///a%20b, file, /a%20b",
    })
    void hasASchemeAndWhatFollowsIt(String text, String scheme, String location)
            throws StorageException {
        assertThat(StorageUri.parse(text)).isEqualTo(new StorageUri(scheme, location));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "s3://", "file://"})
    void refusesWhatNamesNoPlace(String text) {
        assertThatThrownBy(() -> StorageUri.parse(text))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "storage URI '%s' names no place, expected scheme://place or a path",
                        text.strip());
    }

    @Test
    void refusesControlCharactersAndDoesNotRepeatThem() {
        assertThatThrownBy(() -> StorageUri.parse("/models/a\nb\u001b[31m"))
                .hasMessage("storage URI '/models/a?b?[31m' holds a control character");
    }

    @Test
    void doesNotShowAPasswordOrASignature() throws StorageException {
        assertThat(StorageUri.parse("https://me:secret@host/a?sig=secret"))
                .hasToString("https://***@host/a?…");
    }

    @Test
    void showsATextThatMayBeNoUri() {
        assertThat(StorageUri.shown("https://me:secret@host/a?sig=secret"))
                .isEqualTo("https://***@host/a?…");
        assertThat(StorageUri.shown("models/what?")).isEqualTo("models/what?");
        assertThat(StorageUri.shown("<scheme-placeholder>://iris"))
                .isEqualTo("<scheme-placeholder>://iris");
    }

    @ParameterizedTest
    @CsvSource({
        "models/iris, true",
        "/mnt/models, true",
        "C:/models, true",
        "FILE:///mnt/models, true",
        "file:/mnt/models, true",
        "s3://bucket/iris, false",
        "pvc://claim/iris, false",
        "models:/iris/1, false",
        "<scheme-placeholder>://iris, false",
    })
    void saysWhatIsOnThisMachine(String text, boolean expected) {
        assertThat(StorageUri.isOfThisMachine(text)).isEqualTo(expected);
    }

    @Test
    void showsAPathWhole() throws StorageException {
        assertThat(StorageUri.parse("/models/what?")).hasToString("file:///models/what?");
    }
}
