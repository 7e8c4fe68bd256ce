package dev.serval.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.UnknownModel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"iris", "a", "...", "..a", "my model", "größe-🦝", "a:b", "%2e%2e"})
    void isOnePathSegment(String value) {
        assertThat(new ModelName(value).value()).isEqualTo(value);
        assertThat(new ModelName(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "\t", ".", "..", "../iris", "a/b", "a\\b", "/", "a\0", "a\nb", "a\u007f",
                "\u0085x", "\ud83e", "x\udd9d"
            })
    void refusesWhatWouldNameSomethingElseOrNothing(String value) {
        assertThatThrownBy(() -> new ModelName(value)).isInstanceOf(UnknownModel.class);
    }

    @Test
    void refusesWithKServesWords() {
        assertThatThrownBy(() -> new ModelName(".."))
                .hasMessage("Model with name .. does not exist.");
    }

    @Test
    void doesNotRepeatControlCharactersInItsRefusal() {
        assertThatThrownBy(() -> new ModelName("a\r\nb\u0085c\u001b"))
                .hasMessage("Model with name a??b?c? does not exist.");
    }

    @Test
    void mayBe255CharactersLong() {
        String longest = "n".repeat(255);
        assertThat(new ModelName(longest).value()).isEqualTo(longest);
    }

    @Test
    void cutsAnOverlongNameInItsRefusal() {
        assertThatThrownBy(() -> new ModelName("n".repeat(256)))
                .isInstanceOf(UnknownModel.class)
                .hasMessage("Model with name %s… does not exist.", "n".repeat(255));
    }

    @Test
    void repeatsANameOfTheLongestKindWhole() {
        String refused = "/".repeat(255);
        assertThatThrownBy(() -> new ModelName(refused))
                .hasMessage("Model with name %s does not exist.", refused);
    }

    @Test
    void sortsByName() {
        assertThat(Stream.of("b", "a", "a1").map(ModelName::new).sorted().map(ModelName::value))
                .containsExactly("a", "a1", "b");
    }
}
