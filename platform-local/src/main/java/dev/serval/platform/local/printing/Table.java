package dev.serval.platform.local.printing;

import java.util.ArrayList;
import java.util.List;

/// Rows under titles, in columns as wide as they need be.
final class Table {
    private static final int GAP = 3;

    private final List<String> titles;
    private final int[] widths;

    private Table(List<String> titles, int[] widths) {
        this.titles = titles;
        this.widths = widths;
    }

    /// A table whose columns fit its titles and `rows`; rows that come later may be wider.
    public static Table fitting(List<String> titles, List<List<String>> rows) {
        int[] widths = titles.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return new Table(List.copyOf(titles), widths);
    }

    /// The titles and the rows, as lines.
    public static List<String> lines(List<String> titles, List<List<String>> rows) {
        Table table = fitting(titles, rows);
        List<String> lines = new ArrayList<>();
        lines.add(table.titleLine());
        rows.forEach(row -> lines.add(table.line(row)));
        return lines;
    }

    public String titleLine() {
        return line(titles);
    }

    /// A row, after which its columns are at least as wide as it needs them. The last column is not
    /// filled up.
    public String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            boolean isLast = i == row.size() - 1;
            widths[i] = Math.max(widths[i], row.get(i).length());
            line.append(row.get(i));
            if (!isLast) {
                line.append(" ".repeat(widths[i] + GAP - row.get(i).length()));
            }
        }
        return line.toString();
    }
}
