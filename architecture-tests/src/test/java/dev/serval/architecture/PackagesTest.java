package dev.serval.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.serval.architecture.ServalClasses.obey;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How packages look inside a module: by feature, one way, null-marked and described.
class PackagesTest {
    @Test
    void aModulesRootPackageHoldsNoClass() {
        obey(
                noClasses()
                        .that()
                        .doNotHaveSimpleName("package-info")
                        .should()
                        .resideInAnyPackage(
                                "dev.serval",
                                "dev.serval.inference",
                                "dev.serval.protocol",
                                "dev.serval.storage",
                                "dev.serval.fetching",
                                "dev.serval.engine",
                                "dev.serval.server",
                                "dev.serval.predictor",
                                "dev.serval.transformer",
                                "dev.serval.explainer",
                                "dev.serval.image",
                                "dev.serval.platform",
                                "dev.serval.platform.api",
                                "dev.serval.platform.plan",
                                "dev.serval.platform.operator",
                                "dev.serval.platform.local"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inference",
                "protocol",
                "storage",
                "fetching",
                "engine",
                "server",
                "predictor",
                "transformer",
                "explainer",
                "image",
                "platform"
            })
    void packagesOfAModuleDependOneWay(String module) {
        obey(slices().matching("dev.serval." + module + ".(**)").should().beFreeOfCycles());
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked =
                ServalClasses.all().stream()
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(aPackage -> !aPackage.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName);
        assertThat(unmarked).as("packages without @NullMarked in a package-info.java").isEmpty();
    }
}
