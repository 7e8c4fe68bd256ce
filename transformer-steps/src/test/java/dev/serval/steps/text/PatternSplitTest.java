package dev.serval.steps.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternSplitTest {
    private static final Pattern DASH = Pattern.compile("-");

    @ParameterizedTest
    @CsvSource({
        "REMOVED, the final countdown",
        "ISOLATED, the - final - - countdown -",
        "MERGED_WITH_PREVIOUS, the- final- - countdown-",
        "MERGED_WITH_NEXT, the -final - -countdown -",
        "CONTIGUOUS, the - final -- countdown -"
    })
    void aMatchIsTreatedAsTheBehaviorSays(PatternSplit.Behavior behavior, String words) {
        assertThat(new PatternSplit(DASH, behavior, false).split("the-final--countdown-"))
                .containsExactly(words.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "REMOVED, - - - -",
        "ISOLATED, the - final - - countdown -",
        "MERGED_WITH_PREVIOUS, the -final - -countdown -",
        "MERGED_WITH_NEXT, the- final- - countdown-",
        "CONTIGUOUS, the - final -- countdown -"
    })
    void whatIsBetweenMatchesIsTreatedSoWhereItIsInverted(
            PatternSplit.Behavior behavior, String words) {
        assertThat(new PatternSplit(DASH, behavior, true).split("the-final--countdown-"))
                .containsExactly(words.split(" "));
    }
}
