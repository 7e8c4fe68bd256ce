package dev.serval.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.LimitedAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V1ReaderRefusalTest {
    private static final String PERSON =
            "'age' (INT64[-1,1]), 'city' (BYTES[-1]), 'note' (FP64[-1,2])";

    private final TensorAllocator allocator = new PooledTensorAllocator(1 << 20);

    @AfterEach
    void nothingStaysTaken() {
        assertThat(allocator.bytesOnLoan()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'instances':5} | Expected \"instances\" to be a list",
                "{'instances':{'x':1}} | Expected \"instances\" to be a list",
                "{'instances':null} | Expected \"instances\" to be a list",
                "{} | the request has neither \"instances\" nor \"inputs\", expected one of them",
                "{'other':1} | the request has neither \"instances\" nor \"inputs\", expected one of them",
                "{'instances':[],'inputs':[]} | the request has both \"instances\" and \"inputs\", expected"
                        + " one of them",
                "{'inputs':[],'instances':[]} | the request has both \"instances\" and \"inputs\", expected"
                        + " one of them",
                "{'instances':[],'instances':[]} | the request has 'instances' twice, expected once",
                "{'inputs':[],'inputs':[]} | the request has 'inputs' twice, expected once",
                "[[1,2,3,4]] | the request is an array, expected an object",
                "`` | Unrecognized request format: malformed JSON at line 1, column 1: found the end,"
                        + " expected a value",
                "{'instances':[[1,2,3,4] | Unrecognized request format: malformed JSON at line 1, column"
                        + " 24: found the end, expected ',' or ']'",
                "{'instances':[[1,2,3,4]]} x | Unrecognized request format: malformed JSON at line 1,"
                        + " column 27: found 'x', expected the end",
                "{'instances':[[1,x]]} | Unrecognized request format: malformed JSON at line 1, column 18:"
                        + " found 'x', expected a value",
                "{'instances':[[1,2,3,4],[1,2,3]]} | input 'x': 'instances'[1] has 3 elements, expected 4"
                        + " like those before it",
                "{'instances':[[1,2,3,4],[1,2,3,4,5,6]]} | input 'x': 'instances'[1] has 6 elements,"
                        + " expected 4 like those before it",
                "{'instances':[[1,2,3,4],5]} | input 'x': 'instances'[1] is 5, expected an array of 4 like"
                        + " those before it",
                "{'instances':[1,[2]]} | input 'x': 'instances'[1] is an array, expected a number",
                "{'instances':[[],[1]]} | input 'x': 'instances'[1] has 1 elements, expected 0 like those"
                        + " before it",
                "{'instances':[[1,2],{'x':[1,2]}]} | input 'x': 'instances'[1] is an object, expected an"
                        + " array of 2 like those before it",
                "{'instances':[1,2,3,4]} | input 'x': the values have shape [4], expected 2 dimensions as"
                        + " in [-1,4]",
                "{'inputs':[1,2,3,4]} | input 'x': the values have shape [4], expected 2 dimensions as in"
                        + " [-1,4]",
                "{'inputs':5} | input 'x': the values have shape [], expected 2 dimensions as in [-1,4]",
                "{'instances':[[[1]]]} | input 'x': the values have shape [1,1,1], expected 2 dimensions"
                        + " as in [-1,4]",
                "{'instances':[['1']]} | input 'x': element 0 is \"1\", expected a number",
                "{'instances':[[1,null]]} | input 'x': element 1 is null, expected a number",
                "{'instances':[{'b64':'AA=='}]} | input 'b64' is unknown, the model expects 'x'"
                        + " (FP32[-1,4])",
                "{'instances':[{'y':[1]}]} | input 'y' is unknown, the model expects 'x' (FP32[-1,4])",
                "{'inputs':{'y':[1]}} | input 'y' is unknown, the model expects 'x' (FP32[-1,4])",
                "{'inputs':{}} | input 'x' is missing, the model expects 'x' (FP32[-1,4])",
                "{'instances':[{}]} | instance 0: input 'x' is missing"
            })
    void refusesARequestToAModelOfOneInput(String body, String message) {
        assertRefused(body, Signatures.IRIS, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'instances':[[1,2]]} | instance 0 is an array, expected an object with the inputs "
                        + PERSON,
                "{'instances':[{'age':[1],'city':'a'},5]} | instance 1 is 5, expected an object with the"
                        + " inputs "
                        + PERSON,
                "{'inputs':[1,2]} | 'inputs' is an array, expected an object with the inputs "
                        + PERSON,
                "{'instances':[{'age':[1]}]} | instance 0: input 'city' is missing",
                "{'instances':[{'age':[1],'city':'a'},{'city':'a'}]} | instance 1: input 'age' is missing",
                "{'instances':[{'age':[1],'city':'a','note':[1,2]},{'age':[1],'city':'a'}]} | instance 1:"
                        + " input 'note' is missing",
                "{'instances':[{'age':[1],'city':'a'},{'age':[1],'city':'a','note':[1,2]}]} | instance 1:"
                        + " input 'note' is there, but not in the instances before it",
                "{'instances':[{'age':[1],'age':[2],'city':'a'}]} | instance 0: input 'age' is there"
                        + " twice, expected once",
                "{'instances':[{'age':[1],'city':'a'},{'age':[1,2],'city':'a'}]} | input 'age':"
                        + " 'instances'[1] has 2 elements, expected 1 like those before it",
                "{'instances':[{'age':[[1]],'city':'a'}]} | input 'age': the values have shape [1,1,1],"
                        + " expected 2 dimensions as in [-1,1]",
                "{'instances':[{'city':['a'],'age':[1]}]} | input 'city': the values have shape [1,1],"
                        + " expected 1 dimensions as in [-1]",
                "{'instances':[{'age':[1.5],'city':'a'}]} | input 'age': element 0 is 1.5, expected an"
                        + " integer",
                "{'inputs':{'age':[[1]]}} | input 'city' is missing, the model expects " + PERSON,
                "{'inputs':{'age':[[1]],'age':[[1]]}} | input 'age' is there twice, expected once"
            })
    void refusesARequestToAModelOfSeveralInputs(String body, String message) {
        assertRefused(body, Signatures.PERSON, message);
    }

    @Test
    void refusesToGuessTheTypesOfAModelThatDeclaresNoInputs() {
        assertRefused(
                "{\"instances\":[1]}",
                new ModelSignature("custom", java.util.List.of(), java.util.List.of()),
                "the model declares no inputs, from which V1 values take their types, expected a V2"
                        + " request");
    }

    @Test
    void refusesNumbersBeyondHalfPrecision() {
        assertRefused(
                "{\"instances\":[1,65520]}",
                Signatures.of(Signatures.input("h", DataType.FP16, -1)),
                "input 'h': element 1 is 65520, expected FP16 from -65504 to 65504");
    }

    @Test
    void refusesNestingAtOnce() {
        String opening = "Unrecognized request format: malformed JSON at line 1, column ";
        String refusal = ": found nesting of more than 64 levels, expected at most 64";
        String brackets = "[".repeat(200_000);
        assertRefused(brackets, Signatures.IRIS, "the request is an array, expected an object");
        assertRefused("{\"instances\":" + brackets, Signatures.IRIS, opening + "77" + refusal);
        assertRefused("{\"x\":" + brackets, Signatures.IRIS, opening + "69" + refusal);
        assertRefused(
                "{\"instances\":[" + "{\"x\":".repeat(100_000),
                Signatures.IRIS,
                "input 'x': element 0 is an object, expected a number");
    }

    @Test
    void givesBackWhatItTookWhenMemoryRunsOut() {
        String rows =
                "{\"instances\":[{\"age\":[1],\"city\":\"a\",\"note\":[1,2]},"
                        + "{\"age\":[1],\"city\":\"b\",\"note\":[1,2]}]}";
        String columns = "{\"inputs\":{\"age\":[[1]],\"city\":[\"a\"],\"note\":[[1,2]]}}";
        for (String body : new String[] {rows, columns}) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            int blocks = 0;
            while (isTooLittle(bytes, blocks)) {
                blocks++;
            }
            assertThat(blocks).isBetween(4, 12);
        }
    }

    private static boolean isTooLittle(byte[] body, int blocks) {
        LimitedAllocator limited = new LimitedAllocator(blocks);
        try {
            V1Reader.read(body, body.length, Signatures.PERSON, limited).close();
            return false;
        } catch (TooLarge refused) {
            return true;
        } finally {
            assertThat(limited.bytesOnLoan()).isZero();
        }
    }

    @Test
    void closesWhatWasReadIfAnotherInputIsOfAnotherRank() {
        ModelSignature signature =
                Signatures.of(
                        Signatures.input("a", DataType.FP32, -1),
                        new TensorSpec("b", DataType.FP32, Shape.of(-1, 2)));
        assertRefused(
                "{\"instances\":[{\"a\":1,\"b\":2}]}",
                signature,
                "input 'b': the values have shape [1], expected 2 dimensions as in [-1,2]");
        assertRefused(
                "{\"inputs\":{\"a\":[1],\"b\":[2]}}",
                signature,
                "input 'b': the values have shape [1], expected 2 dimensions as in [-1,2]");
    }

    private void assertRefused(String body, ModelSignature signature, String message) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> V1Reader.read(bytes, bytes.length, signature, allocator))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(message);
    }
}
