package dev.serval.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void ofAnyRankAcceptsEveryShapeAndIsNoOther() {
        assertThat(Shape.any().accepts(Shape.scalar())).isTrue();
        assertThat(Shape.any().accepts(Shape.of(2, 3))).isTrue();
        assertThat(Shape.any()).isNotEqualTo(Shape.of(-1)).isEqualTo(Shape.any());
        assertThat(Shape.any()).hasToString("[-1]");
    }

    @Test
    void countsTheProductOfItsDimensions() {
        assertThat(Shape.of(2, 3, 4).elementCount()).isEqualTo(24);
        assertThat(Shape.of(7).elementCount()).isEqualTo(7);
    }

    @Test
    void aScalarHoldsOneElement() {
        assertThat(Shape.scalar().elementCount()).isEqualTo(1);
        assertThat(Shape.scalar().rank()).isZero();
        assertThat(Shape.of()).isSameAs(Shape.scalar());
    }

    @Test
    void aShapeWithAnEmptyDimensionHoldsNothing() {
        assertThat(Shape.of(0).elementCount()).isZero();
        assertThat(Shape.of(5, 0, 3).elementCount()).isZero();
        assertThat(Shape.of(0, 4).byteSize(DataType.FP32)).isZero();
    }

    @Test
    void takesAsManyBytesAsItsElementsDo() {
        assertThat(Shape.of(2, 3).byteSize(DataType.FP32)).isEqualTo(24);
        assertThat(Shape.of(2, 3).byteSize(DataType.BOOL)).isEqualTo(6);
        assertThat(Shape.scalar().byteSize(DataType.INT64)).isEqualTo(8);
    }

    @Test
    void refusesADimensionUnderMinusOneAndSaysWhichOne() {
        assertThatThrownBy(() -> Shape.of(3, -2, -7))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("shape [3,-2,-7]: dimension 1 is -2, expected 0 or more");
        assertThatThrownBy(() -> Shape.of(Long.MIN_VALUE)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesToCountAnOpenDimensionEvenBesideAnEmptyOne() {
        assertThatThrownBy(() -> Shape.of(2, Shape.DYNAMIC).elementCount())
                .isInstanceOf(InvalidInput.class)
                .hasMessage("shape [2,-1]: dimension 1 is -1, expected 0 or more");
        assertThatThrownBy(() -> Shape.of(0, Shape.DYNAMIC).elementCount())
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void countsUpToTheLastNumberOf63Bits() {
        assertThat(Shape.of(Long.MAX_VALUE).elementCount()).isEqualTo(Long.MAX_VALUE);
        assertThat(Shape.of(1L << 31, 1L << 31).elementCount()).isEqualTo(1L << 62);
        assertThat(Shape.of(Long.MAX_VALUE).byteSize(DataType.INT8)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesAProductBeyond63Bits() {
        assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 32).elementCount())
                .isInstanceOf(InvalidInput.class)
                .hasMessage("shape [4294967296,4294967296]: its size does not fit 63 bits");
        assertThatThrownBy(() -> Shape.of(1L << 31, 1L << 32).elementCount())
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesAnOverflowThatAnEmptyDimensionWouldHide() {
        assertThatThrownBy(() -> Shape.of(0, Long.MAX_VALUE, Long.MAX_VALUE).elementCount())
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesBytesBeyond63BitsThoughTheElementsFit() {
        Shape shape = Shape.of(1L << 60);
        assertThat(shape.byteSize(DataType.FP32)).isEqualTo(1L << 62);
        assertThatThrownBy(() -> shape.byteSize(DataType.FP64))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("shape [1152921504606846976]: its size does not fit 63 bits");
    }

    @Test
    void hasNoByteSizeForByteStrings() {
        assertThatThrownBy(() -> Shape.of(2).byteSize(DataType.BYTES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BYTES");
    }

    @Test
    void isDynamicWhereSomeDimensionIsOpen() {
        assertThat(Shape.of(4, Shape.DYNAMIC).isDynamic()).isTrue();
        assertThat(Shape.of(Shape.DYNAMIC, 4).isDynamic()).isTrue();
        assertThat(Shape.of(4, 0).isDynamic()).isFalse();
        assertThat(Shape.scalar().isDynamic()).isFalse();
    }

    @Test
    void acceptsTheSameDimensionsAndAnySizeWhereItIsOpen() {
        Shape declared = Shape.of(Shape.DYNAMIC, 4);
        assertThat(declared.accepts(Shape.of(1, 4))).isTrue();
        assertThat(declared.accepts(Shape.of(900, 4))).isTrue();
        assertThat(declared.accepts(Shape.of(0, 4))).isTrue();
        assertThat(Shape.scalar().accepts(Shape.scalar())).isTrue();
    }

    @Test
    void doesNotAcceptAnotherSizeOrRank() {
        Shape declared = Shape.of(Shape.DYNAMIC, 4);
        assertThat(declared.accepts(Shape.of(1, 5))).isFalse();
        assertThat(declared.accepts(Shape.of(4))).isFalse();
        assertThat(declared.accepts(Shape.of(1, 4, 1))).isFalse();
        assertThat(Shape.of(4).accepts(Shape.of(Shape.DYNAMIC))).isFalse();
    }

    @Test
    void changesOnlyTheFirstDimensionOfACopy() {
        Shape original = Shape.of(1, 4);
        assertThat(original.withFirst(8)).isEqualTo(Shape.of(8, 4));
        assertThat(original).isEqualTo(Shape.of(1, 4));
        assertThatThrownBy(() -> original.withFirst(-2)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aScalarHasNoFirstDimensionToChange() {
        assertThatThrownBy(() -> Shape.scalar().withFirst(1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isNotChangedThroughTheArraysItWasMadeFromOrGaveOut() {
        long[] dimensions = {2, 3};
        Shape shape = Shape.of(dimensions);
        dimensions[0] = 9;
        shape.toArray()[1] = 9;
        assertThat(shape.toArray()).containsExactly(2, 3);
        assertThat(shape.dimension(0)).isEqualTo(2);
        assertThat(shape.dimension(1)).isEqualTo(3);
        assertThatThrownBy(() -> shape.dimension(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> shape.dimension(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void isEqualByDimensionsAndReadsAsJson() {
        assertThat(Shape.of(1, 2))
                .isEqualTo(Shape.of(1, 2))
                .hasSameHashCodeAs(Shape.of(1, 2))
                .isNotEqualTo(Shape.of(2, 1))
                .isNotEqualTo("[1,2]")
                .hasToString("[1,2]");
        assertThat(Shape.of(1).hashCode()).isNotEqualTo(Shape.of(2).hashCode());
        assertThat(Shape.scalar()).hasToString("[]");
    }
}
