package dev.serval.protocol.v1;

import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.model.ModelSignature;
import dev.serval.inference.model.TableForm;
import dev.serval.inference.model.TensorSpec;
import dev.serval.inference.tensor.DataType;
import dev.serval.inference.tensor.Shape;
import dev.serval.inference.tensor.Tensor;
import dev.serval.protocol.json.JsonScanner;
import dev.serval.protocol.json.NestedElements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The inputs that the model declares, against which the values of a request are read.
final class DeclaredInputs {
    private static final String BASE64 = "b64";

    private final List<TensorSpec> specs;
    private final @Nullable TableForm table;

    DeclaredInputs(ModelSignature signature) {
        this.table = signature.table();
        this.specs =
                switch (signature.table()) {
                    case null -> signature.inputs();
                    case TableForm.Columns columns -> columns.columns();
                    case TableForm.Matrix matrix -> matrixOrColumns(matrix);
                };
    }

    /// The matrix or any of its columns may be given; what is missing in the end is seen by whoever
    /// makes the matrix of them.
    private static List<TensorSpec> matrixOrColumns(TableForm.Matrix table) {
        List<TensorSpec> either = new ArrayList<>();
        either.add(optional(table.matrix()));
        table.columns().forEach(column -> either.add(optional(column)));
        return either;
    }

    private static TensorSpec optional(TensorSpec spec) {
        return new TensorSpec(spec.name(), spec.dataType(), spec.shape(), true);
    }

    /// The table whose rows come next in the array that comes next: rows that are objects, or
    /// arrays for a model that takes its columns apart.
    Optional<TableForm> findTableAhead(JsonScanner json) {
        if (table == null || json.peek() != '[') {
            return Optional.empty();
        }
        int first = json.peekInside();
        boolean positional = table instanceof TableForm.Columns && first == '[';
        return (first == '{' && !isMatrixNamed(json)) || positional
                ? Optional.of(table)
                : Optional.empty();
    }

    /// Whether the first row of the array that comes next has the matrix' name.
    private boolean isMatrixNamed(JsonScanner json) {
        JsonScanner.Place array = json.place();
        json.beginArray("the rows");
        String key = json.peekKey();
        json.returnTo(array);
        return table instanceof TableForm.Matrix matrix
                && matrix.matrix().name().equals(key)
                && matrix.columns().stream().noneMatch(column -> column.name().equals(key));
    }

    /// Whether `null` stands for a value that is missing.
    boolean takeNulls() {
        return table != null;
    }

    List<TensorSpec> all() {
        return specs;
    }

    /// Where the input of that name stands among all.
    int requireIndex(String name) {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new InvalidInput("input '%s' is unknown, the model expects %s".formatted(name, this));
    }

    /// The input that a value without a name is for.
    Optional<TensorSpec> findOnly() {
        if (table instanceof TableForm.Matrix matrix) {
            return Optional.of(matrix.matrix());
        }
        if (specs.size() == 1) {
            return Optional.of(specs.getFirst());
        }
        List<TensorSpec> required = specs.stream().filter(spec -> !spec.optional()).toList();
        return required.size() == 1 ? Optional.of(required.getFirst()) : Optional.empty();
    }

    /// Whether the value that comes next says by name which input it is for.
    boolean areNamed(JsonScanner json) {
        if (json.peek() != '{') {
            return false;
        }
        boolean bytes = findOnly().filter(only -> only.dataType() == DataType.BYTES).isPresent();
        boolean declared = specs.stream().anyMatch(spec -> spec.name().equals(BASE64));
        return !bytes || declared || !json.peekKey().equals(BASE64);
    }

    /// The tensor of an input from what was read for it.
    static Tensor tensor(TensorSpec spec, NestedElements elements) {
        return elements.toTensor(fit(spec, elements.shape()));
    }

    /// The shape that values make, with what their nesting cannot show: the size of the rows that
    /// are not there, and a last dimension of 1 around plain values.
    private static Shape fit(TensorSpec spec, Shape found) {
        Shape declared = spec.shape();
        if (!declared.isRanked() || found.rank() == declared.rank()) {
            return found;
        }
        if (found.rank() == 1 && declared.rank() > 1) {
            if (found.dimension(0) == 0) {
                return withoutRows(declared);
            }
            if (declared.rank() == 2 && declared.dimension(1) == 1) {
                return Shape.of(found.dimension(0), 1);
            }
        }
        throw new InvalidInput(
                "input '%s': the values have shape %s, expected %d dimensions as in %s"
                        .formatted(spec.name(), found, declared.rank(), declared));
    }

    private static Shape withoutRows(Shape declared) {
        long[] dimensions = declared.toArray();
        for (int axis = 1; axis < dimensions.length; axis++) {
            dimensions[axis] = Math.max(dimensions[axis], 0);
        }
        dimensions[0] = 0;
        return Shape.of(dimensions);
    }

    /// The inputs as a refusal lists them: `'age' (FP32[-1,1]), 'city' (BYTES[-1,1])`.
    @Override
    public String toString() {
        return specs.stream()
                .map(spec -> "'%s' (%s%s)".formatted(spec.name(), spec.dataType(), spec.shape()))
                .collect(Collectors.joining(", "));
    }
}
