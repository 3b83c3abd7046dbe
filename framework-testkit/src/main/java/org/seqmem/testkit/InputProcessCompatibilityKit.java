// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.input.InputProcessPlugin;
import org.seqmem.api.random.RandomStreams;

/**
 * What every input process must keep. Its law is verified on draws from a fixed seed; each
 * comparison refuses a right process for one seed in 1.7 million.
 *
 * @param <C> the plugin's configuration
 */
public abstract class InputProcessCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<InputProcessPlugin<?>> {

    /** Fixed, so that a failure comes back. */
    private static final long SEED = 11;

    private static final int CHANNELS = 3;

    @Override
    protected abstract InputProcessPlugin<C> plugin();

    /** A configuration. */
    protected abstract C example();

    /** Time steps of the sequences, at least 8. */
    protected int length() {
        return 32;
    }

    /** How many sequences are drawn, at least 1000. */
    protected int sequences() {
        return 10_000;
    }

    @Override
    final void use() {
        draw(process(), 0, 0);
    }

    @Test
    final void drawsTheSameNumbersFromTheSameStream() {
        InputProcess process = process();
        double[] once = draw(process, 0, 0);
        assertThat(draw(process, 1, 0)).as("draw from another stream").isNotEqualTo(once);
        assertThat(draw(process, 0, Double.NaN)).as("second draw").isEqualTo(once);
        assertThat(draw(process(), 0, 0)).as("draw of another instance").isEqualTo(once);
        assertThat(Arrays.stream(once)).as("inputs").allMatch(Double::isFinite);
    }

    @Test
    final void claimsALawWithoutContradictions() {
        law(2).assertConsistent();
    }

    /** A covariance that depends on more than the distance of two steps is no function of it. */
    @Test
    final void refusesAnAutocovarianceUnlessItIsStationary() {
        assumeThat(process().stationary()).isFalse();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .as("autocovariance of a process that is not stationary")
                .isThrownBy(() -> process().autocovariance(1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .as("variance of a process that is not stationary")
                .isThrownBy(() -> process().variance());
    }

    @Test
    final void hasTheMeanAndCovarianceThatItClaims() {
        InputLaw law = law(sequences());
        law.assertMean();
        for (int lag : new int[] {0, 1, 2, 5, length() - 1}) {
            law.assertCovariance(lag);
        }
    }

    @Test
    final void keepsChannelsApart() {
        law(sequences()).assertChannelsApart();
    }

    @Test
    final void isIndependentFromStepToStepIfItClaimsToBe() {
        assumeThat(process().independent()).isTrue();
        law(sequences()).assertSizesOfNeighboursIndependent();
    }

    @Test
    final void isGaussianIfItClaimsToBe() {
        assumeThat(process().gaussian()).isTrue();
        law(sequences()).assertGaussian();
    }

    private InputProcess process() {
        return plugin().create(example());
    }

    private InputLaw law(int sequences) {
        InputProcess process = process();
        List<double[]> drawn = new ArrayList<>();
        for (int i = 0; i < sequences; i++) {
            drawn.add(draw(process, i, 0));
        }
        return new InputLaw(process, drawn, CHANNELS);
    }

    private double[] draw(InputProcess process, int step, double before) {
        double[] values = new double[length() * CHANNELS];
        Arrays.fill(values, before);
        process.draw(RandomStreams.of(SEED).stream("kit", step), values, CHANNELS);
        return values;
    }
}
