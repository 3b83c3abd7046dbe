// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/**
 * What every memory function must keep. Claims about its decay and its strength are verified on the
 * values of {@link #horizon()} lags.
 *
 * @param <C> the plugin's configuration
 */
public abstract class MemoryFunctionCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<MemoryFunctionPlugin<?>> {

    /** Below this, values lose digits on their way to zero and say nothing about a decay. */
    private static final double SMALLEST = 1e-290;

    /**
     * How far a bound on the logarithm may drift from the first to the second half of the lags: a
     * rate that is claimed 5 percent / (rate times half the lags) too large shows. An oscillation
     * whose crests fall between lags drifts less.
     */
    private static final double DRIFT = 0.05;

    /** By how much a parameter is made larger to see what it does to the memory. */
    private static final double LARGER = 1.25;

    @Override
    protected abstract MemoryFunctionPlugin<C> plugin();

    /** A configuration whose memory function decays within half of {@link #horizon()}. */
    protected abstract C example();

    /** How many lags are looked at, at least 16. */
    protected int horizon() {
        return 1 << 14;
    }

    @Override
    final void use() {
        memory().values(horizon());
    }

    @Test
    final void givesFiniteValuesThatAreNotAllZero() {
        double[] values = memory().values(horizon());
        assertThat(Arrays.stream(values).filter(value -> !Double.isFinite(value)))
                .as("values that are not finite")
                .isEmpty();
        assertThat(Arrays.stream(values).filter(value -> value != 0))
                .as("values that are not zero")
                .isNotEmpty();
    }

    @Test
    final void givesTheSameValuesInAnyOrderAndEveryTime() {
        MemoryFunction memory = memory();
        int lags = Math.min(horizon(), 256);
        double[] together = memory.values(lags);
        double[] backwards = new double[lags];
        for (int lag = lags - 1; lag >= 0; lag--) {
            backwards[lag] = memory.at(lag);
        }
        assertThat(backwards).as("values one by one").isEqualTo(together);
        assertThat(memory.values(lags / 2))
                .as("values of fewer lags")
                .isEqualTo(Arrays.copyOf(together, lags / 2));
        assertThat(memory().values(lags)).as("values of another instance").isEqualTo(together);
        assertThat(memory.values(0)).as("values of no lags").isEmpty();
    }

    @Test
    final void decaysAsItClaims() {
        Decay decay = memory().decay();
        double[] values = memory().values(horizon());
        if (decay instanceof Decay.Exponential claim) {
            assertExponential(claim, values);
        } else if (decay instanceof Decay.Polynomial claim) {
            assertPolynomial(claim, values);
        } else if (decay instanceof Decay.CompactSupport claim) {
            assertCompact(claim, values);
        }
    }

    @Test
    final void remembersLongerInTheDirectionThatItsStrengthTells() {
        assumeThat(plugin().strength()).isPresent();
        Strength strength = plugin().strength().orElseThrow();
        double before = meanLag(memory().values(horizon()));
        double after = meanLag(plugin().create(withLarger(strength.key())).values(horizon()));
        if (strength.larger() == Strength.Larger.LONGER_MEMORY) {
            assertThat(after).as("mean lag with a larger %s", strength.key()).isGreaterThan(before);
        } else {
            assertThat(after).as("mean lag with a larger %s", strength.key()).isLessThan(before);
        }
    }

    /**
     * ln |rho(s)| + rate s has an upper bound: it does not rise from the first half to the second
     * of the lags at which rho is large enough to be a number with all its digits.
     */
    private static void assertExponential(Decay.Exponential claim, double[] values) {
        assertThat(claim.rate()).as("claimed rate").isPositive().isFinite();
        int lags =
                IntStream.range(0, values.length)
                                .filter(lag -> Math.abs(values[lag]) > SMALLEST)
                                .max()
                                .orElse(0)
                        + 1;
        double early = highest(values, claim, 0, lags / 2);
        double late = highest(values, claim, lags / 2, lags);
        assertThat(late)
                .as("bound on ln |rho(s)| + %s s over lags %d to %d", claim.rate(), lags / 2, lags)
                .isLessThanOrEqualTo(early + DRIFT);
    }

    private static double highest(double[] values, Decay.Exponential claim, int from, int to) {
        return IntStream.range(from, to)
                .mapToDouble(lag -> Math.log(Math.abs(values[lag])) + claim.rate() * lag)
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /** ln |rho(s)| + power ln(1 + s) has both bounds: neither moves past the root of the lags. */
    private static void assertPolynomial(Decay.Polynomial claim, double[] values) {
        assertThat(claim.power()).as("claimed power").isPositive().isFinite();
        double[] levels =
                IntStream.range(0, values.length)
                        .mapToDouble(
                                lag ->
                                        Math.log(Math.abs(values[lag]))
                                                + claim.power() * Math.log1p(lag))
                        .toArray();
        int middle = (int) Math.sqrt(levels.length);
        double[] early = Arrays.copyOfRange(levels, middle, 2 * middle);
        double[] late = Arrays.copyOfRange(levels, levels.length / 2, levels.length);
        String what = "%s bound on ln |rho(s)| + " + claim.power() + " ln(1 + s)";
        assertThat(Arrays.stream(levels).min().orElseThrow()).as(what, "lower").isFinite();
        assertThat(Arrays.stream(late).max().orElseThrow())
                .as(what, "upper")
                .isCloseTo(Arrays.stream(early).max().orElseThrow(), Offset.offset(DRIFT));
        assertThat(Arrays.stream(late).min().orElseThrow())
                .as(what, "lower")
                .isCloseTo(Arrays.stream(early).min().orElseThrow(), Offset.offset(DRIFT));
    }

    private static void assertCompact(Decay.CompactSupport claim, double[] values) {
        assertThat(claim.lastLag()).as("claimed last lag").isNotNegative();
        assertThat(values).as("values").hasSizeGreaterThan(claim.lastLag() + 1);
        assertThat(Arrays.stream(values).skip(claim.lastLag() + 1L).filter(value -> value != 0))
                .as("values that are not zero past lag %d", claim.lastLag())
                .isEmpty();
    }

    /** The centre of gravity of the energy rho(s)^2. */
    private static double meanLag(double[] values) {
        double energy = 0;
        double moment = 0;
        for (int lag = 0; lag < values.length; lag++) {
            energy += values[lag] * values[lag];
            moment += lag * values[lag] * values[lag];
        }
        return moment / energy;
    }

    private MemoryFunction memory() {
        return plugin().create(example());
    }

    /** The example with one of its numbers made larger. */
    private C withLarger(String key) {
        return ChangedConfig.of(example(), key, value -> larger(value, key))
                .orElseGet(() -> fail("a larger " + key + " than the example's is refused"));
    }

    private static Object larger(Object value, String key) {
        if (value instanceof Double number) {
            return number * LARGER;
        }
        if (value instanceof Integer number) {
            return (int) Math.ceil(number * LARGER) + 1;
        }
        return fail("the strength \"" + key + "\" is neither an int nor a double");
    }
}
