package dev.serval.platform.api.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// The documents of a YAML text, one after the other, until the text ends or is no YAML.
final class YamlDocuments {
    private final String file;
    private final String text;
    private final LoadSettings settings;
    private @Nullable Composer composer;
    private @Nullable Problem problem;

    YamlDocuments(String file, String text) {
        this.file = file;
        this.text = text;
        this.settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setSchema(new CoreSchema())
                        .setMaxAliasesForCollections(YamlTree.MAX_VALUES)
                        .build();
    }

    /// The next document; empty at the end, or where the text is no YAML.
    Optional<YamlDocument> next() {
        if (problem != null) {
            return Optional.empty();
        }
        try {
            Composer open = opened();
            return open.hasNext() ? Optional.of(YamlTree.of(file, open.next())) : Optional.empty();
        } catch (MarkedYamlEngineException failure) {
            problem = Problem.error(placeOf(failure), "not YAML: " + sentence(failure));
        } catch (YamlEngineException failure) {
            problem = Problem.error(start(), "not YAML: " + String.valueOf(failure.getMessage()));
        }
        return Optional.empty();
    }

    /// Why the documents ended before the text did.
    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    private Composer opened() {
        if (composer == null) {
            StreamReader reader = new StreamReader(settings, text);
            composer =
                    new Composer(
                            settings, new DepthLimitedParser(new ParserImpl(settings, reader)));
        }
        return composer;
    }

    private SourceLocation start() {
        return new SourceLocation(file, 1, 1);
    }

    private SourceLocation placeOf(MarkedYamlEngineException failure) {
        Optional<Mark> mark = failure.getProblemMark();
        return mark.map(m -> new SourceLocation(file, m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(this::start);
    }

    private static String sentence(MarkedYamlEngineException failure) {
        String context = failure.getContext();
        return context == null || context.isBlank()
                ? failure.getProblem()
                : context + ", " + failure.getProblem();
    }
}
