package dev.serval.predictor.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.inference.failure.EngineFailure;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.UnknownModel;
import io.quarkus.funqy.runtime.ApplicationException;
import org.junit.jupiter.api.Test;

class EventFailureTest {
    @Test
    void isTheCallsOwnHoweverDeepItLies() {
        UnknownModel unknown = new UnknownModel("iris");
        assertThat(EventFailure.of(new ApplicationException(new RuntimeException(unknown)), 500))
                .isSameAs(unknown);
    }

    @Test
    void isOursWhenTheFunctionFailsOtherwise() {
        assertThat(EventFailure.of(new ApplicationException(new RuntimeException("odd")), 500))
                .isInstanceOf(EngineFailure.class)
                .hasMessageContaining("odd");
        assertThat(EventFailure.of(null, 500)).isInstanceOf(EngineFailure.class);
    }

    @Test
    void isTheSendersWhenTheEventCannotBeRead() {
        assertThat(EventFailure.of(new RuntimeException("bad JSON\n at [Source: …]"), 500))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("the request is no event: bad JSON");
        assertThat(EventFailure.of(new NullPointerException(), 500))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("lacks an attribute");
        assertThat(EventFailure.of(null, 406))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("no single event");
        assertThat(EventFailure.of(null, 400))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("no event, expected ce- headers");
    }
}
