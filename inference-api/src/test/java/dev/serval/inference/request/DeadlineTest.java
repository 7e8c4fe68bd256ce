package dev.serval.inference.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void leavesTheTimeThatWasGiven() {
        Deadline deadline = Deadline.after(Duration.ofHours(1));
        assertThat(deadline.remaining())
                .isLessThanOrEqualTo(Duration.ofHours(1))
                .isGreaterThan(Duration.ofMinutes(59));
        assertThat(deadline.hasPassed()).isFalse();
    }

    @Test
    void passesAtOnceWhenNothingIsLeft() {
        assertThat(Deadline.after(Duration.ZERO).hasPassed()).isTrue();
        Deadline past = Deadline.after(Duration.ofSeconds(-5));
        assertThat(past.hasPassed()).isTrue();
        assertThat(past.remaining()).isNegative();
    }

    @Test
    void aYearStandsForNeverAndForLongAgo() {
        Deadline never = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(never.hasPassed()).isFalse();
        assertThat(never.remaining()).isBetween(Duration.ofDays(364), Duration.ofDays(365));
        Deadline longAgo = Deadline.after(Duration.ofSeconds(Long.MIN_VALUE));
        assertThat(longAgo.hasPassed()).isTrue();
        assertThat(longAgo.remaining()).isLessThanOrEqualTo(Duration.ofDays(-365));
    }

    @Test
    void theEarlierOfTwoCounts() {
        Deadline soon = new Deadline(100);
        Deadline late = new Deadline(101);
        assertThat(soon.earlier(late)).isSameAs(soon);
        assertThat(late.earlier(soon)).isSameAs(soon);
        assertThat(soon.earlier(new Deadline(100))).isSameAs(soon);
    }

    @Test
    void comparesRightlyWhereTheClockWrapsRound() {
        Deadline before = new Deadline(Long.MAX_VALUE);
        Deadline after = new Deadline(Long.MIN_VALUE);
        assertThat(after.earlier(before)).isSameAs(before);
    }
}
