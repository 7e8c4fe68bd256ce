package dev.serval.platform.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static List<WatchEvent> events(String text) throws Exception {
        List<WatchEvent> events = new ArrayList<>();
        try (EventStream stream = new EventStream(text.lines(), new ObjectMapper())) {
            for (Optional<WatchEvent> event = stream.next();
                    event.isPresent();
                    event = stream.next()) {
                events.add(event.get());
            }
        }
        return events;
    }

    @Test
    void readsEventsBetweenSignsOfLife() throws Exception {
        var iris = new ObjectMapper().readTree("{\"name\":\"iris\"}");

        assertThat(
                        events(
                                """
                                event:ADDED
                                data:{"name":"iris"}

                                :

                                event:BOOKMARK
                                data:{}

                                event: DELETED
                                data: {"name":"iris"}

                                """))
                .containsExactly(
                        new WatchEvent.Present(iris),
                        new WatchEvent.UpToDate(),
                        new WatchEvent.Gone(iris));
    }

    @Test
    void anEventThatWasCutOffIsNone() throws Exception {
        assertThat(events("event:ADDED\ndata:{\"name\":")).isEmpty();
    }
}
