package dev.serval.predictor.textformat;

import java.util.ArrayList;
import java.util.List;

/// Reads a message in the text format of Protocol Buffers, as [its
/// specification](https://protobuf.dev/reference/protobuf/textformat-spec/) has it.
public final class TextFormatReader {
    private static final int DEEPEST = 64;

    private final TextTokens tokens;
    private int depth;

    private TextFormatReader(TextTokens tokens) {
        this.tokens = tokens;
    }

    /// The message that the whole text is.
    ///
    /// @throws TextFormatException at the first place where it is none
    public static TextValue.Message read(String text) throws TextFormatException {
        TextFormatReader reader = new TextFormatReader(new TextTokens(text));
        List<TextField> fields = new ArrayList<>();
        while (reader.tokens.peek().kind() != Token.Kind.END) {
            reader.readField(fields);
        }
        return new TextValue.Message(fields);
    }

    private void readField(List<TextField> fields) throws TextFormatException {
        String name = readName();
        if (!takeIf(':') && !beginsMessageOrList()) {
            throw unexpected("':' or '{' after '%s'".formatted(name));
        }
        if (tokens.peek().isSymbol('[')) {
            readList(name, fields);
        } else {
            fields.add(readOne(name));
        }
        if (!takeIf(',')) {
            takeIf(';');
        }
    }

    /// A field's name: a word, or in brackets that of an extension.
    private String readName() throws TextFormatException {
        if (tokens.peek().kind() == Token.Kind.WORD) {
            return tokens.take().text();
        }
        if (!takeIf('[')) {
            throw unexpected("a field's name");
        }
        StringBuilder name = new StringBuilder("[");
        while (!tokens.peek().isSymbol(']')) {
            Token part = tokens.peek();
            if (part.kind() != Token.Kind.WORD && !part.isSymbol('.') && !part.isSymbol('/')) {
                throw unexpected("an extension's name");
            }
            name.append(tokens.take().text());
        }
        tokens.take();
        return name.append(']').toString();
    }

    private boolean beginsMessageOrList() {
        Token next = tokens.peek();
        return next.isSymbol('{') || next.isSymbol('<') || next.isSymbol('[');
    }

    /// A list stands for as many fields of the same name.
    private void readList(String name, List<TextField> fields) throws TextFormatException {
        tokens.take();
        if (takeIf(']')) {
            return;
        }
        do {
            fields.add(readOne(name));
        } while (takeIf(','));
        if (!takeIf(']')) {
            throw unexpected("',' or ']' in the list '%s'".formatted(name));
        }
    }

    private TextField readOne(String name) throws TextFormatException {
        Position position = tokens.peek().position();
        return new TextField(name, readValue(name), position);
    }

    private TextValue readValue(String name) throws TextFormatException {
        Token first = tokens.peek();
        return switch (first.kind()) {
            case STRING -> new TextValue.Text(readAdjacentStrings());
            case WORD -> ScalarToken.word(tokens.take());
            case NUMBER -> ScalarToken.number(tokens.take());
            case SYMBOL -> readSymbol(first, name);
            case END -> throw unexpected("a value of '%s'".formatted(name));
        };
    }

    private TextValue readSymbol(Token first, String name) throws TextFormatException {
        return switch (first.text().charAt(0)) {
            case '{' -> readMessage('}');
            case '<' -> readMessage('>');
            case '-' -> readNegative();
            default -> throw unexpected("a value of '%s'".formatted(name));
        };
    }

    private TextValue readMessage(char close) throws TextFormatException {
        Token open = tokens.take();
        if (++depth > DEEPEST) {
            throw new TextFormatException(
                    open.position(), "messages more than %d deep".formatted(DEEPEST));
        }
        List<TextField> fields = new ArrayList<>();
        while (!tokens.peek().isSymbol(close)) {
            if (tokens.peek().kind() == Token.Kind.END) {
                throw new TextFormatException(
                        open.position(), "a '%s' that is not closed".formatted(open.text()));
            }
            readField(fields);
        }
        tokens.take();
        depth--;
        return new TextValue.Message(fields);
    }

    private TextValue readNegative() throws TextFormatException {
        tokens.take();
        return switch (tokens.peek().kind()) {
            case NUMBER -> ScalarToken.negated(ScalarToken.number(tokens.take()));
            case WORD -> ScalarToken.negativeWord(tokens.take());
            case STRING, SYMBOL, END -> throw unexpected("a number after '-'");
        };
    }

    private String readAdjacentStrings() throws TextFormatException {
        StringBuilder joined = new StringBuilder();
        while (tokens.peek().kind() == Token.Kind.STRING) {
            joined.append(tokens.take().text());
        }
        return joined.toString();
    }

    private boolean takeIf(char symbol) throws TextFormatException {
        if (!tokens.peek().isSymbol(symbol)) {
            return false;
        }
        tokens.take();
        return true;
    }

    private TextFormatException unexpected(String expected) {
        Token found = tokens.peek();
        return new TextFormatException(
                found.position(), "found %s, expected %s".formatted(found.shown(), expected));
    }
}
