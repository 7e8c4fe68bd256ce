package dev.serval.platform.plan.local;

import dev.serval.inference.contract.RuntimeArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The arguments of one of Serval's programs, of which `--name value` and `--name=value` are one.
/// The later of two wins, as in the program.
final class Arguments {
    private final List<String> words;

    private Arguments(List<String> words) {
        this.words = words;
    }

    static Arguments of(List<String> words) {
        return new Arguments(List.copyOf(words));
    }

    Optional<String> value(RuntimeArgument argument) {
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

    Arguments without(RuntimeArgument argument) {
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
        return new Arguments(kept);
    }

    Arguments with(RuntimeArgument argument, String value) {
        List<String> changed = new ArrayList<>(without(argument).words);
        changed.add(flag(argument) + "=" + value);
        return new Arguments(changed);
    }

    List<String> words() {
        return List.copyOf(words);
    }

    private boolean hasValue(int index) {
        return index + 1 < words.size() && !words.get(index + 1).startsWith("--");
    }

    private static String flag(RuntimeArgument argument) {
        return "--" + argument.argument();
    }
}
