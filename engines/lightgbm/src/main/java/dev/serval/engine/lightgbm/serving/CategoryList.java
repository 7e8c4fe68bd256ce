package dev.serval.engine.lightgbm.serving;

import java.util.ArrayList;
import java.util.List;

/// Reads the categories that LightGBM's Python package writes after a model: a JSON array of arrays
/// of strings, numbers and booleans. Anything else is read as no categories.
final class CategoryList {
    private final String json;
    private int at;

    private CategoryList(String json) {
        this.json = json;
    }

    /// The values as text, a string without its quotes.
    static List<List<String>> parse(String json) {
        CategoryList reader = new CategoryList(json);
        try {
            return json.isEmpty() || json.equals("null") ? List.of() : reader.lists();
        } catch (IllegalArgumentException | IndexOutOfBoundsException otherwise) {
            return List.of();
        }
    }

    private List<List<String>> lists() {
        List<List<String>> lists = new ArrayList<>();
        expect('[');
        while (!accept(']')) {
            lists.add(values());
            accept(',');
        }
        return lists;
    }

    private List<String> values() {
        List<String> values = new ArrayList<>();
        expect('[');
        while (!accept(']')) {
            values.add(peek() == '"' ? string() : word());
            accept(',');
        }
        return values;
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        at++;
        while (json.charAt(at) != '"') {
            char next = json.charAt(at++);
            text.append(next == '\\' ? escaped() : next);
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        char escape = json.charAt(at++);
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(json.substring(at - 4, at), 16);
            }
            default -> escape;
        };
    }

    /// A number, `true` or `false`.
    private String word() {
        int begin = at;
        while (",] ".indexOf(json.charAt(at)) < 0) {
            at++;
        }
        if (begin == at) {
            throw new IllegalArgumentException("no value at %d".formatted(at));
        }
        return json.substring(begin, at);
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw new IllegalArgumentException("no '%s' at %d".formatted(wanted, at));
        }
    }

    private boolean accept(char wanted) {
        boolean found = peek() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private char peek() {
        while (json.charAt(at) == ' ') {
            at++;
        }
        return json.charAt(at);
    }
}
