package dev.serval.inference.model;

import dev.serval.inference.failure.UnknownModel;

/// What a model is called: one path segment, so that it names a directory and nothing outside it.
public record ModelName(String value) implements Comparable<ModelName> {
    private static final int LONGEST = 255;

    /// @throws UnknownModel if no model can have that name
    public ModelName {
        if (value.isBlank()
                || value.length() > LONGEST
                || value.equals(".")
                || value.equals("..")
                || hasForbidden(value)) {
            throw new UnknownModel(printable(value));
        }
    }

    /// Names are made for each call, so that a stream would be felt.
    private static boolean hasForbidden(String value) {
        int next;
        for (int at = 0; at < value.length(); at += Character.charCount(next)) {
            next = value.codePointAt(at);
            if (isForbidden(next)) {
                return true;
            }
        }
        return false;
    }

    /// Half a surrogate pair is no character, and no file is called so.
    private static boolean isForbidden(int character) {
        return character == '/'
                || character == '\\'
                || Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE;
    }

    private static String printable(String value) {
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        return shown.replaceAll("[\\p{Cc}\\p{Cs}]", "?");
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
