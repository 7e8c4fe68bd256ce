package dev.serval.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataTypeTest {
    @ParameterizedTest
    @CsvSource({
        "BOOL, 1, BOOLEAN",
        "UINT8, 1, UNSIGNED",
        "UINT16, 2, UNSIGNED",
        "UINT32, 4, UNSIGNED",
        "UINT64, 8, UNSIGNED",
        "INT8, 1, SIGNED",
        "INT16, 2, SIGNED",
        "INT32, 4, SIGNED",
        "INT64, 8, SIGNED",
        "FP16, 2, FLOATING",
        "BF16, 2, FLOATING",
        "FP32, 4, FLOATING",
        "FP64, 8, FLOATING"
    })
    void hasTheProtocolsNameSizeAndKind(String wireName, int byteSize, DataType.Kind kind) {
        DataType type = DataType.find(wireName).orElseThrow();
        assertThat(type.name()).isEqualTo(wireName);
        assertThat(type.byteSize()).isEqualTo(byteSize);
        assertThat(type.kind()).isEqualTo(kind);
        assertThat(type.hasFixedSize()).isTrue();
    }

    @Test
    void byteStringsHaveNoFixedSize() {
        DataType type = DataType.find("BYTES").orElseThrow();
        assertThat(type.hasFixedSize()).isFalse();
        assertThat(type.kind()).isEqualTo(DataType.Kind.BYTE_STRING);
        assertThatThrownBy(type::byteSize)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("elements of BYTES have no fixed size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fp32", "FP32 ", "FLOAT", "INT128", "BYTES\0"})
    void findsNoTypeUnderAnyOtherName(String wireName) {
        assertThat(DataType.find(wireName)).isEmpty();
    }
}
