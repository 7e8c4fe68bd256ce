package dev.serval.engine.lightgbm.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryListTest {
    @Test
    void readsTextsNumbersAndBooleansAsTheyAreSent() {
        assertThat(CategoryList.parse("[[\"Rome\", \"Oslo, N\"], [1, -2.5], [false, true], []]"))
                .containsExactly(
                        List.of("Rome", "Oslo, N"),
                        List.of("1", "-2.5"),
                        List.of("false", "true"),
                        List.of());
    }

    @Test
    void readsWhatJsonEscapes() {
        assertThat(
                        CategoryList.parse(
                                "[[\"Z\\u00fcrich\", \"a\\\"b\\\\c\\/\", \"\\n\\t\\r\\b\\f\"]]"))
                .containsExactly(List.of("Zürich", "a\"b\\c/", "\n\t\r\b\f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[",
                "[[",
                "[[\"",
                "[[\"\\",
                "[[\"\\u12",
                "[[\"\\uzzzz\"]]",
                "[1]",
                "[[,]]",
                "{}",
                "[[1"
            })
    void readsAnythingElseAsNoCategories(String json) {
        assertThat(CategoryList.parse(json)).isEmpty();
    }
}
