package dev.serval.predictor.repository;

import dev.serval.inference.model.ModelName;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/// Where the models of this process are. Every method looks anew.
public interface ModelRepository {
    /// Every model that is there, broken ones included.
    ///
    /// @throws IOException if the repository itself cannot be read
    SortedMap<ModelName, FoundModel> look() throws IOException;

    /// One model, if it is there.
    ///
    /// @throws IOException if the repository itself cannot be read
    Optional<FoundModel> look(ModelName name) throws IOException;

    /// Whether what was found appeared whole, so that nobody may still be writing it.
    default boolean isWhole() {
        return false;
    }
}
