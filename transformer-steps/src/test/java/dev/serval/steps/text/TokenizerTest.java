package dev.serval.steps.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static final Path FILES =
            Path.of(System.getProperty("serval.root", ".."))
                    .resolve("transformer-steps/src/test/resources/tokenizers");

    private static final Map<String, Tokenizer> TOKENIZERS = new ConcurrentHashMap<>();

    @TempDir Path folder;

    record Case(String file, int most, String text, List<Integer> ids) {
        @Override
        public String toString() {
            return "%s of '%s'".formatted(file, text.length() > 40 ? text.length() : text);
        }
    }

    static List<Case> goldens() throws IOException {
        List<Case> cases = new ArrayList<>();
        JsonNode json = new ObjectMapper().readTree(FILES.resolve("goldens.json").toFile());
        for (JsonNode golden : json) {
            List<Integer> ids = new ArrayList<>();
            golden.path("ids").forEach(id -> ids.add(id.asInt()));
            cases.add(
                    new Case(
                            golden.path("file").asText(),
                            golden.path("most").asInt(),
                            golden.path("text").asText(),
                            ids));
        }
        return cases;
    }

    /// Read once for all of a file's cases.
    private static Tokenizer tokenizer(String file) throws TokenizerException {
        Tokenizer known = TOKENIZERS.get(file);
        if (known == null) {
            known = Tokenizer.read(FILES.resolve(file + ".json"));
            TOKENIZERS.put(file, known);
        }
        return known;
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void makesTheTokensThatHuggingFaceMakes(Case golden) throws TokenizerException {
        assertThat(tokenizer(golden.file()).encode(golden.text(), golden.most()))
                .isEqualTo(golden.ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"byte-level", "byte-fallback", "llama", "llama-3"})
    void aWordAsLongAsARequestTakesNoTime(String file) throws TokenizerException {
        Tokenizer tokenizer = Tokenizer.read(FILES.resolve(file + ".json"));
        String word = "token".repeat(40_000);
        List<Integer> ids =
                Assertions.assertTimeout(
                        Duration.ofSeconds(20), () -> tokenizer.encode(word, 1 << 20));
        assertThat(ids).hasSizeGreaterThan(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nonsense                                             | it is no JSON
                    {}                                                   | model.vocab is missing
                    {"model":{"type":"WordLevel","vocab":{}}}            | model 'WordLevel' is not known, expected WordPiece, BPE or Unigram
                    {"model":{"type":"Unigram","vocab":[]}}              | model.vocab is missing, expected pieces
                    {"model":{"type":"Unigram","vocab":[["a",0]],"unk_id":1}} | model.unk_id is 1, expected a place among 1 pieces
                    {"model":{"type":"Unigram","vocab":[["a",0]],"byte_fallback":true}} | there is no token '<0x00>'
                    {"model":{"type":"WordPiece","vocab":{"a":0}}}       | token '[UNK]' is not in the vocabulary of 1
                    {"normalizer":{"type":"Nmt"}}                        | normalizer 'Nmt' is not known
                    {"normalizer":{"type":"Precompiled"}}                | claims a trie of -1 bytes, 0 are left
                    {"normalizer":{"type":"Precompiled","precompiled_charsmap":"////f0FB"}} | claims a trie of 2147483647 bytes, 2 are left
                    {"normalizer":{"type":"Replace","pattern":{"Regex":"a+"},"content":""}} | normalizer.pattern is {"Regex":"a+"}
                    {"pre_tokenizer":{"type":"Digits"}}                  | pre_tokenizer 'Digits' is not known
                    {"pre_tokenizer":{"type":"Split","pattern":{"Regex":"a+"}}} | pre_tokenizer.pattern is {"Regex":"a+"}, expected a String, or the Regex of GPT-2, Llama 3 or Qwen
                    {"pre_tokenizer":{"type":"Split","pattern":{"String":" "},"behavior":"Kept"}} | pre_tokenizer.behavior is "Kept"
                    {"pre_tokenizer":{"type":"Metaspace","prepend_scheme":"last"}} | pre_tokenizer.prepend_scheme is 'last', expected always, first or never
                    {"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Metaspace","prepend_scheme":"first"}]}} | is 'first' in a Sequence
                    {"model":{"type":"BPE","vocab":{},"byte_fallback":true}} | there is no token '<0x00>'
                    {"model":{"type":"BPE","vocab":{},"dropout":0.1}}    | model.dropout is 0.1, expected null
                    {"added_tokens":[{"content":"x","id":1,"single_word":true}]} | added token 'x' is normalized or a single word
                    """)
    void refusesWhatItDoesNotKnowByName(String json, String complaint) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
        assertThatThrownBy(() -> Tokenizer.read(file))
                .isInstanceOf(TokenizerException.class)
                .hasMessageContaining(complaint);
    }
}
