package io.github.devopsagent.metric.verdict;

import java.util.Random;

/** What a deployment does to the metric of a service. */
enum SimulatedChange {
    /** Nothing. */
    NONE("no change") {
        @Override
        double on(double value, double scale, Random random) {
            return value;
        }
    },
    /** A fifth more. */
    A_FIFTH("1.2 times") {
        @Override
        double on(double value, double scale, Random random) {
            return 1.2 * value;
        }
    },
    /** Twice as much. */
    TWICE("twice") {
        @Override
        double on(double value, double scale, Random random) {
            return 2 * value;
        }
    },
    /** One request in five fails, of 50 in each sample. */
    ERRORS("one in five fails") {
        @Override
        double on(double value, double scale, Random random) {
            int failed = 0;
            for (int request = 0; request < 50; request++) {
                failed += random.nextInt(5) == 0 ? 1 : 0;
            }
            return value + scale * failed / 50;
        }
    };

    private final String title;

    SimulatedChange(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract double on(double value, double scale, Random random);
}
