package dev.serval.steps.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// SentencePiece's unigram model (Kudo, 2018): of all ways to make a word of pieces, the one with
/// the greatest sum of their scores. Unknown characters side by side are one token, or where the
/// file says so each of their bytes is one.
///
/// @param pieces the pieces with their ids and scores
/// @param unknown for a character that no piece has; `null` where the file names none
/// @param bytes the tokens for bytes; `null` where they are not used
/// @param longest the length of the longest piece
/// @param least what an unknown character scores
record Unigram(
        Map<String, Piece> pieces,
        @Nullable Integer unknown,
        @Nullable ByteTokens bytes,
        int longest,
        double least)
        implements WordModel {
    private static final double UNKNOWN_PENALTY = 10;

    Unigram {
        pieces = Map.copyOf(pieces);
    }

    /// What a word may be made of.
    record Piece(int id, double score) {}

    static Unigram of(JsonNode json) throws TokenizerException {
        JsonNode vocabulary = json.path("vocab");
        if (!vocabulary.isArray() || vocabulary.isEmpty()) {
            throw new TokenizerException(
                    "model.vocab is missing, expected pieces with their scores");
        }
        Map<String, Piece> pieces = new HashMap<>();
        int longest = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int id = 0; id < vocabulary.size(); id++) {
            String piece = vocabulary.path(id).path(0).asText();
            double score = vocabulary.path(id).path(1).asDouble();
            pieces.put(piece, new Piece(id, score));
            longest = Math.max(longest, piece.length());
            least = Math.min(least, score);
        }
        JsonNode unknown = json.path("unk_id");
        if (unknown.isInt() && (unknown.asInt() < 0 || unknown.asInt() >= vocabulary.size())) {
            throw new TokenizerException(
                    "model.unk_id is %s, expected a place among %d pieces"
                            .formatted(unknown, vocabulary.size()));
        }
        return new Unigram(
                pieces,
                unknown.isInt() ? (Integer) unknown.asInt() : null,
                json.path("byte_fallback").asBoolean()
                        ? ByteTokens.of(name -> id(pieces, name))
                        : null,
                longest,
                least - UNKNOWN_PENALTY);
    }

    private static @Nullable Integer id(Map<String, Piece> pieces, String name) {
        Piece piece = pieces.get(name);
        return piece == null ? null : (Integer) piece.id();
    }

    @Override
    public List<Integer> tokens(String word) {
        List<Integer> ids = new ArrayList<>();
        for (String part : parts(word)) {
            Piece piece = pieces.get(part);
            if (piece != null) {
                ids.add(piece.id());
            } else if (bytes != null) {
                ids.addAll(bytes.tokens(part));
            } else if (unknown != null) {
                ids.add(unknown);
            }
        }
        return ids;
    }

    /// The best way to cut a word, with unknown characters side by side as one part.
    private List<String> parts(String word) {
        int[] begin = bestBeginnings(word);
        List<String> parts = new ArrayList<>();
        int end = word.length();
        int unknownEnd = -1;
        while (end > 0) {
            int start = begin[end];
            boolean isUnknown = isUnknown(word, start, end);
            if (!isUnknown && unknownEnd >= 0) {
                parts.add(word.substring(end, unknownEnd));
                unknownEnd = -1;
            }
            if (!isUnknown) {
                parts.add(word.substring(start, end));
            } else if (unknownEnd < 0) {
                unknownEnd = end;
            }
            end = start;
        }
        if (unknownEnd >= 0) {
            parts.add(word.substring(0, unknownEnd));
        }
        Collections.reverse(parts);
        return parts;
    }

    private boolean isUnknown(String word, int start, int end) {
        Piece piece = pieces.get(word.substring(start, end));
        return piece == null || unknown != null && piece.id() == unknown;
    }

    /// For each place in a word where the last part of the best way there begins.
    private int[] bestBeginnings(String word) {
        int length = word.length();
        int[] begin = new int[length + 1];
        double[] best = new double[length + 1];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        best[0] = 0;
        int start = 0;
        while (start < length) {
            int single = Character.charCount(word.codePointAt(start));
            boolean hasSingle = false;
            int most = Math.min(length, start + longest);
            for (int end = start + 1; end <= most; end++) {
                Piece piece = pieces.get(word.substring(start, end));
                if (piece == null) {
                    continue;
                }
                hasSingle |= end == start + single;
                reach(begin, best, start, end, piece.score());
            }
            if (!hasSingle) {
                reach(begin, best, start, start + single, least);
            }
            start += single;
        }
        return begin;
    }

    private static void reach(int[] begin, double[] best, int start, int end, double score) {
        if (best[start] + score > best[end]) {
            best[end] = best[start] + score;
            begin[end] = start;
        }
    }
}
