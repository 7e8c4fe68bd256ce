package dev.serval.steps.image;

/// Which pixels of one dimension of a source make each pixel of a target, and with what weight: a
/// convolution whose support grows with the source where that is larger. Weights are fixed-point
/// numbers of 22 bits after the point, and sums are rounded to 8 bits after each dimension, so that
/// results are Pillow's to the last bit.
final class Weights {
    private static final int BITS = 22;
    private static final int HALF = 1 << BITS - 1;

    private final int[] first;
    private final int[][] weights;

    private Weights(int[] first, int[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    static Weights of(Filter filter, int sourceSize, int targetSize) {
        double scale = (double) sourceSize / targetSize;
        double stretch = Math.max(scale, 1);
        double support = filter.support() * stretch;
        int[] first = new int[targetSize];
        int[][] weights = new int[targetSize][];
        for (int target = 0; target < targetSize; target++) {
            double center = (target + 0.5) * scale;
            int from = Math.max(0, (int) (center - support + 0.5));
            int to = Math.min(sourceSize, (int) (center + support + 0.5));
            double[] exact = new double[to - from];
            double sum = 0;
            for (int i = 0; i < exact.length; i++) {
                exact[i] = filter.weight((i + from - center + 0.5) * (1 / stretch));
                sum += exact[i];
            }
            first[target] = from;
            weights[target] = fixed(exact, sum);
        }
        return new Weights(first, weights);
    }

    private static int[] fixed(double[] exact, double sum) {
        int[] fixed = new int[exact.length];
        for (int i = 0; i < exact.length; i++) {
            double share = sum == 0 ? exact[i] : exact[i] / sum;
            fixed[i] = (int) ((share < 0 ? -0.5 : 0.5) + share * (1 << BITS));
        }
        return fixed;
    }

    /// A sample of the target.
    ///
    /// @param offset where the source's line begins in `samples`
    /// @param stride how far its samples lie apart
    byte sample(byte[] samples, int offset, int stride, int target) {
        int[] own = weights[target];
        int place = offset + first[target] * stride;
        int sum = HALF;
        for (int weight : own) {
            sum += (samples[place] & 0xFF) * weight;
            place += stride;
        }
        return (byte) Math.clamp(sum >> BITS, 0, 255);
    }
}
