package dev.serval.explainer.shapley;

import dev.serval.explainer.model.Rows;
import java.util.Arrays;

/// Rows of which, if wanted, each is kept once, however often it is added: a model need be asked
/// for it only once. Allocates nothing for a row.
final class DistinctRows {
    private static final int FREE = -1;

    private final int width;
    private final double[] values;

    /// By the hash of its row, the number of a row; open addressing. Empty if all rows are kept.
    private final int[] places;

    private int count;

    /// @param most how many rows may be added
    /// @param once whether rows that are alike are kept once
    DistinctRows(int width, int most, boolean once) {
        this.width = width;
        this.values = new double[width * most];
        this.places = new int[once ? 4 * Integer.highestOneBit(Math.max(1, most - 1)) : 0];
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

    /// Adds what was written at [#next()], unless it is kept already.
    ///
    /// @return its number
    int add() {
        if (places.length == 0) {
            return count++;
        }
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
