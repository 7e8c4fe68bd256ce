package dev.serval.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.request.Parameter;
import dev.serval.inference.request.Parameters;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelParametersTest {
    @Test
    void readsAValueWhateverItWasGivenAs() throws ModelLoadException {
        assertThat(given(new Parameter.Whole(4)).threads("p", 1)).isEqualTo(4);
        assertThat(given(new Parameter.Text(" 4 ")).threads("p", 1)).isEqualTo(4);
        assertThat(given(new Parameter.Flag(true)).isTrue("p")).isTrue();
        assertThat(given(new Parameter.Whole(1)).isTrue("p")).isTrue();
        assertThat(given(new Parameter.Text("0")).isTrue("p")).isFalse();
    }

    @Test
    void noThreadsOrNoneGivenAreWhatTheEngineWouldTake() throws ModelLoadException {
        assertThat(given(new Parameter.Whole(0)).threads("p", 3)).isEqualTo(3);
        assertThat(given(new Parameter.Whole(9)).threads("q", 3)).isEqualTo(3);
        assertThat(given(new Parameter.Whole(9)).isTrue("q")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", "1.5", "99999999999"})
    void refusesWhatIsNoNumberOfThreads(String value) {
        assertThatThrownBy(() -> given(new Parameter.Text(value)).threads("p", 1))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("parameter 'p' is '%s', expected a number of threads, or 0", value);
    }

    @Test
    void refusesWhatIsNeitherTrueNorFalse() {
        assertThatThrownBy(() -> given(new Parameter.Text("perhaps")).isTrue("p"))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("parameter 'p' is 'perhaps', expected true or false");
    }

    private static ModelParameters given(Parameter value) {
        var settings = new EngineSettings(1, new Parameters(Map.of("p", value)));
        return ModelParameters.of(settings);
    }
}
