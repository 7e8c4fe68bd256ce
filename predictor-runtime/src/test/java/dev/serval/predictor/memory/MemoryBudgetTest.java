package dev.serval.predictor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final List<String> out = new ArrayList<>();
    private final MemoryBudget budget = new MemoryBudget(100);

    @Test
    void putsOutWhatLayIdleForTheLongest() {
        budget.admit(thing("a", 40, 3));
        budget.admit(thing("b", 40, 1));
        budget.admit(thing("c", 40, 2));
        assertThat(out).containsExactly("b");
        assertThat(budget.used()).isEqualTo(80);
    }

    @Test
    void putsOutLowerPrioritiesBeforeHigherOnes() {
        budget.admit(new Thing("a", 40, 5, false, 1));
        budget.admit(new Thing("b", 40, 0, false, 2));
        budget.admit(new Thing("c", 40, 5, false, 3));
        assertThat(out).containsExactly("b");
    }

    @Test
    void neverPutsOutWhatIsPinned() {
        budget.admit(new Thing("a", 60, 0, true, 1));
        budget.admit(new Thing("b", 60, 0, true, 2));
        budget.admit(thing("c", 10, 3));
        assertThat(out).isEmpty();
        budget.makeRoomFor(10);
        assertThat(out).containsExactly("c");
    }

    @Test
    void doesNotPutOutWhatWasJustBroughtIn() {
        budget.admit(thing("a", 40, 2));
        budget.admit(thing("large", 200, 1));
        assertThat(out).containsExactly("a");
        assertThat(budget.used()).isEqualTo(200);
        budget.admit(thing("b", 40, 3));
        assertThat(out).containsExactly("a", "large");
    }

    @Test
    void makesRoomBeforeItIsNeeded() {
        budget.admit(thing("a", 40, 1));
        budget.admit(thing("b", 40, 2));
        assertThat(budget.hasRoomFor(20)).isTrue();
        assertThat(budget.hasRoomFor(21)).isFalse();
        budget.makeRoomFor(30);
        assertThat(out).containsExactly("a");
    }

    @Test
    void makesAllTheRoomThereIsForWhatIsLargerThanTheBudget() {
        budget.admit(thing("a", 40, 1));
        budget.makeRoomFor(Long.MAX_VALUE);
        assertThat(out).containsExactly("a");
        assertThat(budget.used()).isZero();
    }

    @Test
    void countsAThingOnceThoughItIsAdmittedAgain() {
        Thing thing = thing("a", 40, 1);
        budget.admit(thing);
        budget.admit(thing);
        assertThat(budget.used()).isEqualTo(40);
    }

    @Test
    void forgetsWhatIsGone() {
        Thing thing = thing("a", 40, 1);
        budget.admit(thing);
        budget.forget(thing);
        budget.forget(thing);
        assertThat(budget.used()).isZero();
        assertThat(out).isEmpty();
    }

    @Test
    void putsNothingOutWithoutALimit() {
        MemoryBudget unlimited = new MemoryBudget(MemoryBudget.UNLIMITED);
        unlimited.admit(thing("a", Long.MAX_VALUE / 4, 1));
        unlimited.admit(thing("b", Long.MAX_VALUE / 4, 2));
        unlimited.makeRoomFor(1000);
        assertThat(out).isEmpty();
        assertThat(unlimited.isLimited()).isFalse();
    }

    private Thing thing(String label, long bytes, long lastUsed) {
        return new Thing(label, bytes, 0, false, lastUsed);
    }

    private final class Thing implements Pageable {
        private final String label;
        private final long bytes;
        private final int priority;
        private final boolean pinned;
        private final long lastUsed;

        Thing(String label, long bytes, int priority, boolean pinned, long lastUsed) {
            this.label = label;
            this.bytes = bytes;
            this.priority = priority;
            this.pinned = pinned;
            this.lastUsed = lastUsed;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public long byteSize() {
            return bytes;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public boolean isPinned() {
            return pinned;
        }

        @Override
        public long lastUsed() {
            return lastUsed;
        }

        @Override
        public void pageOut() {
            out.add(label);
        }
    }
}
