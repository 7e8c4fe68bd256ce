package dev.serval.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static dev.serval.architecture.ServalClasses.obey;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;

/// What main code does nowhere.
class CodeTest {
    /// The custom resources alone keep KServe's names, of which `StorageHelper` is one.
    @Test
    void noClassIsNamedAfterNothing() {
        obey(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.serval.platform.api..")
                        .should()
                        .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common)"));
    }

    @Test
    void nothingIsInjectedIntoAField() {
        obey(
                noFields()
                        .should()
                        .beAnnotatedWith("jakarta.inject.Inject")
                        .orShould()
                        .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                        .orShould()
                        .beAnnotatedWith("io.quarkus.grpc.GrpcClient"));
    }

    @Test
    void noStaticFieldCanChange() {
        var changeable =
                ServalClasses.all().stream()
                        .flatMap(aClass -> aClass.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .map(JavaField::getFullName);
        assertThat(changeable).as("static fields that are not final").isEmpty();
    }

    @Test
    void nothingIsPrintedPastTheLog() {
        obey(noClasses().should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void noClassLogsThroughTheJdksLogging() {
        obey(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
    }

    @Test
    void nothingOfATestIsInMainCode() {
        obey(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.junit..", "org.assertj..", "org.awaitility..", "net.jqwik.."));
    }
}
