package dev.serval.platform.plan.runtime;

import dev.serval.inference.contract.RuntimeArgument;
import dev.serval.inference.contract.RuntimeDefaults;
import dev.serval.platform.plan.storage.ModelStorage.Artefact;
import dev.serval.platform.plan.storage.StorageUris;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The arguments of one of Serval's programs, of which `--name value` and `--name=value` are one.
/// The later of two wins, as in the program.
public final class ProgramArguments {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /// What an explainer reads beside its folder.
    private static final List<RuntimeArgument> BESIDE =
            List.of(RuntimeArgument.BACKGROUND, RuntimeArgument.MODEL_FILE);

    private final List<String> words;

    private ProgramArguments(List<String> words) {
        this.words = words;
    }

    public static ProgramArguments of(List<String> words) {
        return new ProgramArguments(List.copyOf(words));
    }

    /// The value of an argument; empty where it is not given.
    public Optional<String> value(RuntimeArgument argument) {
        String flag = flag(argument);
        Optional<String> value = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith(flag + "=")) {
                value = Optional.of(word.substring(flag.length() + 1));
            } else if (word.equals(flag) && i + 1 < words.size()) {
                value = Optional.of(words.get(i + 1));
            }
        }
        return value;
    }

    /// The same without an argument, however it is written.
    public ProgramArguments without(RuntimeArgument argument) {
        String flag = flag(argument);
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals(flag)) {
                i += hasValue(i) ? 1 : 0;
            } else if (!word.startsWith(flag + "=")) {
                kept.add(word);
            }
        }
        return new ProgramArguments(kept);
    }

    /// The same with an argument set to `value`.
    public ProgramArguments with(RuntimeArgument argument, String value) {
        List<String> changed = new ArrayList<>(without(argument).words);
        changed.add(flag(argument) + "=" + value);
        return new ProgramArguments(changed);
    }

    /// The same, with an argument set to `value` where it is not given.
    public ProgramArguments withDefault(RuntimeArgument argument, String value) {
        return value(argument).isPresent() ? this : with(argument, value);
    }

    /// The port that the program answers at, where it is given.
    public Optional<Integer> httpPort() {
        return value(RuntimeArgument.HTTP_PORT)
                .filter(text -> PORT.matcher(text).matches())
                .map(Integer::valueOf);
    }

    /// Whether the program fetches files from stores by itself, beside what is brought to it.
    public boolean fetchBeside() {
        return BESIDE.stream()
                .flatMap(argument -> value(argument).stream())
                .anyMatch(place -> !StorageUris.isPath(place));
    }

    /// Whether the program finds what is fetched by its place: there are several, it serves a
    /// repository that they are a part of, or it is told of a file in a place of its own.
    public boolean findByPlace(List<Artefact> artefacts) {
        return artefacts.size() > 1
                || value(RuntimeArgument.REPOSITORY).isPresent()
                || artefacts.stream().map(Artefact::mountPath).anyMatch(this::nameFileOf);
    }

    /// Where a program looks by itself there is no need to say so.
    private boolean nameFileOf(String place) {
        return !place.equals(RuntimeDefaults.MODEL_DIR)
                && words.stream()
                        .map(word -> word.substring(word.indexOf('=') + 1))
                        .anyMatch(value -> value.startsWith(place + "/"));
    }

    /// As a command line.
    public List<String> words() {
        return List.copyOf(words);
    }

    private boolean hasValue(int index) {
        return index + 1 < words.size() && !words.get(index + 1).startsWith("--");
    }

    private static String flag(RuntimeArgument argument) {
        return "--" + argument.argument();
    }
}
