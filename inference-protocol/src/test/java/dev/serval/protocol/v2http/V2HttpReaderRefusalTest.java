package dev.serval.protocol.v2http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.TooLarge;
import dev.serval.inference.tensor.PooledTensorAllocator;
import dev.serval.inference.tensor.TensorAllocator;
import dev.serval.protocol.wire.LimitedAllocator;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V2HttpReaderRefusalTest {
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
                "[] | the request is an array, expected an object",
                "{} | the request: 'inputs' is missing",
                "{'inputs':null} | 'inputs' is null, expected an array",
                "{'inputs':5} | 'inputs' is 5, expected an array",
                "{'inputs':[5]} | input 0 is 5, expected an object",
                "{'inputs':[],'inputs':[]} | the request: 'inputs' is there twice, expected once",
                "{'inputs':[],'id':5} | 'id' is 5, expected a string",
                "{'id':'a','id':'b'} | the request: 'id' is there twice, expected once",
                "{'parameters':{},'parameters':{}} | the request: 'parameters' is there twice, expected"
                        + " once",
                "{'outputs':[],'outputs':[]} | the request: 'outputs' is there twice, expected once",
                "{'parameters':[]} | the request: 'parameters' is an array, expected an object",
                "{'parameters':{'a':1,'a':2}} | the request: parameter 'a' is there twice, expected once",
                "{'parameters':{'binary_data_output':1}} | the request: parameter 'binary_data_output' is"
                        + " 1, expected true or false",
                "{'outputs':5} | 'outputs' is 5, expected an array",
                "{'outputs':['y']} | output 0 is \"y\", expected an object",
                "{'outputs':[{}]} | output 0: 'name' is missing",
                "{'outputs':[{'name':5}]} | output 0: 'name' is 5, expected a string",
                "{'outputs':[{'name':'y'},{'name':'y'}]} | output 'y' is asked for twice, expected once",
                "{'outputs':[{'name':'y','parameters':{'binary_data':'yes'}}]} | output 'y': parameter"
                        + " 'binary_data' is yes, expected true or false",
                "{'outputs':[{'name':'y','parameters':3}]} | output 'y': 'parameters' is 3, expected an"
                        + " object",
                "{'inputs':[]} x | malformed JSON at line 1, column 15: found 'x', expected the end",
                "{'inputs':[ | malformed JSON at line 1, column 12: found the end, expected a value",
                "`` | malformed JSON at line 1, column 1: found the end, expected a value"
            })
    void refusesARequestAndSaysWhatIsWrong(String body, String message) {
        assertRefused(body.replace('\'', '"'), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'shape':[1],'datatype':'INT8','data':[1]} | input 0: 'name' is missing",
                "{'name':'x','datatype':'INT8','data':[1]} | input 'x': 'shape' is missing",
                "{'name':'x','shape':[1],'data':[1]} | input 'x': 'datatype' is missing",
                "{'name':'x','shape':[1],'datatype':'INT8'} | input 'x': 'data' is missing",
                "{'name':'x','shape':[1],'datatype':'INT8','data':null} | input 'x': 'data' is missing",
                "{'name':null} | input 0: 'name' is null, expected a string",
                "{'name':'x','name':'y'} | input 'x': 'name' is there twice, expected once",
                "{'shape':[],'shape':[]} | input 0: 'shape' is there twice, expected once",
                "{'datatype':'INT8','datatype':'INT8'} | input 0: 'datatype' is there twice, expected once",
                "{'parameters':{},'parameters':{}} | input 0: 'parameters' is there twice, expected once",
                "{'data':[],'data':[]} | input 0: 'data' is there twice, expected once",
                "{'name':'x','shape':[1],'datatype':'INT8','data':[1],'data':[1]} | input 'x': 'data' is"
                        + " there twice, expected once",
                "{'name':'x','datatype':'FLOAT'} | input 'x': datatype 'FLOAT' is unknown, expected one of"
                        + " [BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16,"
                        + " FP32, FP64, BYTES]",
                "{'name':'x','datatype':5} | input 'x': 'datatype' is 5, expected a string",
                "{'name':'x','shape':5} | input 'x': 'shape' is 5, expected an array",
                "{'name':'x','shape':[1,1.5]} | input 'x': 'shape' at 1 is 1.5, expected an integer of 64"
                        + " bits",
                "{'name':'x','shape':['1']} | input 'x': 'shape' at 0 is \"1\", expected an integer of 64"
                        + " bits",
                "{'name':'x','shape':[-1,4]} | input 'x': shape [-1,4]: dimension 0 is -1, expected 0 or"
                        + " more",
                "{'name':'x','shape':[4,-5]} | input 'x': shape [4,-5]: dimension 1 is -5, expected 0 or"
                        + " more",
                "{'name':'x','shape':[4294967296,4294967296]} | input 'x': shape [4294967296,4294967296]:"
                        + " its size does not fit 63 bits",
                "{'name':'x','shape':[9223372036854775808]} | input 'x': 'shape' at 0 is"
                        + " 9223372036854775808, expected an integer of 64 bits",
                "{'name':'x','shape':[2,2],'datatype':'FP32','data':[1,2,3]} | input 'x': 'data' has 3"
                        + " elements, expected 4 for shape [2,2]",
                "{'data':[1,2,3],'name':'x','shape':[2,2],'datatype':'FP32'} | input 'x': 'data' has 3"
                        + " elements, expected 4 for shape [2,2]",
                "{'data':[1,300],'name':'x','shape':[2],'datatype':'UINT8'} | input 'x': element 1 is 300,"
                        + " expected UINT8 from 0 to 255",
                "{'name':'x','shape':[1],'datatype':'INT32','data':[2147483648]} | input 'x': element 0 is"
                        + " 2147483648, expected INT32 from -2147483648 to 2147483647",
                "{'name':'x','shape':[1],'datatype':'INT32','data':[1.5]} | input 'x': element 0 is 1.5,"
                        + " expected an integer",
                "{'name':'x','shape':[1],'datatype':'FP32','data':['1']} | input 'x': element 0 is \"1\","
                        + " expected a number",
                "{'name':'x','shape':[1],'datatype':'FP32','data':5} | input 'x': 'data' is 5, expected an"
                        + " array",
                "{'name':'x','shape':[1],'datatype':'FP16','data':[1]} | input 'x': 'data' is JSON,"
                        + " expected binary data with binary_data_size for FP16",
                "{'data':[1],'name':'x','shape':[1],'datatype':'BF16'} | input 'x': 'data' is JSON,"
                        + " expected binary data with binary_data_size for BF16"
            })
    void refusesAnInputAndSaysWhatIsWrong(String input, String message) {
        assertRefused("{\"inputs\":[%s]}".formatted(input.replace('\'', '"')), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'binary_data_size':9 | input 'x': binary_data_size is 9, expected 0 to 8 as so many bytes"
                        + " are left after the JSON",
                "'binary_data_size':-1 | input 'x': binary_data_size is -1, expected 0 to 8 as so many"
                        + " bytes are left after the JSON",
                "'binary_data_size':4 | input 'x': 4 bytes of raw data, expected 8 for shape [2] of FP32",
                "'binary_data_size':'8' | input 'x': parameter 'binary_data_size' is 8, expected an"
                        + " integer",
                "'binary_data_size':8.0 | input 'x': parameter 'binary_data_size' is 8.0, expected an"
                        + " integer",
                "'binary_data_size':18446744073709551615 | input 'x': parameter 'binary_data_size' is"
                        + " 18446744073709551615, expected an integer",
                "'other':8 | input 'x': 'data' is missing"
            })
    void refusesABinarySizeThatDoesNotAddUp(String parameter, String message) {
        String json =
                "{'inputs':[{'name':'x','shape':[2],'datatype':'FP32','parameters':{%s}}]}"
                        .formatted(parameter);
        assertRefused(json.replace('\'', '"'), new byte[8], message);
    }

    @Test
    void refusesBytesThatNoInputTakes() {
        String json =
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"FP32\","
                        + "\"parameters\":{\"binary_data_size\":8}}]}";
        assertRefused(
                json,
                new byte[11],
                "the request: 3 bytes are left after its binary inputs, expected none: the"
                        + " binary_data_size of all inputs add up to 8");
        assertRefused(
                "{\"inputs\":[]}",
                new byte[1],
                "the request: 1 bytes are left after its binary inputs, expected none: the"
                        + " binary_data_size of all inputs add up to 0");
    }

    @Test
    void refusesDataBesideABinarySize() {
        String json =
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"UINT8\",\"data\":[1,2],"
                        + "\"parameters\":{\"binary_data_size\":2}}]}";
        assertRefused(
                json,
                new byte[2],
                "input 'x' has both 'data' and binary_data_size, expected one of them");
    }

    @Test
    void refusesAnInputThatIsThereTwiceAndGivesBothBack() {
        String input = "{\"name\":\"x\",\"shape\":[2],\"datatype\":\"UINT8\",\"data\":[1,2]}";
        assertRefused(
                "{\"inputs\":[%s,%s]}".formatted(input, input),
                "input 'x' is there twice, expected once");
    }

    @Test
    void givesTheFirstInputBackWhenTheSecondIsRefused() {
        String first = "{\"name\":\"x\",\"shape\":[2],\"datatype\":\"UINT8\",\"data\":[1,2]}";
        String second = "{\"name\":\"y\",\"shape\":[2],\"datatype\":\"UINT8\",\"data\":[1,-2]}";
        assertRefused(
                "{\"inputs\":[%s,%s]}".formatted(first, second),
                "input 'y': element 1 is -2, expected UINT8 from 0 to 255");
        assertRefused(
                "{\"inputs\":[%s]} x".formatted(first),
                "malformed JSON at line 1, column 71: found 'x', expected the end");
    }

    @Test
    void refusesAShapeOfMoreDimensionsThanATensorHas() {
        String ones = "1,".repeat(64) + "1";
        assertRefused(
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[%s]}]}".formatted(ones),
                "input 'x': 'shape' has more than 64 dimensions, expected at most that many");
    }

    @Test
    void refusesNestingAtOnce() {
        assertRefused("[".repeat(200_000), "the request is an array, expected an object");
        assertRefused(
                "{\"x\":" + "[".repeat(200_000),
                "malformed JSON at line 1, column 69: found nesting of more than 64 levels, expected at"
                        + " most 64");
        assertRefused(
                "{\"inputs\":[{\"data\":" + "[".repeat(200_000),
                "malformed JSON at line 1, column 81: found nesting of more than 64 levels, expected at"
                        + " most 64");
        assertRefused(
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"INT8\",\"data\":"
                        + "[".repeat(200_000),
                "input 'x': 'data'[0] is an array, expected an integer");
    }

    @Test
    void takesNoMemoryForAClaimedShape() {
        LimitedAllocator none = new LimitedAllocator(0);
        byte[] json =
                ("{\"inputs\":[{\"name\":\"x\",\"shape\":[1099511627776],\"datatype\":\"FP32\","
                                + "\"data\":[1]}]}")
                        .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> V2HttpReader.read(json, json.length, MemorySegment.NULL, none))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "input 'x': 'data' has 1 elements, expected 1099511627776 for shape"
                                + " [1099511627776]");
    }

    @Test
    void givesBackWhatItTookWhenMemoryRunsOut() {
        String inputs =
                """
                {"inputs":[{"name":"a","shape":[1],"datatype":"INT8","data":[1]},
                           {"name":"b","shape":[1],"datatype":"BYTES","data":["b"]},
                           {"name":"c","shape":[1],"datatype":"INT8","parameters":{"binary_data_size":1}}]}
                """;
        byte[] json = inputs.getBytes(StandardCharsets.UTF_8);
        MemorySegment tail = MemorySegment.ofArray(new byte[1]);
        for (int blocks = 0; blocks < 5; blocks++) {
            LimitedAllocator limited = new LimitedAllocator(blocks);
            assertThatThrownBy(() -> V2HttpReader.read(json, json.length, tail, limited))
                    .isInstanceOf(TooLarge.class);
            assertThat(limited.bytesOnLoan()).isZero();
        }
        V2HttpReader.read(json, json.length, tail, new LimitedAllocator(5)).close();
    }

    private void assertRefused(String json, String message) {
        assertRefused(json, new byte[0], message);
    }

    private void assertRefused(String json, byte[] tail, String message) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() ->
                        V2HttpReader.read(
                                bytes, bytes.length, MemorySegment.ofArray(tail), allocator))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(message);
    }
}
