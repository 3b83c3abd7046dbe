// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.EnumSet;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReparameterisationTest {

    /** Relative; the engine's softplus leaves out what is below exp(-20) of its argument. */
    private static final double TOLERANCE = 1e-8;

    private static final double[] DECAYS = {-9.5, -2, -0.5, -1e-2, -1e-5};

    @ParameterizedTest
    @EnumSource
    void givesTheDecayThatItsInverseWasAskedFor(Reparameterisation form) {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (double decay : DECAYS) {
                NDArray w = manager.create(new double[] {form.inverse(decay)});
                assertThat(form.decay(w).toDoubleArray()[0])
                        .isCloseTo(decay, Offset.offset(-TOLERANCE * decay));
            }
        }
    }

    @Test
    void allButTheDirectOneDecayWhateverTheNumber() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray w = manager.create(new double[] {-30, -1, -1e-3, 0, 1e-3, 1, 30});
            for (Reparameterisation form : EnumSet.allOf(Reparameterisation.class)) {
                boolean decays = true;
                for (double decay : form.decay(w).toDoubleArray()) {
                    decays &= decay < 0;
                }
                assertThat(decays).as(form.name()).isEqualTo(form.isStable());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesTheMemoryAsTheClosedFormSays(Reparameterisation form) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            double[] numbers = {-3, -1.1, -0.2};
            NDArray w = manager.create(numbers);
            w.setRequiresGradient(true);
            NDArray decay = form.decay(w);
            collector.backward(decay.sum());
            for (int i = 0; i < numbers.length; i++) {
                double f = decay.toDoubleArray()[i];
                double slope = Math.abs(w.getGradient().toDoubleArray()[i]) / (f * f);
                assertThat(slope)
                        .isCloseTo(
                                closedForm(form, numbers[i]),
                                Offset.offset(TOLERANCE * closedForm(form, numbers[i])));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameInPlainJavaWithItsSlope(Reparameterisation form) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            double[] numbers = {-15, -3, -0.2, 0, 1e-3, 0.7, 15};
            NDArray w = manager.create(numbers);
            w.setRequiresGradient(true);
            NDArray decay = form.decay(w);
            collector.backward(decay.sum());
            for (int i = 0; i < numbers.length; i++) {
                assertThat(form.decay(numbers[i]))
                        .isCloseTo(decay.toDoubleArray()[i], Percentage.withPercentage(1e-6));
                assertThat(form.slope(numbers[i]))
                        .isCloseTo(
                                w.getGradient().toDoubleArray()[i],
                                Percentage.withPercentage(1e-6));
            }
        }
    }

    /** |f'(w)| / f(w)^2. */
    private static double closedForm(Reparameterisation form, double w) {
        double e = Math.exp(w);
        return switch (form) {
            case DIRECT -> 1 / (w * w);
            case EXP -> 1 / e;
            case SOFTPLUS -> e / ((1 + e) * Math.pow(Math.log1p(e), 2));
            case BEST -> 2 * Math.abs(w);
        };
    }
}
