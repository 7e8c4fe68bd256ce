package dev.serval.engine.sklearn.pickle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The names that a pickle may use, and which of them it may call. Nothing is ever called: what
/// these make is known, so that it can be written down as data.
final class KnownNames {
    private static final Pattern DOTTED =
            Pattern.compile("[A-Za-z_][A-Za-z_0-9]*([.][A-Za-z_][A-Za-z_0-9]*)+");
    private static final int LONGEST = 200;

    /// Modules whose objects stay names with arguments and state: scikit-learn's own, its compiled
    /// losses, which some versions name without their package, and the generators of random
    /// numbers, which no fitted estimator draws from.
    private static final List<String> INERT = List.of("sklearn.", "_loss.", "numpy.random.");

    /// Modules under the names that they had, as beginnings.
    private static final Map<String, String> RENAMED =
            Map.of(
                    "copy_reg.", "copyreg.",
                    "__builtin__.", "builtins.",
                    "numpy.core.", "numpy._core.",
                    "sklearn.externals.joblib.", "joblib.");

    private static final Set<String> CONTAINERS =
            Set.of(
                    "builtins.list",
                    "builtins.tuple",
                    "builtins.set",
                    "builtins.frozenset",
                    "builtins.dict",
                    "collections.OrderedDict",
                    "collections.defaultdict");

    /// Columns of a data frame were kept as pandas' own objects before scikit-learn 1.0, beside
    /// their names, which are what is read.
    private static final Set<String> CALLED =
            Set.of(
                    "builtins.bytes",
                    "builtins.bytearray",
                    "builtins.slice",
                    "builtins.complex",
                    "_codecs.encode",
                    "copyreg._reconstructor",
                    "copyreg.__newobj__",
                    "joblib.numpy_pickle.NumpyArrayWrapper",
                    "numpy.dtype",
                    "numpy._core.multiarray._reconstruct",
                    "numpy._core.multiarray.scalar",
                    "numpy._core.numeric._frombuffer",
                    "numpy.ma.core._mareconstruct",
                    "pandas.core.indexes.base._new_Index");

    private static final Set<String> NAMED =
            Set.of(
                    "builtins.object",
                    "builtins.int",
                    "builtins.float",
                    "builtins.str",
                    "builtins.bool",
                    "numpy.ndarray",
                    "numpy.ma.MaskedArray",
                    "numpy.ma.core.MaskedArray",
                    "pandas.core.indexes.base.Index");

    /// What NumPy calls its types and its functions on numbers: `numpy.float64`, `numpy.log1p`.
    private static final Pattern NUMPY = Pattern.compile("numpy[.][a-z_]+[0-9]*[a-z]?");

    private KnownNames() {}

    /// The name, in today's spelling.
    ///
    /// @throws PickleException if it is on no list
    static Symbol require(String module, String name) {
        if (module.length() + name.length() > LONGEST) {
            throw new PickleException(
                    "a name has %d characters, expected at most %d"
                            .formatted(module.length() + name.length(), LONGEST));
        }
        String dotted = renamed(module + "." + name);
        if (!DOTTED.matcher(dotted).matches() || !isKnown(dotted)) {
            throw PickleException.notRead(dotted);
        }
        return new Symbol(dotted);
    }

    private static boolean isKnown(String dotted) {
        return isInert(dotted)
                || CONTAINERS.contains(dotted)
                || CALLED.contains(dotted)
                || NAMED.contains(dotted)
                || NUMPY.matcher(dotted).matches();
    }

    private static boolean isInert(String dotted) {
        return INERT.stream().anyMatch(dotted::startsWith);
    }

    private static String renamed(String dotted) {
        for (Map.Entry<String, String> entry : RENAMED.entrySet()) {
            if (dotted.startsWith(entry.getKey())) {
                return entry.getValue() + dotted.substring(entry.getKey().length());
            }
        }
        return dotted;
    }

    /// Whether an object is made by that name and stays a name with arguments and state.
    static boolean makesInstance(Symbol symbol) {
        return isInert(symbol.name()) || CALLED.contains(symbol.name());
    }

    static boolean makesContainer(Symbol symbol) {
        return CONTAINERS.contains(symbol.name());
    }
}
