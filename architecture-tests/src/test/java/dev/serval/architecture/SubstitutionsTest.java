package dev.serval.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a native image replaces is named in text, which no compiler checks: that it is there, and
/// has what the replacement has, is checked here, since images are seldom built.
class SubstitutionsTest {
    private static final String SUBSTITUTE = "com.oracle.svm.core.annotate.Substitute";
    private static final String TARGET = "com.oracle.svm.core.annotate.TargetClass";

    @ParameterizedTest
    @MethodSource("substitutions")
    void whatIsReplacedIsThere(JavaClass replacement) {
        JavaClass replaced = target(replacement).orElseThrow();

        assertThat(signatures(replaced, replaced.getCodeUnits().stream()))
                .containsAll(
                        signatures(
                                replacement,
                                replacement.getCodeUnits().stream()
                                        .filter(code -> code.isAnnotatedWith(SUBSTITUTE))));
    }

    @ParameterizedTest
    @MethodSource("substitutions")
    void aReplacementOfAWholeClassHasAllThatOthersCall(JavaClass replacement) {
        JavaClass replaced = target(replacement).orElseThrow();

        if (replacement.isAnnotatedWith(SUBSTITUTE)) {
            Stream<? extends JavaCodeUnit> called =
                    replaced.getAccessesToSelf().stream()
                            .filter(access -> !access.getOriginOwner().equals(replaced))
                            .filter(access -> !isNestedIn(access.getOriginOwner(), replaced))
                            .map(access -> access.getTarget().resolveMember().orElseThrow())
                            .filter(JavaCodeUnit.class::isInstance)
                            .map(JavaCodeUnit.class::cast);
            assertThat(signatures(replacement, replacement.getCodeUnits().stream()))
                    .containsAll(signatures(replaced, called));
        }
    }

    /// GraalVM takes fields of one name for one field.
    @ParameterizedTest
    @MethodSource("substitutions")
    void fieldsOfOneNameHaveOneType(JavaClass replacement) {
        JavaClass replaced = target(replacement).orElseThrow();

        assertThat(replacement.getFields())
                .allSatisfy(field ->
                        assertThat(replaced.tryGetField(field.getName()).stream())
                                .allSatisfy(same ->
                                        assertThat(same.getRawType().getName())
                                                .isEqualTo(field.getRawType().getName())));
    }

    static Stream<JavaClass> substitutions() {
        return ServalClasses.all().stream().filter(each -> target(each).isPresent());
    }

    /// The class of Serval that a class replaces; empty if it replaces none of Serval's.
    private static Optional<JavaClass> target(JavaClass replacement) {
        return replacement
                .tryGetAnnotationOfType(TARGET)
                .map(annotation -> (String) annotation.get("className").orElseThrow())
                .filter(name -> name.startsWith("dev.serval."))
                .map(name -> ServalClasses.all().get(name));
    }

    /// Names and parameters, with the class itself under one name.
    private static Set<String> signatures(JavaClass owner, Stream<? extends JavaCodeUnit> code) {
        return code.map(each ->
                        each.getName()
                                + each.getRawParameterTypes().stream()
                                        .map(JavaClass::getName)
                                        .map(name -> name.equals(owner.getName()) ? "self" : name)
                                        .toList())
                .collect(Collectors.toSet());
    }

    private static boolean isNestedIn(JavaClass inner, JavaClass outer) {
        return inner.getEnclosingClass().filter(outer::equals).isPresent();
    }
}
