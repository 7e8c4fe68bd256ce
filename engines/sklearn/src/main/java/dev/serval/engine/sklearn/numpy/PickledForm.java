package dev.serval.engine.sklearn.numpy;

import dev.serval.engine.sklearn.pickle.ByteSpan;
import dev.serval.engine.sklearn.pickle.Dictionary;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.Sequence;
import dev.serval.engine.sklearn.pickle.Symbol;
import dev.serval.engine.sklearn.pickle.Value;
import dev.serval.engine.sklearn.pickle.Value.Bytes;
import dev.serval.engine.sklearn.pickle.Value.Nothing;
import dev.serval.engine.sklearn.pickle.Value.Text;
import dev.serval.engine.sklearn.pickle.Value.Truth;
import dev.serval.engine.sklearn.pickle.Value.Whole;
import java.util.List;

/// Types and arrays in the words of pickles, whatever file they are from, so that there is one form
/// of them to read.
public final class PickledForm {
    private static final String MULTIARRAY = "numpy._core.multiarray";

    private PickledForm() {}

    /// A type of one kind: `<f8`.
    static Instance type(String code) {
        Whole byItsCode = Whole.of(-1);
        return type(code, Nothing.NONE, Nothing.NONE, byItsCode);
    }

    /// The type of Python's objects.
    public static Instance typeOfObjects() {
        return type("|O8");
    }

    /// A type of several fields, by name.
    ///
    /// @param fields pairs of type and offset
    static Instance structure(Sequence names, Dictionary fields, long byteSize) {
        return type("|V" + byteSize, names, fields, Whole.of(byteSize));
    }

    private static Instance type(String code, Value names, Value fields, Whole byteSize) {
        Sequence state =
                Sequence.of(
                        List.of(
                                Whole.of(3),
                                new Text(code.substring(0, 1)),
                                Nothing.NONE,
                                names,
                                fields,
                                byteSize));
        return Instance.of(
                Symbol.known("numpy", "dtype"),
                Sequence.of(List.of(new Text(code.substring(1)))),
                state);
    }

    static Instance array(Instance type, Value shape, boolean columnMajor, ByteSpan content) {
        return array(shape, type, columnMajor, new Bytes(content));
    }

    /// An array of objects, in row-major order.
    public static Instance ofObjects(Sequence shape, Sequence items) {
        return array(shape, typeOfObjects(), false, items);
    }

    private static Instance array(Value shape, Instance type, boolean columnMajor, Value elements) {
        return Instance.of(
                Symbol.known(MULTIARRAY, "_reconstruct"),
                Sequence.of(List.of()),
                Sequence.of(List.of(Whole.of(1), shape, type, new Truth(columnMajor), elements)));
    }

    static Instance scalar(Instance type, ByteSpan content) {
        return Instance.of(
                Symbol.known(MULTIARRAY, "scalar"),
                Sequence.of(List.of(type, new Bytes(content))),
                Nothing.NONE);
    }
}
