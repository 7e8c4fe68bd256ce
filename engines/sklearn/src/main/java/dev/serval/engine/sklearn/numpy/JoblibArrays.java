package dev.serval.engine.sklearn.numpy;

import dev.serval.engine.sklearn.pickle.Attachment;
import dev.serval.engine.sklearn.pickle.ByteSource;
import dev.serval.engine.sklearn.pickle.ByteSpan;
import dev.serval.engine.sklearn.pickle.Instance;
import dev.serval.engine.sklearn.pickle.PickleException;
import dev.serval.engine.sklearn.pickle.Value;
import dev.serval.engine.sklearn.pickle.Value.Text;
import java.util.function.Supplier;

/// Arrays as joblib writes them: a wrapper object that tells type and sizes, and the elements' own
/// bytes behind it, perhaps after some that make them lie well in memory.
public final class JoblibArrays implements Attachment {
    static final String WRAPPER = "joblib.numpy_pickle.NumpyArrayWrapper";
    private static final String CONTENT = "serval content";

    @Override
    public boolean follows(Instance owner) {
        return owner.type().equals(WRAPPER);
    }

    @Override
    public Value read(Instance owner, ByteSource source, Supplier<Value> nested) {
        ElementType type = ElementType.of(require(owner, "dtype"));
        if (type.kind() == 'O') {
            return nested.get();
        }
        if (owner.find("numpy_array_alignment_bytes").filter(JoblibArrays::isThere).isPresent()) {
            source.span(source.unsignedByte());
        }
        long count = NumpyArray.count(NumpyValues.shape(require(owner, "shape")));
        ByteSpan content = source.span(Math.multiplyExact(count, type.byteSize()));
        return owner.with(CONTENT, new Value.Bytes(content));
    }

    private static boolean isThere(Value value) {
        return value != Value.Nothing.NONE;
    }

    static NumpyArray array(Instance wrapper) {
        ElementType type = ElementType.of(require(wrapper, "dtype"));
        int[] shape = NumpyValues.shape(require(wrapper, "shape"));
        boolean columnMajor =
                wrapper.find("order").orElse(Value.Nothing.NONE) instanceof Text order
                        && order.value().equals("F");
        if (require(wrapper, CONTENT) instanceof Value.Bytes bytes) {
            return NumpyArray.ofBytes(type, shape, columnMajor, bytes.span());
        }
        throw new PickleException("an array of joblib has no elements");
    }

    private static Value require(Instance wrapper, String name) {
        return wrapper.find(name)
                .orElseThrow(() ->
                        new PickleException("an array of joblib has no '%s'".formatted(name)));
    }
}
