// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.metrics.KnownInput;
import org.seqmem.plugins.metrics.KnownTask;
import org.seqmem.testkit.ReferenceVectors;
import org.seqmem.testkit.ReferenceVectors.Case;

class ReceptiveFieldFloorPluginTest {

    private static final ReferenceVectors VECTORS =
            ReferenceVectors.read(ReceptiveFieldFloorPluginTest.class, "/vectors/floors.json");

    private final Reference reference = new ReceptiveFieldFloorPlugin().create(new NoConfig());

    private static ModelFacts seeing(OptionalInt inputs) {
        return new ModelFacts(Set.of(), OptionalLong.empty(), inputs, 0, 0);
    }

    private double floor(KnownTask task, int receptiveField) {
        return reference.line(task, seeing(OptionalInt.of(receptiveField))).orElseThrow().nmse();
    }

    static List<Case> cases() {
        return VECTORS.cases().stream().filter(c -> c.has("/expected/receptive_field")).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheVectors(Case example) {
        KnownTask task = KnownTask.linear(example.numbers("/inputs/rho"), KnownInput.white(1), 0);
        double[] fields = example.numbers("/expected/receptive_field/R");
        double[] floors = Arrays.stream(fields).map(field -> floor(task, (int) field)).toArray();
        VECTORS.assertMet(
                floors,
                example.numbers("/expected/receptive_field/all_steps"),
                DataType.FLOAT64,
                example.toString());
    }

    @ParameterizedTest
    @CsvSource({"14, 15, 0", "15, 15, 1", "3, 15, 0", "16, 15, 1"})
    void anImpulseIsSeenWholeOrNotAtAll(int delay, int receptiveField, double floor) {
        assertThat(floor(KnownTask.delayed(delay, 32), receptiveField)).isEqualTo(floor);
    }

    @Test
    void noiseIsMissedByAll() {
        KnownTask task = KnownTask.linear(new double[] {1, 0, 0, 0}, KnownInput.white(1), 1);
        assertThat(floor(task, 4)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void isAFloor() {
        assertThat(reference.line(KnownTask.delayed(1, 4), seeing(OptionalInt.of(1))))
                .map(ReferenceLine::role)
                .contains(ReferenceLine.Role.FLOOR);
    }

    /** Of an AR(1) input the nearest one seen tells all there is: 1 - r^(2 distance). */
    @ParameterizedTest
    @CsvSource({"0.5, 4, 1", "0.9, 7, 3", "0.9, 3, 3", "-0.8, 3, 4"})
    void correlatedInputsTellOfEarlierOnes(double correlation, int delay, int receptiveField) {
        double[] rho = new double[24];
        rho[delay] = 1;
        KnownTask task = KnownTask.linear(rho, KnownInput.autoregressive(correlation), 0);
        int distance = Math.max(0, delay - receptiveField + 1);
        assertThat(floor(task, receptiveField))
                .isCloseTo(1 - Math.pow(correlation, 2.0 * distance), within(1e-12));
    }

    /** Of a sum of s + k numbers, s are in the one asked for: s k / (s + k) remains open. */
    @Test
    void aRandomWalkTellsWhereItCameFrom() {
        int delay = 5;
        int length = 20;
        double[] rho = new double[length];
        rho[delay] = 1;
        double open = 0;
        double power = 0;
        for (int summed = 1; summed <= length - delay; summed++) {
            open += (double) summed * delay / (summed + delay);
            power += summed;
        }
        KnownTask task = KnownTask.linear(rho, KnownInput.randomWalk(), 0);
        assertThat(floor(task, 1)).isCloseTo(open / power, within(1e-12));
    }

    @Test
    void uncorrelatedInputsGiveTheSameFloorByBothWays() {
        double[] rho = {1, -2, 0.5, 3, 0.25, 1};
        double expected = floor(KnownTask.linear(rho, KnownInput.white(2), 0), 2);
        KnownTask told = KnownTask.linear(rho, KnownInput.autoregressive(0), 0);
        assertThat(floor(told, 2)).isCloseTo(expected, within(1e-12));
    }

    /** 10^5 targets against the best prediction from the last four inputs. */
    @Test
    void agreesWithSampledErrorsWithinFourStandardErrors() {
        int length = 20;
        int receptiveField = 4;
        double correlation = 0.7;
        double[] rho = new double[length];
        Arrays.setAll(rho, s -> Math.pow(1 + s, -0.6));
        RandomStream stream = RandomStreams.of(11).stream("inputs");
        int count = 5000;
        double[] errors = new double[count];
        double sampledPower = 0;
        for (int i = 0; i < count; i++) {
            double[] x = new double[length];
            for (int t = 0; t < length; t++) {
                double fresh = stream.nextGaussian();
                x[t] =
                        t == 0
                                ? fresh
                                : correlation * x[t - 1]
                                        + Math.sqrt(1 - correlation * correlation) * fresh;
            }
            for (int t = 0; t < length; t++) {
                double error = 0;
                double target = 0;
                for (int s = 0; s <= t; s++) {
                    int distance = Math.max(0, s - receptiveField + 1);
                    double guess = Math.pow(correlation, distance) * x[t - s + distance];
                    error += rho[s] * (x[t - s] - guess);
                    target += rho[s] * x[t - s];
                }
                errors[i] += error * error / length;
                sampledPower += target * target / length / count;
            }
        }
        KnownTask task = KnownTask.linear(rho, KnownInput.autoregressive(correlation), 0);
        double power = task.facts().targetPower().orElseThrow();
        double mean = Arrays.stream(errors).average().orElseThrow();
        double variance =
                Arrays.stream(errors).map(e -> (e - mean) * (e - mean)).sum() / (count - 1);
        assertThat(mean)
                .isCloseTo(
                        floor(task, receptiveField) * power,
                        within(4 * Math.sqrt(variance / count)));
        // The power of one sequence varies by about twice its mean.
        assertThat(sampledPower).isCloseTo(power, within(4 * 2 * power / Math.sqrt(count)));
    }

    @Test
    void bindsOnlyLinearModelsWhereMoreThanTheCovarianceMatters() {
        double[] rho = {0, 1, 0, 0};
        KnownTask task = KnownTask.linear(rho, KnownInput.autoregressive(0.5).notGaussian(), 0);
        assertThat(reference.line(task, seeing(OptionalInt.of(1)))).isEmpty();
        ModelFacts linear =
                new ModelFacts(Set.of(Claim.LINEAR), OptionalLong.empty(), OptionalInt.of(1), 0, 0);
        assertThat(reference.line(task, linear)).isPresent();
    }

    @Test
    void isQuietWhereNothingIsKnown() {
        double[] rho = new double[ReceptiveFieldFloor.LONGEST_NON_STATIONARY + 1];
        KnownTask tooLong = KnownTask.linear(rho, KnownInput.randomWalk(), 1);
        assertThat(reference.line(tooLong, seeing(OptionalInt.of(1)))).isEmpty();
        assertThat(reference.line(KnownTask.unknown(4), seeing(OptionalInt.of(1)))).isEmpty();
        assertThat(reference.line(KnownTask.delayed(1, 4), seeing(OptionalInt.empty()))).isEmpty();
    }
}
