package dev.serval.engine.onnx.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.tensor.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ElementTypeTest {
    @ParameterizedTest
    @EnumSource
    void findsEachTypeByItsOwnCode(DataType type) {
        assertThat(ElementType.find(ElementType.codeOf(type))).contains(type);
    }

    @Test
    void knowsTheNamesOfTypesThatTheProtocolHasNot() {
        assertThat(ElementType.find(14)).isEmpty();
        assertThat(ElementType.nameOf(14)).isEqualTo("COMPLEX64");
        assertThat(ElementType.nameOf(22)).isEqualTo("INT4");
        assertThat(ElementType.nameOf(99)).isEqualTo("type 99");
    }
}
