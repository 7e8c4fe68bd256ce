package dev.serval.explainer.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.explainer.model.Rows;
import dev.serval.explainer.parts.MaskedText.Span;
import dev.serval.explainer.parts.MaskedText.Unit;
import dev.serval.inference.failure.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTextTest {
    private static String shown(MaskedText text, double... row) {
        return text.with(Rows.of(row), 0);
    }

    @Test
    void aWordThatComesAgainIsLeftOutEverywhere() {
        MaskedText text = MaskedText.of("good film, good cast", Unit.WORD, "");

        assertThat(text.words())
                .extracting(MaskedText.Word::name)
                .containsExactly("good", "film", "cast");
        assertThat(text.words().getFirst().places())
                .containsExactly(new Span(0, 4), new Span(11, 15));
        assertThat(shown(text, 0, 1, 1)).isEqualTo(" film,  cast");
        assertThat(shown(text, 1, 1, 1)).isEqualTo(text.text());
    }

    @Test
    void eachPlaceIsAWordByItselfIfSoAskedFor() {
        MaskedText text = MaskedText.of("good film, good cast", Unit.PLACE, "[MASK]");

        assertThat(text.words()).hasSize(4);
        assertThat(shown(text, 1, 1, 0, 0)).isEqualTo("good film, [MASK] [MASK]");
    }

    @Test
    void lettersOfEveryScriptMakeWords() {
        MaskedText text = MaskedText.of("Größe 42_b – мир, नमस्ते!", Unit.WORD, "");

        assertThat(text.words())
                .extracting(MaskedText.Word::name)
                .containsExactly("Größe", "42_b", "мир", "नमस्ते");
        assertThat(shown(text, 0, 0, 0, 0)).isEqualTo("  – , !");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?! …"})
    void refusesATextWithoutWords(String text) {
        assertThatThrownBy(() -> MaskedText.of(text, Unit.WORD, ""))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("the text '%s' has no words, expected letters or digits", text);
    }

    @Test
    void refusesMoreWordsThanAMethodGetsDoneWith() {
        assertThatThrownBy(() -> MaskedText.of("a ".repeat(2001), Unit.PLACE, ""))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("the text has 2001 words, expected at most 2000");
    }
}
