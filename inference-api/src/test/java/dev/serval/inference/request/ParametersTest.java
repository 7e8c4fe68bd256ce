package dev.serval.inference.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final Parameters MIXED =
            new Parameters(
                    Map.of(
                            "flag", new Parameter.Flag(true),
                            "whole", new Parameter.Whole(-7),
                            "unsigned", new Parameter.Unsigned(9),
                            "huge", new Parameter.Unsigned(-1),
                            "real", new Parameter.Real(1.5),
                            "text", new Parameter.Text("true")));

    @Test
    void findsEachKindUnderItsName() {
        assertThat(MIXED.findFlag("flag")).contains(true);
        assertThat(MIXED.findWhole("whole")).hasValue(-7);
        assertThat(MIXED.findWhole("unsigned")).hasValue(9);
        assertThat(new Parameters(Map.of("zero", new Parameter.Unsigned(0))).findWhole("zero"))
                .hasValue(0);
        assertThat(MIXED.findText("text")).contains("true");
        assertThat(MIXED.find("real")).contains(new Parameter.Real(1.5));
    }

    @Test
    void findsNothingUnderAnotherName() {
        assertThat(MIXED.find("Flag")).isEmpty();
        assertThat(MIXED.findFlag("none")).isEmpty();
        assertThat(MIXED.findWhole("none")).isEmpty();
        assertThat(MIXED.findText("none")).isEmpty();
    }

    @Test
    void refusesAnotherKindAndShowsTheValue() {
        assertThatThrownBy(() -> MIXED.findFlag("text"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("parameter 'text' is true, expected true or false");
        assertThatThrownBy(() -> MIXED.findWhole("real"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("parameter 'real' is 1.5, expected an integer");
        assertThatThrownBy(() -> MIXED.findText("whole"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("parameter 'whole' is -7, expected a string");
    }

    @Test
    void refusesAnUnsignedIntegerThatDoesNotFit63Bits() {
        assertThatThrownBy(() -> MIXED.findWhole("huge"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("parameter 'huge' is 18446744073709551615, expected an integer");
    }

    @Test
    void eachKindReadsAsAPersonWouldWriteIt() {
        assertThat(new Parameter.Flag(false).text()).isEqualTo("false");
        assertThat(new Parameter.Whole(Long.MIN_VALUE).text()).isEqualTo("-9223372036854775808");
        assertThat(new Parameter.Unsigned(-2).text()).isEqualTo("18446744073709551614");
        assertThat(new Parameter.Real(0.1).text()).isEqualTo("0.1");
        assertThat(new Parameter.Text("a b").text()).isEqualTo("a b");
    }

    @Test
    void keepsTheOrderInWhichTheyCameAndCannotBeChanged() {
        Map<String, Parameter> given = new LinkedHashMap<>();
        for (String name : new String[] {"z", "a", "m", "b"}) {
            given.put(name, new Parameter.Text(name));
        }
        Parameters parameters = new Parameters(given);
        given.clear();
        assertThat(parameters.byName().keySet()).containsExactly("z", "a", "m", "b");
        assertThat(parameters.isEmpty()).isFalse();
        assertThatThrownBy(() -> parameters.byName().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void noneAreEmpty() {
        assertThat(Parameters.none().isEmpty()).isTrue();
        assertThat(Parameters.none()).isEqualTo(new Parameters(Map.of()));
    }
}
