package dev.serval.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.serval.architecture.ServalClasses.obey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which module may know which: every arrow of the design, and the libraries kept to one module.
class ModuleDependenciesTest {
    private static final String INFERENCE = "dev.serval.inference..";
    private static final String PROTOCOL = "dev.serval.protocol..";
    private static final String SERVER = "dev.serval.server..";
    private static final String STORAGE = "dev.serval.storage..";
    private static final String FETCHING = "dev.serval.fetching..";
    private static final String IMAGES = "dev.serval.image..";
    private static final String SUBSTITUTIONS = "dev.serval.substitution..";
    private static final String ENGINES = "dev.serval.engine..";
    private static final String PREDICTOR = "dev.serval.predictor..";
    private static final String TRANSFORMER = "dev.serval.transformer..";
    private static final String STEPS = "dev.serval.steps..";
    private static final String EXPLAINER = "dev.serval.explainer..";
    private static final String CONTRACT = "dev.serval.inference.contract..";
    private static final String PLATFORM = "dev.serval.platform..";
    private static final String PLATFORM_API = "dev.serval.platform.api..";
    private static final String PLATFORM_PLAN = "dev.serval.platform.plan..";
    private static final String OPERATOR = "dev.serval.platform.operator..";
    private static final String LOCAL = "dev.serval.platform.local..";

    @Test
    void theInferenceApiKnowsNothingButTheJdk() {
        obey(
                classes()
                        .that()
                        .resideInAPackage(INFERENCE)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(INFERENCE, "java..", "org.jspecify.annotations.."));
    }

    @Test
    void theProtocolKnowsOnlyTheInferenceApi() {
        seesOfServalOnly(PROTOCOL, INFERENCE);
    }

    @Test
    void theProtocolKnowsNoFramework() {
        keepsOut(
                PROTOCOL, "io.quarkus..", "io.vertx..", "io.netty..", "io.smallrye..", "jakarta..");
    }

    @Test
    void modelStorageKnowsNoOtherModule() {
        seesOfServalOnly(STORAGE);
    }

    @Test
    void substitutionsNameWhatTheyReplaceAndKnowNothingOfIt() {
        seesOfServalOnly(SUBSTITUTIONS);
    }

    @Test
    void onlySubstitutionsKnowGraalVm() {
        obey(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(SUBSTITUTIONS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.graalvm..", "com.oracle.svm.."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3=software.amazon..", "gcs=com.google.auth.."})
    void onlyAStoreSeesItsLibrary(String storeAndLibrary) {
        var store = "dev.serval.storage." + storeAndLibrary.split("=", 2)[0] + "..";
        obey(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(store, SUBSTITUTIONS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(storeAndLibrary.split("=", 2)[1]));
    }

    @Test
    void imagesAreMadeWithoutKnowingWhatIsInThem() {
        seesOfServalOnly(IMAGES);
    }

    @Test
    void enginesKnowOnlyTheInferenceApi() {
        seesOfServalOnly(ENGINES, INFERENCE);
    }

    @Test
    void enginesDoNotKnowEachOther() {
        obey(
                slices().matching("dev.serval.engine.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .as("engines do not know each other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "onnx=ai.onnxruntime..",
                "xgboost=ml.dmlc..",
                "lightgbm=com.microsoft.ml..",
                "pmml=org.pmml4s..",
                "pytorch=ai.djl..",
                "tensorflow=org.tensorflow.."
            })
    void onlyAnEngineSeesItsLibrary(String engineAndLibrary) {
        var engine = "dev.serval.engine." + engineAndLibrary.split("=", 2)[0] + "..";
        var library = engineAndLibrary.split("=", 2)[1];
        obey(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(engine)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library));
    }

    @Test
    void theServerKnowsOnlyTheProtocolAndTheInferenceApi() {
        seesOfServalOnly(SERVER, PROTOCOL, INFERENCE);
    }

    @Test
    void fetchingJoinsTheServerWithTheStores() {
        seesOfServalOnly(FETCHING, SERVER, INFERENCE, STORAGE);
    }

    @Test
    void stepsKnowNothingOfWhereTheirPredictorIs() {
        seesOfServalOnly(STEPS, SERVER, PROTOCOL, INFERENCE);
        obey(
                noClasses()
                        .that()
                        .resideInAPackage(STEPS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.serval.server.upstream..",
                                "dev.serval.server.intermediary.."));
    }

    @Test
    void runtimesKnowTheServerButNeitherEachOtherNorAnEngine() {
        seesOfServalOnly(PREDICTOR, SERVER, PROTOCOL, INFERENCE, FETCHING, STORAGE);
        seesOfServalOnly(TRANSFORMER, SERVER, PROTOCOL, INFERENCE, FETCHING, STORAGE, STEPS);
        seesOfServalOnly(EXPLAINER, SERVER, PROTOCOL, INFERENCE, FETCHING, STORAGE);
    }

    @Test
    void nothingThatServesModelsKnowsKubernetes() {
        obey(
                noClasses()
                        .that(resideInAPackage("dev.serval..").and(not(resideInAPackage(PLATFORM))))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk.."));
    }

    @Test
    void thePlatformSharesOnlyTheContractWithTheRuntimes() {
        seesOfServalOnly(PLATFORM, CONTRACT);
    }

    @Test
    void platformModulesDependOneWay() {
        seesOfServalOnly(PLATFORM_API);
        seesOfServalOnly(PLATFORM_PLAN, PLATFORM_API, CONTRACT);
        seesOfServalOnly(OPERATOR, PLATFORM_PLAN, PLATFORM_API, CONTRACT);
        seesOfServalOnly(LOCAL, PLATFORM_PLAN, PLATFORM_API, CONTRACT);
    }

    @Test
    void aPlanIsMadeWithoutAClientAndWithoutFramework() {
        keepsOut(
                PLATFORM_PLAN,
                "io.fabric8.kubernetes.client..",
                "io.javaoperatorsdk..",
                "io.quarkus..",
                "io.vertx..",
                "java.net.http..");
    }

    @Test
    void aPlanIsMadeWithoutAClock() {
        obey(
                noClasses()
                        .that()
                        .resideInAPackage(PLATFORM_PLAN)
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(java.time.Clock.class)
                        .orShould()
                        .callMethod(java.time.Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(System.class, "nanoTime"));
    }

    /// Classes in `packages` may depend on Serval's own classes only in `packages` and `allowed`.
    private static void seesOfServalOnly(String packages, String... allowed) {
        var forbidden =
                resideInAPackage("dev.serval..")
                        .and(not(resideInAPackage(packages)))
                        .and(not(resideInAnyPackage(allowed)));
        obey(
                noClasses()
                        .that()
                        .resideInAPackage(packages)
                        .should()
                        .dependOnClassesThat(forbidden)
                        .as(
                                "%s sees of Serval only itself and %s"
                                        .formatted(packages, String.join(", ", allowed))));
    }

    private static void keepsOut(String packages, String... forbidden) {
        obey(
                noClasses()
                        .that()
                        .resideInAPackage(packages)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden));
    }
}
