package dev.serval.engine.xgboost.booster;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What is asked of a booster, in the library's words, which are written once.
///
/// @param configuration of a prediction, in JSON
/// @param matrixConfiguration of the matrix that a linear booster needs, in JSON
public record Question(
        PredictionKind kind, MemorySegment configuration, MemorySegment matrixConfiguration) {
    /// The question for that kind of prediction.
    ///
    /// @param missing the number that stands for no value, beside NaN which always does
    public static Question of(PredictionKind kind, float missing) {
        Arena arena = Arena.ofAuto();
        return new Question(
                kind,
                arena.allocateFrom(
                        """
                        {"type":%d,"training":false,"iteration_begin":0,"iteration_end":0,
                        "strict_shape":true,"missing":%s,"cache_id":0}\
                        """
                                .formatted(kind.code(), missing)),
                arena.allocateFrom("{\"missing\":%s,\"nthread\":1}".formatted(missing)));
    }
}
