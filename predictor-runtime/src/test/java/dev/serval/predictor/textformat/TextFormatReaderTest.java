package dev.serval.predictor.textformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatReaderTest {
    @Test
    void readsScalarsOfEveryKind() throws TextFormatException {
        assertThat(values("a: 'text' b: -12 c: 1.5e3 d: KIND_CPU e: true f: -inf"))
                .containsExactly(
                        new TextValue.Text("text"),
                        whole("-12"),
                        new TextValue.Real(1500),
                        new TextValue.Word("KIND_CPU"),
                        new TextValue.Word("true"),
                        new TextValue.Real(Double.NEGATIVE_INFINITY));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "017, 15", "0x1F, 31", "18446744073709551616, 18446744073709551616"})
    void readsIntegersOfEveryBase(String text, String value) throws TextFormatException {
        assertThat(values("a: " + text)).containsExactly(whole(value));
    }

    @ParameterizedTest
    @CsvSource({"1., 1", ".5, 0.5", "10f, 10", "1e-2, 0.01", "2.5E+1F, 25", "0e1, 0"})
    void readsFloatsOfEveryForm(String text, double value) throws TextFormatException {
        assertThat(values("a: " + text)).containsExactly(new TextValue.Real(value));
    }

    @Test
    void readsNotANumber() throws TextFormatException {
        assertThat(values("a: nan")).containsExactly(new TextValue.Real(Double.NaN));
    }

    @Test
    void readsMessagesInEveryBracketWithAndWithoutColon() throws TextFormatException {
        assertThat(values("a { x: 1 } a: { x: 1 } a < x: 1 > a: < x: 1 >"))
                .hasSize(4)
                .allSatisfy(value ->
                        assertThat(((TextValue.Message) value).fields())
                                .extracting(TextField::name, TextField::value)
                                .containsExactly(tuple("x", whole("1"))));
    }

    @Test
    void takesAListForAFieldThatIsRepeated() throws TextFormatException {
        TextValue.Message read = TextFormatReader.read("dims: [ -1, 4 ] none: [] m [{}, {}]");
        assertThat(read.fields())
                .extracting(TextField::name)
                .containsExactly("dims", "dims", "m", "m");
    }

    @Test
    void joinsAdjacentStringsAcrossLinesAndComments() throws TextFormatException {
        assertThat(values("a: \"one \" # a comment\n  'two'"))
                .containsExactly(new TextValue.Text("one two"));
    }

    @Test
    void resolvesEscapes() throws TextFormatException {
        assertThat(values("a: \"\\n\\t\\\\\\\"\\'\\?\\101\\x41\\u00e9\\U0001F99D\\303\\251🦝\""))
                .containsExactly(new TextValue.Text("\n\t\\\"'?AAé🦝é🦝"));
    }

    @Test
    void allowsCommasAndSemicolonsBetweenFields() throws TextFormatException {
        assertThat(values("a: 1, b: 2; c: 3")).hasSize(3);
    }

    @Test
    void readsExtensionNamesWhole() throws TextFormatException {
        assertThat(TextFormatReader.read("[a.b/c.d] { }").fields())
                .extracting(TextField::name)
                .containsExactly("[a.b/c.d]");
    }

    @Test
    void readsNothingFromAnEmptyText() throws TextFormatException {
        assertThat(TextFormatReader.read(" # only a comment").fields()).isEmpty();
    }

    @Test
    void knowsWhereAValueBegins() throws TextFormatException {
        assertThat(TextFormatReader.read("a: 1\n  b: 2").fields())
                .extracting(TextField::position)
                .containsExactly(new Position(1, 4), new Position(2, 6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a 1| line 1, column 3: found '1', expected ':' or '{' after 'a'",
                "a:| line 1, column 3: found the end of the text, expected a value of 'a'",
                "a: }| line 1, column 4: found '}', expected a value of 'a'",
                "a: {| line 1, column 4: a '{' that is not closed",
                "a: [1 2]| line 1, column 7: found '2', expected ',' or ']' in the list 'a'",
                "1: 2| line 1, column 1: found '1', expected a field's name",
                "a: \"open| line 1, column 4: a string that is not closed on its line",
                "a: '\\q'| line 1, column 5: an escape that there is not",
                "a: '\\u12'| line 1, column 5: \\u with 2 digits, expected 4",
                "a: '\\uD800'| line 1, column 5: U+D800 is no character",
                "a: '\\777'| line 1, column 5: an escape that is beyond its range",
                "a: 08| line 1, column 4: '08' is no number",
                "a: 1x| line 1, column 4: '1x' is no number",
                "a: - x| line 1, column 6: found 'x', expected a number after '-'",
                "a: @| line 1, column 4: '@' begins no field, value or bracket",
                "[a b: 1| line 1, column 5: found ':', expected an extension's name",
            })
    void saysWhereATextIsWrongAndWhatWasExpected(String text, String message) {
        assertThatThrownBy(() -> TextFormatReader.read(text))
                .isInstanceOf(TextFormatException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAStringOverTwoLines() {
        assertThatThrownBy(() -> TextFormatReader.read("a: 1\nb: 'x\n'"))
                .hasMessage("line 2, column 4: a string that is not closed on its line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a {", "a: <", "a: [", "a: '\n", "[", "-", "a:"})
    void refusesTheSameAgainAndAgain(String piece) {
        assertThatThrownBy(() -> TextFormatReader.read(piece.repeat(100_000)))
                .isInstanceOf(TextFormatException.class);
    }

    @Test
    void refusesMessagesThatAreTooDeep() {
        assertThatThrownBy(() -> TextFormatReader.read("a {".repeat(65) + "}".repeat(65)))
                .hasMessage("line 1, column 195: messages more than 64 deep");
    }

    @Test
    void refusesANumberOfAMillionDigits() {
        assertThatThrownBy(() -> TextFormatReader.read("a: " + "9".repeat(1_000_000)))
                .hasMessage(
                        "line 1, column 4: a number of 1000000 characters, expected at most 64");
    }

    @Test
    void readsOrRefusesWhateverAFileIsMutatedTo() {
        String valid = "name: \"m\" input [ { name: 'x' dims: [ -1, 4 ] } ] p { k: 1.5e3 } # c\n";
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(valid);
            for (int change = 0; change < 3; change++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(1, 300));
            }
            assertReadOrRefused(text.toString());
        }
    }

    private static void assertReadOrRefused(String text) {
        try {
            assertThat(TextFormatReader.read(text)).isNotNull();
        } catch (TextFormatException refused) {
            assertThat(refused).hasMessageStartingWith("line ");
        }
    }

    private static List<TextValue> values(String text) throws TextFormatException {
        return TextFormatReader.read(text).fields().stream().map(TextField::value).toList();
    }

    private static TextValue whole(String value) {
        return new TextValue.Whole(new BigInteger(value));
    }
}
