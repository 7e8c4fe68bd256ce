package dev.serval.engine.sklearn.pickle;

/// The escaped texts of protocol 0.
final class PythonText {
    private PythonText() {}

    /// The text between a pair of quotes; Python 2 wrote its strings so, with backslashes.
    static String quoted(String line) {
        boolean quoted =
                line.length() >= 2
                        && (line.charAt(0) == '\'' || line.charAt(0) == '"')
                        && line.charAt(line.length() - 1) == line.charAt(0);
        if (!quoted) {
            throw new PickleException("a string is not within quotes");
        }
        String inner = line.substring(1, line.length() - 1);
        StringBuilder text = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char next = inner.charAt(i);
            if (next != '\\') {
                text.append(next);
            } else if (inner.startsWith("x", i + 1)) {
                text.append(code(inner, i + 2, 2));
                i += 3;
            } else {
                i++;
                text.append(escaped(inner, i));
            }
        }
        return text.toString();
    }

    private static char escaped(String text, int at) {
        if (at >= text.length()) {
            throw new PickleException("a string ends in a backslash");
        }
        return switch (text.charAt(at)) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> '\0';
            default -> text.charAt(at);
        };
    }

    /// Latin-1 in which `\u1234` and `\U00012345` stand for characters.
    static String rawUnicode(String line) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            if (line.startsWith("\\u", i)) {
                text.append(code(line, i + 2, 4));
                i += 5;
            } else if (line.startsWith("\\U", i)) {
                text.append(code(line, i + 2, 8));
                i += 9;
            } else {
                text.append(line.charAt(i));
            }
        }
        return text.toString();
    }

    private static String code(String line, int start, int digits) {
        try {
            int code = Integer.parseInt(line, start, start + digits, 16);
            return Character.toString(code);
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOne) {
            throw new PickleException("an escape in a string is broken", notOne);
        }
    }
}
