package dev.serval.engine.pytorch.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardSignatureTest {
    private static final String CODE =
            """
            class Inner(Module):
              training : bool
              def forward(self: __torch__.Inner,
                input: Tensor) -> Tensor:
                return input
            class Net(Module):
              training : bool
              def forward(self: __torch__.Net,
                x: Tensor,
                mask: Optional[Tensor]=None,
                pair: Tuple[int, int]=(1, 2)) -> Tuple[Tensor, Dict[str, Tensor]]:
                return (x, {"p": x})
              def other(self: __torch__.Net) -> int:
                return 1
            class Pair(NamedTuple):
              left : Tensor
            """;

    @Test
    void readsArgumentsWithTheirTypesAndDefaults() {
        ForwardSignature forward = ForwardSignature.find(CODE, "Net").orElseThrow();
        assertThat(forward.arguments())
                .containsExactly(
                        new ScriptArgument("x", "Tensor", false),
                        new ScriptArgument("mask", "Optional[Tensor]", true),
                        new ScriptArgument("pair", "Tuple[int, int]", true));
        assertThat(forward.arguments())
                .extracting(ScriptArgument::type)
                .containsExactly(ScriptType.TENSOR, ScriptType.OPTIONAL_TENSOR, ScriptType.OTHER);
    }

    @Test
    void readsThePartsOfTheAnswer() {
        assertThat(ForwardSignature.find(CODE, "Net").orElseThrow().results())
                .containsExactly("Tensor", "Dict[str, Tensor]");
        assertThat(ForwardSignature.find(CODE, "Inner").orElseThrow().results())
                .containsExactly("Tensor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pair", "Ne", "Gone", ""})
    void findsNothingInAClassWithoutForward(String type) {
        assertThat(ForwardSignature.find(CODE, type)).isEqualTo(Optional.empty());
    }

    @Test
    void endsWhereverTheCodeEnds() {
        for (int length = 0; length < CODE.length(); length++) {
            ForwardSignature.find(CODE.substring(0, length), "Net")
                    .ifPresent(cut -> assertThat(cut.arguments()).hasSizeLessThan(4));
        }
    }
}
