// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AiryFunctionTest {

    /** What the class promises up to |x| = 100; the rounding of zeta is 2e-13 there. */
    private static final double TOLERANCE = 1e-12;

    /** Ai(0) = 3^(-2/3) / Gamma(2/3), DLMF 9.2.3. */
    @Test
    void hasTheKnownValueAtZero() {
        double gamma = 1.3541179394264005; // Gamma(2/3)
        assertThat(AiryFunction.ai(0)).isCloseTo(Math.pow(3, -2.0 / 3) / gamma, within(1e-16));
    }

    /** DLMF table 9.9.1; the slope there is below 1.2, so the value is as close to 0 as x is. */
    @ParameterizedTest
    @ValueSource(
            doubles = {
                -2.338107410459767,
                -4.08794944413097,
                -5.520559828095551,
                -6.786708090071759,
                -7.944133587120853,
                -9.02265085334098,
                -10.040174341558085,
                -11.008524303733262
            })
    void vanishesAtItsZeros(double zero) {
        assertThat(AiryFunction.ai(zero)).isCloseTo(0, within(4 * Math.ulp(zero)));
        assertThat(AiryFunction.ai(zero - 1e-6) * AiryFunction.ai(zero + 1e-6)).isNegative();
    }

    /** By Python's mpmath 1.3.0 with 40 digits: float(airyai(x)). */
    @ParameterizedTest
    @CsvSource({
        "-123.4, -0.07296911980287758",
        "-60.25, -0.20243588317783093",
        "-40, -0.04593392343795725",
        "-10, 0.04024123848644319",
        "-9.75, 0.25262476259634337",
        "-2.5, -0.11232506769296609"
    })
    void oscillatesAsRecorded(double x, double expected) {
        assertThat(AiryFunction.ai(x)).isCloseTo(expected, within(TOLERANCE * envelope(x)));
    }

    /** Likewise. */
    @ParameterizedTest
    @CsvSource({
        "0.3, 0.2788064819550049",
        "9.9, 1.5181958141049102e-10",
        "10, 1.1047532552898686e-10",
        "10.1, 8.026504702909604e-11",
        "60, 2.7831487094969354e-136",
        "75.3, 6.260981232846661e-191",
        "100, 2.6344821520881846e-291"
    })
    void decaysAsRecorded(double x, double expected) {
        assertThat(AiryFunction.ai(x)).isCloseTo(expected, within(TOLERANCE * expected));
    }

    /**
     * y'' = x y has two independent solutions, so three values of one are dependent. With c and s
     * the solutions that start as 1 and h at the middle point,
     *
     * <pre>{@code
     * s(-h) y(x + h) - s(h) y(x - h) = (s(-h) c(h) - s(h) c(-h)) y(x)
     * }</pre>
     *
     * <p>which ties every value to its neighbours, across nodes and from series to expansion.
     */
    @ParameterizedTest
    @MethodSource("grid")
    void solvesItsDifferentialEquation(double x) {
        double h = 0.1;
        double right = solution(x, h, 0, 1) * AiryFunction.ai(x - h);
        double left = solution(x, -h, 0, 1) * AiryFunction.ai(x + h);
        double middle =
                solution(x, -h, 0, 1) * solution(x, h, 1, 0)
                        - solution(x, h, 0, 1) * solution(x, -h, 1, 0);

        double scale = x > 0 ? Math.abs(right) : h * envelope(x);
        assertThat(left - right).isCloseTo(middle * AiryFunction.ai(x), within(TOLERANCE * scale));
    }

    static DoubleStream grid() {
        return DoubleStream.iterate(-100, x -> x < 100, x -> x + 0.237);
    }

    /**
     * Where the nearest node changes, and where the expansions take over. Of 3e-14 the slope of the
     * function takes 1e-14 over two neighbouring numbers.
     */
    @ParameterizedTest
    @ValueSource(doubles = {-10, -9.5, -5.5, -0.5, 0.5, 3.5, 8.5, 9.5, 10})
    void isContinuousWhereItsMethodChanges(double x) {
        double below = AiryFunction.ai(Math.nextDown(x));
        double above = AiryFunction.ai(Math.nextUp(x));

        double scale = x > 0 ? AiryFunction.ai(x) : envelope(x);
        assertThat(above).isCloseTo(below, within(3e-14 * scale));
    }

    @Test
    void fallsToZeroWithoutStrayingFarOut() {
        assertThat(AiryFunction.ai(103)).isCloseTo(1.9562320229339223e-304, withinPercentage(1e-9));
        assertThat(AiryFunction.ai(108.5)).isZero();
        assertThat(AiryFunction.ai(1e300)).isZero();
        assertThat(AiryFunction.ai(Double.POSITIVE_INFINITY)).isZero();
    }

    /** By mpmath; 4e-11 of the envelope is 2e-16 zeta, the rounding of the phase, twenty times. */
    @Test
    void staysWithinItsEnvelopeFarOut() {
        assertThat(AiryFunction.ai(-1000.5))
                .isCloseTo(-0.04689546151561413, within(4e-11 * envelope(1000.5)));
        for (double x : new double[] {-1e5, -1e10, -1e100, -1e200}) {
            assertThat(Math.abs(AiryFunction.ai(x))).isLessThanOrEqualTo(envelope(x));
        }
        assertThat(AiryFunction.ai(-Double.MAX_VALUE)).isCloseTo(0, within(1e-70));
        assertThat(AiryFunction.ai(Double.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void isNotANumberForWhatIsNone() {
        assertThat(AiryFunction.ai(Double.NaN)).isNaN();
    }

    private static double envelope(double x) {
        return 1 / Math.sqrt(Math.PI * Math.sqrt(Math.abs(x)));
    }

    /** The solution of y'' = x y with given value and slope at x, a step further: power series. */
    private static double solution(double x, double step, double value, double slope) {
        double[] a = new double[40];
        a[0] = value;
        a[1] = slope;
        for (int n = 0; n + 2 < a.length; n++) {
            a[n + 2] = (x * a[n] + (n > 0 ? a[n - 1] : 0)) / ((n + 1.0) * (n + 2.0));
        }
        double sum = 0;
        for (int n = a.length - 1; n >= 0; n--) {
            sum = sum * step + a[n];
        }
        return sum;
    }
}
