package dev.serval.benchmark.load;

import java.io.IOException;

/// The load as a program: takes a [LoadPlan] as arguments and prints a [LoadResult].
public final class LoadProgram {
    private LoadProgram() {}

    static void main(String[] arguments) throws IOException {
        System.out.println(Load.run(LoadPlan.parse(arguments)).toLine());
    }
}
