package dev.serval.explainer.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.explainer.method.Subject;
import dev.serval.inference.failure.InvalidInput;
import org.junit.jupiter.api.Test;

class MethodsTest {
    private final Methods methods =
            new Methods(() -> {
                throw new InvalidInput("no trees");
            });

    @Test
    void limeAndAnchorsOfATextAreTheirOwnForTexts() {
        assertThat(methods.require("lime", Subject.TEXT).name()).isEqualTo("lime_text");
        assertThat(methods.require("anchor", Subject.TEXT).name()).isEqualTo("anchor_text");
        assertThat(methods.require("lime", Subject.NUMBERS).name()).isEqualTo("lime");
        assertThat(methods.require("kernel-shap", Subject.TEXT).name()).isEqualTo("kernel_shap");
    }

    @Test
    void refusesAMethodForAnotherKindOfInstanceAndSaysWhichThereAre() {
        assertThatThrownBy(() -> methods.require("ale", Subject.TEXT))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(
                        "method 'ale' explains rows of numbers and the request has texts, expected"
                                + " one of kernel_shap, exact_shapley,")
                .hasMessageContaining("lime_text");
        assertThatThrownBy(() -> methods.require("lime_text", Subject.NUMBERS))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(
                        "method 'lime_text' explains texts and the request has rows of numbers");
    }
}
