package dev.serval.explainer.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// That pictures can be read: contrast by the formula of WCAG 2.2 on light and on dark ground, and
/// words that neither leave the picture nor lie on one another. The pictures are left below
/// `target` for whoever wants to look.
class LegibilityTest {
    private static final Map<String, String> PICTURES = PictureSamples.all();
    private static final Pattern COLOUR = Pattern.compile("--(\\w+):#([0-9a-f]{6})");

    /// How wide a letter is at most in the faces that `system-ui` stands for, by its size; the mean
    /// of a word's letters is below it.
    private static final double LETTER = 0.56;

    /// A word's place.
    private record Box(String words, double left, double right, double top, double bottom) {
        boolean covers(Box other) {
            return left < other.right
                    && other.left < right
                    && top < other.bottom
                    && other.top < bottom;
        }
    }

    static List<String> names() {
        return List.copyOf(PICTURES.keySet());
    }

    @BeforeAll
    static void leaveThePictures() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        for (Map.Entry<String, String> picture : PICTURES.entrySet()) {
            Files.writeString(folder.resolve(picture.getKey() + ".svg"), picture.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void wordsAndShapesStandOutFromTheGround(String scheme) {
        Map<String, double[]> colours = colours(scheme);
        double[] ground = colour(colours, "ground");
        double[] ink = colour(colours, "ink");

        assertThat(contrast(ink, ground)).isGreaterThan(7);
        for (String shape : List.of("more", "less", "line")) {
            assertThat(contrast(colour(colours, shape), ground)).as(shape).isGreaterThan(3);
        }
        assertThat(contrast(colour(colours, "faint"), ground)).isGreaterThan(1.4);
        for (String shape : List.of("more", "less")) {
            double[] marked = blend(colour(colours, shape), ground, Svg.STRONGEST_HIGHLIGHT);
            assertThat(contrast(ink, marked)).as("a word on %s", shape).isGreaterThan(4.5);
        }
    }

    @Test
    void eachPictureIsDrawnForLightAndDarkAndSaysSo() {
        assertThat(PICTURES.values())
                .allSatisfy(picture ->
                        assertThat(picture)
                                .contains("@media (prefers-color-scheme:dark)", "color-scheme:")
                                .doesNotContainPattern("(fill|stroke)=\"#"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void noWordLeavesThePicture(String name) throws Exception {
        Document picture = parsed(name);
        double width = number(picture.getDocumentElement(), "width");
        double height = number(picture.getDocumentElement(), "height");

        assertThat(boxes(picture))
                .isNotEmpty()
                .allSatisfy(box -> {
                    assertThat(box.left()).as(box.words()).isGreaterThanOrEqualTo(0);
                    assertThat(box.right()).as(box.words()).isLessThanOrEqualTo(width);
                    assertThat(box.top()).as(box.words()).isGreaterThanOrEqualTo(0);
                    assertThat(box.bottom()).as(box.words()).isLessThanOrEqualTo(height);
                });
    }

    @ParameterizedTest
    @MethodSource("names")
    void noTwoWordsLieOnOneAnother(String name) throws Exception {
        List<Box> boxes = boxes(parsed(name));
        List<String> collisions = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                if (boxes.get(i).covers(boxes.get(j))) {
                    collisions.add(boxes.get(i).words() + " / " + boxes.get(j).words());
                }
            }
        }
        assertThat(collisions).isEmpty();
    }

    /// The ink of an error's line on a bar would have too little contrast in the dark.
    @Test
    void anErrorStandsOutFromItsBarByTheGroundAroundIt() throws Exception {
        NodeList lines = parsed("bar").getElementsByTagName("line");
        int errors = 0;
        for (int i = 1; i < lines.getLength(); i++) {
            Element error = (Element) lines.item(i);
            Element around = (Element) lines.item(i - 1);
            if (error.getAttribute("class").equals("error")) {
                errors++;
                assertThat(around.getAttribute("class")).isEqualTo("halo");
                assertThat(around.getAttribute("y1")).isEqualTo(error.getAttribute("y1"));
                assertThat(number(around, "x1")).isLessThan(number(error, "x1"));
                assertThat(number(around, "x2")).isGreaterThan(number(error, "x2"));
            }
        }
        assertThat(errors).isEqualTo(4);
    }

    private static Document parsed(String name) throws Exception {
        byte[] bytes = PICTURES.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes));
    }

    private static List<Box> boxes(Document picture) {
        List<Box> boxes = new ArrayList<>();
        NodeList texts = picture.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            boxes.add(box((Element) texts.item(i)));
        }
        return boxes;
    }

    private static Box box(Element text) {
        double size =
                switch (text.getAttribute("class")) {
                    case "small" -> 11;
                    case "title" -> 15;
                    case "letters" -> 14;
                    default -> 13;
                };
        String words = text.getTextContent();
        String told = text.getAttribute("textLength");
        double width = told.isEmpty() ? words.length() * size * LETTER : Double.parseDouble(told);
        double x = number(text, "x");
        double left =
                switch (text.getAttribute("text-anchor")) {
                    case "end" -> x - width;
                    case "middle" -> x - width / 2;
                    default -> x;
                };
        double baseline = number(text, "y");
        return new Box(words, left, left + width, baseline - 0.75 * size, baseline + 0.2 * size);
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static Map<String, double[]> colours(String scheme) {
        String style = PICTURES.values().iterator().next();
        int dark = style.indexOf("@media (prefers-color-scheme:dark)");
        String part = scheme.equals("dark") ? style.substring(dark) : style.substring(0, dark);
        Map<String, double[]> colours = new HashMap<>();
        Matcher matcher = COLOUR.matcher(part);
        while (matcher.find()) {
            int rgb = Integer.parseInt(matcher.group(2), 16);
            colours.put(
                    matcher.group(1), new double[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff});
        }
        assertThat(colours).containsKeys("ground", "ink", "faint", "more", "less", "line");
        return colours;
    }

    private static double[] colour(Map<String, double[]> colours, String name) {
        return colours.getOrDefault(name, new double[3]);
    }

    private static double[] blend(double[] above, double[] below, double opacity) {
        double[] blended = new double[3];
        for (int i = 0; i < 3; i++) {
            blended[i] = above[i] * opacity + below[i] * (1 - opacity);
        }
        return blended;
    }

    private static double contrast(double[] one, double[] other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(double[] rgb) {
        return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
    }

    private static double linear(double level) {
        double share = level / 255;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
