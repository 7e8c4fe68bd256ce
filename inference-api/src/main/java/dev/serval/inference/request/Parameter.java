package dev.serval.inference.request;

/// A value that travels beside tensors: of a request, an input, a requested output or an answer.
public sealed interface Parameter {
    /// The value as a person would write it.
    String text();

    record Flag(boolean value) implements Parameter {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    record Whole(long value) implements Parameter {
        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /// A 64-bit unsigned integer, in the bits of a long.
    record Unsigned(long bits) implements Parameter {
        @Override
        public String text() {
            return Long.toUnsignedString(bits);
        }
    }

    record Real(double value) implements Parameter {
        @Override
        public String text() {
            return Double.toString(value);
        }
    }

    record Text(String value) implements Parameter {
        @Override
        public String text() {
            return value;
        }
    }
}
