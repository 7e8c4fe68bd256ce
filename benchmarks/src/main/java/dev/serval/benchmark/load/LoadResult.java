package dev.serval.benchmark.load;

/// What came of a load.
///
/// @param requests answered well
/// @param errors answered otherwise, or not at all
/// @param seconds from the first request to the last answer
/// @param p50Micros median time to an answer
/// @param p99Micros 99th percentile of it
/// @param maxMicros the longest
public record LoadResult(
        long requests,
        long errors,
        double seconds,
        double p50Micros,
        double p99Micros,
        double maxMicros) {
    public double perSecond() {
        return requests / seconds;
    }

    /// One line that [#parse] reads.
    String toLine() {
        return "%d %d %s %s %s %s"
                .formatted(requests, errors, seconds, p50Micros, p99Micros, maxMicros);
    }

    public static LoadResult parse(String line) {
        String[] fields = line.strip().split(" ", -1);
        return new LoadResult(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4]),
                Double.parseDouble(fields[5]));
    }
}
