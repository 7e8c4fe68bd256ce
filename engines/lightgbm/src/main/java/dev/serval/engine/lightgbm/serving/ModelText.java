package dev.serval.engine.lightgbm.serving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a model file says that LightGBM's library has no question for: which features are
/// categorical, and the categories that pandas gave their columns.
///
/// @param categorical by feature, in order: whether it is categorical
/// @param pandasCategories for each column that was categorical in pandas, in order: its values
/// @param byteSize how long the file is
record ModelText(List<Boolean> categorical, List<List<String>> pandasCategories, long byteSize) {
    private static final String FEATURES = "\nfeature_infos=";
    private static final String CATEGORIES = "\npandas_categorical:";

    ModelText {
        categorical = List.copyOf(categorical);
        pandasCategories = List.copyOf(pandasCategories);
    }

    static ModelText of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new ModelText(categorical(text), categories(text), bytes.length);
    }

    /// A numerical feature is told as `[least:greatest]`, a categorical one as `0:1:4`.
    private static List<Boolean> categorical(String text) {
        List<Boolean> found = new ArrayList<>();
        for (String info : lineAfter(FEATURES, text).split(" ", -1)) {
            found.add(info.indexOf(':') >= 0 && !info.startsWith("["));
        }
        return found;
    }

    private static List<List<String>> categories(String text) {
        return CategoryList.parse(lineAfter(CATEGORIES, text));
    }

    private static String lineAfter(String start, String text) {
        int at = text.lastIndexOf(start);
        if (at < 0) {
            return "";
        }
        int begin = at + start.length();
        int end = text.indexOf('\n', begin);
        return text.substring(begin, end < 0 ? text.length() : end).strip();
    }

    /// The categories of a feature; none if it is sent as the number that the model knows.
    List<String> categoriesOf(int feature) {
        long categories = categorical.stream().filter(it -> it).count();
        if (!categorical.get(feature) || categories != pandasCategories.size()) {
            return List.of();
        }
        long before = categorical.subList(0, feature).stream().filter(it -> it).count();
        return pandasCategories.get((int) before);
    }
}
