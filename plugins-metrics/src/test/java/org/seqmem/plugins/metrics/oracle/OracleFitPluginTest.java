// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.metrics.KnownInput;
import org.seqmem.plugins.metrics.KnownTask;
import org.seqmem.plugins.metrics.floor.StateFloorPlugin;

class OracleFitPluginTest {

    /** The reference fits are given to two digits. */
    private static final double AS_GOOD = 1.06;

    /** What double precision leaves of a fit that is exact. */
    private static final double EXACT = 1e-12;

    /** Central differences lose half of the digits. */
    private static final double DIFFERENCE_TOLERANCE = 1e-5;

    private final Reference oracle = new OracleFitPlugin().create(new NoConfig());

    /** Best stable fits at T = 128 with all lags weighing alike, found by another program. */
    @ParameterizedTest
    @CsvSource({"16, 4, 0.83", "16, 8, 0.60", "32, 4, 0.94", "32, 8, 0.81"})
    void findsDelaysAsWellAsKnownFits(int delay, int states, double known) {
        double[] rho = new double[128];
        rho[delay] = 1;
        assertThat(OracleFit.leastError(rho, ones(128), states))
                .isBetween(1 - (double) states / delay, AS_GOOD * known);
    }

    @ParameterizedTest
    @CsvSource({
        "0.6, 1, 7e-2",
        "0.6, 2, 2.6e-3",
        "0.6, 3, 8e-5",
        "1.1, 1, 2.3e-2",
        "1.1, 2, 1.7e-3",
        "1.1, 3, 7e-5",
        "2, 1, 1e-3",
        "2, 2, 4e-5"
    })
    void findsPolynomialsAsWellAsKnownFits(double power, int states, double known) {
        double[] rho = polynomial(power, 128);
        double energy = Arrays.stream(rho).map(weight -> weight * weight).sum();
        assertThat(OracleFit.leastError(rho, ones(128), states) / energy)
                .isLessThan(AS_GOOD * known);
    }

    @Test
    void isExactForAsManyExponentialsAsStates() {
        double[] rho = new double[60];
        Arrays.setAll(
                rho,
                s ->
                        Math.exp(-0.05 * s) * Math.cos(0.4 * s)
                                + 0.5 * Math.exp(-0.2 * s)
                                - Math.pow(-0.7, s));
        Task task = KnownTask.linear(rho, KnownInput.white(1), 0);
        assertThat(oracle.line(task, model(4)).orElseThrow().nmse()).isLessThan(EXACT);
        assertThat(oracle.line(task, model(3)).orElseThrow().nmse()).isGreaterThan(EXACT);
    }

    @Test
    void isExactForAShiftRegister() {
        assertThat(oracle.line(KnownTask.delayed(7, 32), model(7)).orElseThrow().nmse()).isZero();
    }

    @Test
    void makesABracketWithTheStateFloor() {
        Reference floor = new StateFloorPlugin().create(new NoConfig());
        Task task = KnownTask.linear(polynomial(0.6, 48), KnownInput.white(2), 0.1);
        for (int states = 1; states <= 6; states++) {
            ReferenceLine upper = oracle.line(task, model(states)).orElseThrow();
            assertThat(upper.role()).isEqualTo(Role.ORACLE);
            assertThat(upper.nmse())
                    .isGreaterThanOrEqualTo(floor.line(task, model(states)).orElseThrow().nmse());
        }
    }

    @Test
    void followsTheGradientOfTheError() {
        double[] rho = polynomial(0.6, 40);
        VariableProjection fit = new VariableProjection(rho, ones(40));
        Poles poles = Poles.of(new double[] {1.2, 0.3}, new double[] {-0.5, 0.4}, 0.7);
        VariableProjection.Point point = fit.at(poles);
        DMatrixRMaj gradient = point.gradient(point.jacobian());
        double distance = 1e-5;
        for (int i = 0; i < poles.count(); i++) {
            double[] step = new double[poles.count()];
            step[i] = distance;
            double above = fit.at(poles.moved(step)).error();
            step[i] = -distance;
            double below = fit.at(poles.moved(step)).error();
            assertThat(2 * gradient.get(i))
                    .as("derivative by parameter %d", i)
                    .isCloseTo(
                            (above - below) / (2 * distance),
                            Offset.offset(DIFFERENCE_TOLERANCE * point.error()));
        }
    }

    @Test
    void isQuietForModelsAndTasksThatItDoesNotFit() {
        Task task = KnownTask.delayed(8, 32);
        assertThat(oracle.line(task, model(OracleFit.MOST_STATES + 1))).isEmpty();
        assertThat(oracle.line(task, model(0))).isEmpty();
        assertThat(
                        oracle.line(
                                task,
                                new ModelFacts(
                                        Set.of(Claim.CAUSAL, Claim.LINEAR),
                                        OptionalLong.of(2),
                                        OptionalInt.empty(),
                                        1,
                                        1)))
                .isEmpty();
        assertThat(oracle.line(KnownTask.unknown(32), model(2))).isEmpty();
        double[] rho = {0, 1, 0, 0};
        assertThat(oracle.line(KnownTask.linear(rho, KnownInput.autoregressive(0.5), 0), model(1)))
                .isEmpty();
        assertThat(oracle.line(new KnownTask(new SequenceShape(32, 1, 2), task.facts()), model(2)))
                .isEmpty();
    }

    private static ModelFacts model(long states) {
        return new ModelFacts(
                Set.of(Claim.CAUSAL, Claim.LINEAR, Claim.TIME_INVARIANT),
                OptionalLong.of(states),
                OptionalInt.empty(),
                1,
                1);
    }

    private static double[] polynomial(double power, int length) {
        double[] rho = new double[length];
        Arrays.setAll(rho, s -> Math.pow(1 + s, -power));
        return rho;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
