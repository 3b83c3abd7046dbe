// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ModeStepsTest {

    /** A few roundings of numbers of the size 1. */
    private static final double ROUNDING = 2e-15;

    /** Both sides of the border of the series, a turn, strong decay, and growth. */
    private static final ComplexNumbers Z =
            new ComplexNumbers(
                    new double[] {-0.1, -0.4999, -0.5001, -0.3, -0.3, -1e-3, -2, -40, 0.2},
                    new double[] {0.05, 0, 0, -0.3999, 0.4001, 6.28, 17, 1, -0.1});

    @Test
    void heldInputsAndTheirSlopesMeetTheirDefinition() {
        ModeSteps steps = ModeSteps.zeroOrderHold(Z);
        for (int i = 0; i < Z.re().length; i++) {
            double x = Z.re()[i];
            double y = Z.im()[i];
            double[] factor = {Math.exp(x) * Math.cos(y), Math.exp(x) * Math.sin(y)};
            close(at(steps.factor(), i), factor);
            close(at(steps.factorSlope(), i), factor);
            // 1 + z gain = gain + z gain' = factor
            double[] gain = at(steps.gain(), i);
            double[] slope = at(steps.gainSlope(), i);
            close(new double[] {1 + x * gain[0] - y * gain[1], x * gain[1] + y * gain[0]}, factor);
            close(
                    new double[] {
                        gain[0] + x * slope[0] - y * slope[1], gain[1] + x * slope[1] + y * slope[0]
                    },
                    factor);
        }
    }

    @Test
    void heldInputsAreExactHoweverSlowTheMode() {
        double[] small = {0, -1e-300, -1e-12, -1e-8};
        ModeSteps steps = ModeSteps.zeroOrderHold(new ComplexNumbers(small, small));
        for (int i = 0; i < small.length; i++) {
            double x = small[i]; // z = x + i x, whose square is below a rounding
            close(at(steps.gain(), i), new double[] {1 + x / 2, x / 2});
            close(at(steps.gainSlope(), i), new double[] {0.5 + x / 3, x / 3});
        }
    }

    @Test
    void trapezoidsAndTheirSlopesMeetTheirDefinition() {
        ModeSteps steps = ModeSteps.bilinear(Z);
        for (int i = 0; i < Z.re().length; i++) {
            double x = Z.re()[i] / 2;
            double y = Z.im()[i] / 2;
            double[] gain = at(steps.gain(), i);
            close(
                    new double[] {(1 - x) * gain[0] + y * gain[1], (1 - x) * gain[1] - y * gain[0]},
                    new double[] {1, 0});
            close(at(steps.factor(), i), new double[] {2 * gain[0] - 1, 2 * gain[1]});
            double[] square = {gain[0] * gain[0] - gain[1] * gain[1], 2 * gain[0] * gain[1]};
            close(at(steps.factorSlope(), i), square);
            close(at(steps.gainSlope(), i), new double[] {square[0] / 2, square[1] / 2});
        }
    }

    private static double[] at(ComplexNumbers numbers, int i) {
        return new double[] {numbers.re()[i], numbers.im()[i]};
    }

    private static void close(double[] actual, double[] expected) {
        assertThat(actual).containsExactly(expected, Offset.offset(ROUNDING));
    }
}
