package dev.serval.explainer.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A grid cut into segments, each a connected piece. Not a record, since it holds an array.
public final class Segments {
    private final int[] segmentOf;
    private final int count;

    /// @param segmentOf by cell, its segment; segments are numbered from 0 without gaps
    Segments(int[] segmentOf) {
        this.segmentOf = segmentOf;
        this.count = IntStream.of(segmentOf).max().orElse(-1) + 1;
    }

    public int count() {
        return count;
    }

    public int of(int cell) {
        return segmentOf[cell];
    }

    /// The cells of one segment.
    public List<Integer> cells(int segment) {
        return IntStream.range(0, segmentOf.length)
                .filter(cell -> segmentOf[cell] == segment)
                .boxed()
                .toList();
    }

    /// Values by segment as values by cell.
    double[] spread(List<Double> bySegment) {
        double[] byCell = new double[segmentOf.length];
        for (int cell = 0; cell < byCell.length; cell++) {
            byCell[cell] = bySegment.get(segmentOf[cell]);
        }
        return byCell;
    }

    /// Rectangles of about the same size.
    static Segments rectangles(Grid grid, int wanted) {
        double side = Math.sqrt((double) grid.cells() / wanted);
        int high = Math.clamp(Math.round(grid.height() / side), 1, grid.height());
        int wide = Math.clamp(Math.round((double) wanted / high), 1, grid.width());
        int[] segmentOf = new int[grid.cells()];
        for (int cell = 0; cell < segmentOf.length; cell++) {
            int line = cell / grid.width() * high / grid.height();
            int column = cell % grid.width() * wide / grid.width();
            segmentOf[cell] = line * wide + column;
        }
        return new Segments(segmentOf);
    }

    /// The connected pieces of cells with the same label. A piece that is smaller than `least`
    /// becomes part of a neighbour.
    static Segments connected(Grid grid, int[] labels, int least) {
        int[] segmentOf = new int[labels.length];
        Arrays.fill(segmentOf, -1);
        int next = 0;
        for (int cell = 0; cell < labels.length; cell++) {
            if (segmentOf[cell] < 0) {
                List<Integer> piece = piece(grid, labels, segmentOf, cell, next);
                int neighbour = neighbour(grid, segmentOf, piece, next);
                if (piece.size() < least && neighbour >= 0) {
                    piece.forEach(each -> segmentOf[each] = neighbour);
                } else {
                    next++;
                }
            }
        }
        return new Segments(segmentOf);
    }

    /// Gives a cell and all cells of its label that hang together with it a number.
    private static List<Integer> piece(
            Grid grid, int[] labels, int[] segmentOf, int from, int number) {
        List<Integer> piece = new ArrayList<>(List.of(from));
        segmentOf[from] = number;
        for (int i = 0; i < piece.size(); i++) {
            for (int next : grid.neighbours(piece.get(i))) {
                if (segmentOf[next] < 0 && labels[next] == labels[from]) {
                    segmentOf[next] = number;
                    piece.add(next);
                }
            }
        }
        return piece;
    }

    /// An earlier piece next to this one; -1 if there is none.
    private static int neighbour(Grid grid, int[] segmentOf, List<Integer> piece, int number) {
        for (int cell : piece) {
            for (int next : grid.neighbours(cell)) {
                if (segmentOf[next] >= 0 && segmentOf[next] != number) {
                    return segmentOf[next];
                }
            }
        }
        return -1;
    }
}
