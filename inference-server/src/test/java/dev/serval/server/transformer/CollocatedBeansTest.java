package dev.serval.server.transformer;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Set;

/// What holds of a transformer whose predictor is elsewhere holds of one before a model of its own
/// program.
@QuarkusTest
@TestProfile(CollocatedBeansTest.BesideTheModel.class)
class CollocatedBeansTest extends TransformerTest {
    /// The transformer is served, and no predictor is configured.
    public static class BesideTheModel implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(DoublingTransformer.class);
        }
    }
}
