package io.github.devopsagent.metric.verdict;

import java.util.Locale;
import java.util.Random;

/** How a metric of a service behaves that nobody changes. All but the trending one are stationary. */
enum SimulatedService {
    /** Around 100, by 2 %. */
    QUIET("around 100, by 2 %") {
        @Override
        double next(Random random, int sample, boolean burst) {
            return 100 * (1 + 0.02 * random.nextGaussian());
        }
    },
    /** Around 100, by a third. */
    NOISY("around 100, lognormal, σ = 0.3") {
        @Override
        double next(Random random, int sample, boolean burst) {
            return 100 * Math.exp(0.3 * random.nextGaussian());
        }
    },
    /** Most are near 100, and some are anywhere above it. */
    HEAVY_TAILED("above 100, Pareto, α = 1.5: no variance") {
        @Override
        double next(Random random, int sample, boolean burst) {
            return 100 / Math.pow(1 - random.nextDouble(), 1 / 1.5);
        }
    },
    /** Zero, but for one sample in ten. */
    MOSTLY_ZERO("0, but for one in ten, which is exponential around 1") {
        @Override
        double next(Random random, int sample, boolean burst) {
            return random.nextInt(10) > 0 ? 0 : -Math.log(1 - random.nextDouble());
        }

        @Override
        double scale() {
            return 1;
        }
    },
    /** Three times as high for three samples on the average, then quiet again for 27. */
    BURSTY("around 100, by 5 %; three times as high for 3 samples in 30, on the average, in a row") {
        @Override
        double next(Random random, int sample, boolean burst) {
            return 100 * (1 + 0.05 * random.nextGaussian()) * (burst ? 3 : 1);
        }
    },
    /** As the quiet one, and with each sample 1 % of its beginning higher, whatever is deployed. */
    TRENDING("around 100, by 2 %, and 1 more with every sample") {
        @Override
        double next(Random random, int sample, boolean burst) {
            return 100 * (1 + 0.02 * random.nextGaussian() + 0.01 * sample);
        }
    };

    private final String shape;

    SimulatedService(String shape) {
        this.shape = shape;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String shape() {
        return shape;
    }

    abstract double next(Random random, int sample, boolean burst);

    double scale() {
        return 100;
    }

    /** So many samples in a row. */
    double[] samples(Random random, int count) {
        double[] samples = new double[count];
        boolean burst = random.nextInt(10) == 0;
        for (int sample = 0; sample < count; sample++) {
            burst = burst ? random.nextInt(3) > 0 : random.nextInt(27) == 0;
            samples[sample] = next(random, sample, burst);
        }
        return samples;
    }
}
