package dev.serval.engine.pytorch.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a module's `forward` takes and gives, as the code in its file says.
///
/// @param arguments without `self`
/// @param results the types of the parts of a tuple, or of the one value; as they are written
public record ForwardSignature(List<ScriptArgument> arguments, List<String> results) {
    private static final String TUPLE = "Tuple[";

    public ForwardSignature {
        arguments = List.copyOf(arguments);
        results = List.copyOf(results);
    }

    /// The signature in the code of a class.
    ///
    /// @return empty if the class is not in the code, or has no `forward`
    static Optional<ForwardSignature> find(String code, String type) {
        int begin = code.indexOf("class " + type + "(");
        int end = begin < 0 ? -1 : code.indexOf("\nclass ", begin);
        String body = begin < 0 ? "" : code.substring(begin, end < 0 ? code.length() : end);
        String head = "  def forward(";
        int at = body.indexOf(head);
        if (at < 0) {
            return Optional.empty();
        }
        List<String> parts = partsOf(body, at + head.length());
        int close = at + head.length() + String.join(",", parts).length();
        return Optional.of(new ForwardSignature(arguments(parts), results(body, close)));
    }

    private static List<ScriptArgument> arguments(List<String> parts) {
        List<ScriptArgument> arguments = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            int colon = part.indexOf(':');
            if (colon >= 0) {
                String typed = part.substring(colon + 1);
                int equals = typed.indexOf('=');
                String type = equals < 0 ? typed : typed.substring(0, equals);
                String name = part.substring(0, colon).strip();
                arguments.add(new ScriptArgument(name, type.strip(), equals >= 0));
            }
        }
        return arguments;
    }

    /// What stands between the `->` after the arguments and the colon.
    private static List<String> results(String code, int close) {
        int arrow = code.indexOf("->", close);
        int colon = code.indexOf(":\n", close);
        if (arrow < 0 || colon < arrow) {
            return List.of();
        }
        String written = code.substring(arrow + 2, colon).strip();
        if (!written.startsWith(TUPLE)) {
            return List.of(written);
        }
        return partsOf(written, TUPLE.length()).stream().map(String::strip).toList();
    }

    /// What stands between commas from there to the bracket that closes, without what is nested.
    private static List<String> partsOf(String code, int from) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = from;
        for (int at = from; at < code.length(); at++) {
            switch (code.charAt(at)) {
                case '(', '[' -> depth++;
                case ')', ']' -> {
                    if (depth-- == 0) {
                        parts.add(code.substring(begin, at));
                        return parts;
                    }
                }
                case ',' -> {
                    if (depth == 0) {
                        parts.add(code.substring(begin, at));
                        begin = at + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(code.substring(begin));
        return parts;
    }
}
