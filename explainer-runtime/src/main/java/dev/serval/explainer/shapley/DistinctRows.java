package dev.serval.explainer.shapley;

import dev.serval.explainer.model.Rows;
import java.util.Arrays;

/// Rows of which each is kept once, however often it is added: a model need be asked for it only
/// once. Allocates nothing for a row.
final class DistinctRows {
    private static final int FREE = -1;

    private final int width;
    private final double[] values;

    /// By the hash of its row, the number of a row; open addressing.
    private final int[] places;

    private int count;

    /// @param most how many rows may be added
    DistinctRows(int width, int most) {
        this.width = width;
        this.values = new double[width * most];
        this.places = new int[2 * Integer.highestOneBit(Math.max(1, most - 1)) * 2];
        Arrays.fill(places, FREE);
    }

    /// The rows added so far and the room for the next one, where it begins at [#next()].
    double[] values() {
        return values;
    }

    /// Where the next row is to be written.
    int next() {
        return count * width;
    }

    /// Adds what was written at [#next()], even if it was there before.
    ///
    /// @return its number
    int add() {
        return count++;
    }

    /// Adds what was written at [#next()], unless it was there before.
    ///
    /// @return its number
    int addOnce() {
        int mask = places.length - 1;
        int place = hash(next()) & mask;
        while (places[place] != FREE) {
            if (isSame(places[place] * width)) {
                return places[place];
            }
            place = place + 1 & mask;
        }
        places[place] = count;
        return count++;
    }

    private int hash(int offset) {
        long hash = 0;
        for (int i = offset; i < offset + width; i++) {
            hash = (hash ^ Double.doubleToRawLongBits(values[i])) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private boolean isSame(int offset) {
        return Arrays.equals(values, offset, offset + width, values, next(), next() + width);
    }

    int count() {
        return count;
    }

    Rows rows() {
        return Rows.over(
                width,
                count * width == values.length ? values : Arrays.copyOf(values, count * width));
    }
}
