package dev.serval.explainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.explainer.fake.TestTask;
import dev.serval.explainer.model.Rows;
import dev.serval.inference.failure.InvalidInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetReaderTest {
    @TempDir Path folder;

    @Test
    void aFirstLineThatIsNoNumbersNamesTheColumns() {
        DataSet data = DataSetReader.csv("age,\"size\"\n1,2\n\n3,\n", "data");

        assertThat(data.names()).containsExactly("age", "size");
        assertThat(data.rows().count()).isEqualTo(2);
        assertThat(data.rows().at(1, 1)).isNaN();
    }

    @Test
    void semicolonsAndTabsSeparateToo() {
        assertThat(DataSetReader.csv("1;2\n3;4", "data").rows().at(1, 0)).isEqualTo(3);
        assertThat(DataSetReader.csv("1\t2\n3\t4", "data").rows().at(1, 1)).isEqualTo(4);
    }

    @Test
    void nestedRowsAreLaidOutFlat() {
        DataSet data = DataSetReader.json("{\"instances\":[[[1,2],[3,null]]]}", "data");

        assertThat(data.rows().width()).isEqualTo(4);
        assertThat(data.rows().at(0, 2)).isEqualTo(3);
        assertThat(data.rows().at(0, 3)).isNaN();
    }

    @Test
    void filesAreNamedByPathOrUri() {
        Path file = folder.resolve("rows.csv");

        assertThat(DataSetReader.path(file.toString())).isEqualTo(file);
        assertThat(DataSetReader.path(file.toUri().toString().replace("file:/", "file:///")))
                .isEqualTo(file);
        assertThatThrownBy(() -> DataSetReader.path("s3://bucket/rows.csv"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("'s3://bucket/rows.csv' is not read here, expected file:// or a path");
        assertThatThrownBy(() -> DataSetReader.read(file, "s3://bucket/rows.csv"))
                .hasMessageStartingWith("background data s3://bucket/rows.csv cannot be read");
    }

    @Test
    void aFolderStandsForItsOnlyFileOfData() throws Exception {
        Files.writeString(folder.resolve("README.md"), "rows");
        Files.writeString(folder.resolve("rows.JSON"), "[[1, 2]]");

        assertThat(DataSetReader.read(folder, "data").rows().width()).isEqualTo(2);

        Files.writeString(folder.resolve("more.csv"), "1,2\n");
        assertThatThrownBy(() -> DataSetReader.read(folder, "s3://bucket/data"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "background data s3://bucket/data is a folder with 2 files of data, expected one that ends with .csv or .json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|data is an empty list, expected a list of at least one row",
                "7|data is no list, expected a list of at least one row",
                "[[1,2],[3]]|data: row 1 has 1 values, expected 2 as the first",
                "[[1,\"a\"]]|data: row 0 holds \"a\", expected numbers",
                "[|data is not JSON"
            })
    void saysWhatIsWrongWithRows(String json, String message) {
        assertThatThrownBy(() -> DataSetReader.json(json, "data"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysWhichLineOfAFileIsWrong() {
        assertThatThrownBy(() -> DataSetReader.csv("a,b\n1,2\n3,x\n", "data"))
                .hasMessage("data: line 3 holds 'x', expected numbers");
        assertThatThrownBy(() -> DataSetReader.csv("a,b\n", "data"))
                .hasMessage("data has names only, expected rows below");
    }

    @Test
    void aSampleHasDifferentRowsInTheirOrder() {
        double[] values = new double[50];
        for (int i = 0; i < 50; i++) {
            values[i] = i;
        }
        DataSet all = new DataSet(List.of("n"), Rows.over(1, values));

        DataSet some = all.sampled(10, TestTask.random(1));

        assertThat(some.rows().count()).isEqualTo(10);
        assertThat(some.rows().column(0)).isSorted().doesNotHaveDuplicates();
        assertThat(all.sampled(50, TestTask.random(1))).isSameAs(all);
    }
}
