package dev.serval.explainer.picture;

import dev.serval.explainer.answer.Explained;
import dev.serval.explainer.method.Attribution;
import dev.serval.explainer.method.Explanation;
import dev.serval.inference.failure.InvalidInput;
import dev.serval.inference.failure.Unsupported;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Draws one explanation.
public final class Picture {
    /// What can be drawn of attributions.
    public enum Kind {
        WATERFALL,
        BAR,
        FORCE,
        HEATMAP,
        TEXT;

        /// @throws InvalidInput if there is no such picture
        public static Kind of(String name) {
            for (Kind kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return kind;
                }
            }
            throw new InvalidInput(
                    "parameter 'plot' is '%s', expected waterfall, bar, force, heatmap or text"
                            .formatted(name));
        }
    }

    private static final int GRID_RANK = 2;

    private Picture() {}

    /// @param plot the kind of picture; empty for the one that suits the explanation
    /// @param output the output to draw; below 0 for the greatest of several
    /// @throws Unsupported if there is no such picture of the explanation
    public static String draw(Explained explained, String plot, int output) {
        return switch (explained.explanation()) {
            case Explanation.Attributions attributions ->
                    draw(explained, chosen(attributions.outputs(), output), plot);
            case Explanation.Curves curves -> CurvePicture.draw(explained, curves, output);
            case Explanation.Anchor anchor -> AnchorPicture.draw(explained, anchor);
            case Explanation.Adversarial adversarial -> HeatMapPicture.draw(explained, adversarial);
            case Explanation.Counterfactuals counterfactuals ->
                    ChangesPicture.draw(explained, counterfactuals);
        };
    }

    private static Attribution chosen(List<Attribution> outputs, int output) {
        return outputs.stream()
                .filter(each -> output < 0 || each.output() == output)
                .max(Comparator.comparingDouble(Attribution::prediction))
                .orElseThrow(
                        () -> new InvalidInput("there is no output %d to draw".formatted(output)));
    }

    private static String draw(Explained explained, Attribution attribution, String plot) {
        Kind kind = plot.isEmpty() ? usual(explained) : Kind.of(plot);
        return switch (kind) {
            case WATERFALL -> BarPicture.waterfall(explained, attribution);
            case BAR -> BarPicture.bars(explained, attribution);
            case FORCE -> ForcePicture.draw(explained, attribution);
            case HEATMAP -> HeatMapPicture.draw(explained, attribution);
            case TEXT -> TextPicture.draw(explained, attribution);
        };
    }

    private static Kind usual(Explained explained) {
        if (explained.findText().isPresent()) {
            return Kind.TEXT;
        }
        return explained.shape().rank() >= GRID_RANK ? Kind.HEATMAP : Kind.WATERFALL;
    }
}
