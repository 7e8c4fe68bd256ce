package dev.serval.engine.sklearn.pickle;

import java.math.BigInteger;

/// What a pickle, or another file with a model, holds. Containers are equal only to themselves,
/// since a pickle may tie them into rings; nothing here follows them. Scalars have an order, so
/// that a dict whose keys were chosen to have one hash is still quick.
public sealed interface Value permits Value.Scalar, Sequence, Dictionary, Symbol, Instance {
    /// What kind of value it is, for messages.
    String describe();

    /// A value without parts.
    sealed interface Scalar extends Value permits Nothing, Truth, Whole, Real, Text, Bytes {}

    /// `None`.
    enum Nothing implements Scalar {
        NONE;

        @Override
        public String describe() {
            return "None";
        }
    }

    /// `True` or `False`.
    record Truth(boolean value) implements Scalar {
        @Override
        public String describe() {
            return value ? "True" : "False";
        }
    }

    /// An integer of any size.
    record Whole(BigInteger value) implements Scalar, Comparable<Whole> {
        public static Whole of(long value) {
            return new Whole(BigInteger.valueOf(value));
        }

        @Override
        public int compareTo(Whole other) {
            return value.compareTo(other.value);
        }

        @Override
        public String describe() {
            return value.bitLength() > Long.SIZE ? "a huge integer" : value.toString();
        }
    }

    /// A float.
    record Real(double value) implements Scalar, Comparable<Real> {
        @Override
        public int compareTo(Real other) {
            return Double.compare(value, other.value);
        }

        @Override
        public String describe() {
            return Double.toString(value);
        }
    }

    /// A string.
    record Text(String value) implements Scalar, Comparable<Text> {
        private static final int SHOWN = 60;

        @Override
        public int compareTo(Text other) {
            return value.compareTo(other.value);
        }

        @Override
        public String describe() {
            String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
            return "'%s'".formatted(shown);
        }
    }

    /// A byte string.
    record Bytes(ByteSpan span) implements Scalar {
        @Override
        public String describe() {
            return "%d bytes".formatted(span.length());
        }
    }
}
