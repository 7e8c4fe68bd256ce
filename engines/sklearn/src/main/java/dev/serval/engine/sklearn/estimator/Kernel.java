package dev.serval.engine.sklearn.estimator;

/// How alike two rows are, to a support vector machine.
record Kernel(Form form, double gamma, double offset, double degree) {
    enum Form {
        LINEAR,
        POLY,
        RBF,
        SIGMOID
    }

    static Kernel of(Attributes attributes) {
        String name = attributes.text("kernel", "rbf");
        Form form =
                switch (name) {
                    case "linear" -> Form.LINEAR;
                    case "poly" -> Form.POLY;
                    case "rbf" -> Form.RBF;
                    case "sigmoid" -> Form.SIGMOID;
                    default -> throw attributes.unread("kernel '%s'".formatted(name));
                };
        return new Kernel(
                form,
                attributes.number("_gamma"),
                attributes.number("coef0", 0),
                attributes.number("degree", 3));
    }

    double of(Matrix rows, int row, Matrix others, int other) {
        double sum = 0;
        for (int i = 0; i < rows.columns(); i++) {
            double a = rows.at(row, i);
            double b = others.at(other, i);
            sum += form == Form.RBF ? (a - b) * (a - b) : a * b;
        }
        return switch (form) {
            case LINEAR -> sum;
            case POLY -> Math.pow(gamma * sum + offset, degree);
            case RBF -> Math.exp(-gamma * sum);
            case SIGMOID -> Math.tanh(gamma * sum + offset);
        };
    }
}
