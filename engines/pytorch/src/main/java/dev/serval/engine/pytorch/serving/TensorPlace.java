package dev.serval.engine.pytorch.serving;

import dev.serval.inference.model.TensorSpec;

/// Which of a module's values a declared tensor is: the one that its name ends in, as Triton's
/// `INPUT__0` does, or else the one at its own place among the declared.
final class TensorPlace {
    private static final String MARK = "__";
    private static final int MOST_DIGITS = 4;

    private TensorPlace() {}

    static int of(TensorSpec declared, int position) {
        String name = declared.name();
        int mark = name.lastIndexOf(MARK);
        String digits = mark < 0 ? "" : name.substring(mark + MARK.length());
        boolean isNumber =
                !digits.isEmpty()
                        && digits.length() <= MOST_DIGITS
                        && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber ? Integer.parseInt(digits) : position;
    }
}
