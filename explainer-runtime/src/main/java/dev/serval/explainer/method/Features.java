package dev.serval.explainer.method;

import dev.serval.inference.failure.InvalidInput;
import java.util.List;
import java.util.stream.IntStream;

/// What the columns of a row are called.
public record Features(List<String> names) {
    public Features {
        names = List.copyOf(names);
    }

    /// Names for columns that have none: `x0`, `x1` and so on.
    public static Features numbered(int count) {
        return new Features(IntStream.range(0, count).mapToObj(i -> "x" + i).toList());
    }

    public int count() {
        return names.size();
    }

    public String name(int column) {
        return names.get(column);
    }

    /// The column of that name, or of that index in digits.
    ///
    /// @throws InvalidInput if there is none, with the name that was probably meant
    public int require(String nameOrIndex) {
        int column = names.indexOf(nameOrIndex);
        if (column >= 0) {
            return column;
        }
        if (nameOrIndex.matches("\\d{1,9}") && Integer.parseInt(nameOrIndex) < count()) {
            return Integer.parseInt(nameOrIndex);
        }
        throw new InvalidInput(
                "there is no feature '%s'%s, expected one of %s or an index under %d"
                        .formatted(
                                nameOrIndex,
                                NearestName.hint(nameOrIndex, names),
                                names.size() > 20 ? names.subList(0, 20) + "…" : names,
                                count()));
    }
}
