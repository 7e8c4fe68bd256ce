package dev.serval.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/// The main code of every module on this module's class path, read once. Generated code, which lies
/// in packages named `proto`, is nobody's style and left out.
final class ServalClasses {
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("/proto/"))
                    .importPackages("dev.serval");

    private ServalClasses() {}

    static JavaClasses all() {
        return ALL;
    }

    /// Checks `rule`, which may concern modules that are not there yet.
    static void obey(ArchRule rule) {
        rule.allowEmptyShould(true).check(ALL);
    }
}
