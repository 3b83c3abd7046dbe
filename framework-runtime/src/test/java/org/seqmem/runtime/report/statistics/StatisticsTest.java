// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against values that SciPy gave: record.py beside scipy.json is the command. */
class StatisticsTest {

    // SciPy integrates the studentized range to about 1e-9; the rest is exact but for rounding.
    private static final double ROUNDING = 1e-8;

    private static final JsonNode SCIPY = read();

    private static JsonNode read() {
        try (InputStream stream = StatisticsTest.class.getResourceAsStream("scipy.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(stream));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    private static double[][] rows(JsonNode array) {
        double[][] rows = new double[array.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = numbers(array.get(i));
        }
        return rows;
    }

    @Test
    void friedmansTestAgreesWithSciPyAlsoWithTies() {
        assertThat(SCIPY.get("friedman")).hasSize(2);
        for (JsonNode recorded : SCIPY.get("friedman")) {
            Ranks ranks = Ranks.of(rows(recorded.get("errors"))).orElseThrow();
            assertThat(ranks.chiSquared())
                    .isCloseTo(recorded.get("statistic").asDouble(), within(ROUNDING));
            assertThat(ranks.pValue()).isCloseTo(recorded.get("p").asDouble(), within(ROUNDING));
            assertThat(ranks.means())
                    .containsExactly(numbers(recorded.get("means")), offset(ROUNDING));
        }
    }

    @Test
    void nemenyisCriticalDifferenceAgreesWithSciPy() {
        for (JsonNode recorded : SCIPY.get("nemenyi")) {
            assertThat(
                            new StudentizedRange(recorded.get("k").asInt()).quantile(0.95)
                                    / Math.sqrt(2))
                    .isCloseTo(recorded.get("q").asDouble(), within(1e-6));
        }
        double[][] errors = rows(SCIPY.get("friedman").get(0).get("errors"));
        double q = new StudentizedRange(4).quantile(0.95) / Math.sqrt(2);
        assertThat(Ranks.of(errors).orElseThrow().criticalDifference())
                .isCloseTo(q * Math.sqrt(4 * 5 / (6.0 * 9)), within(ROUNDING));
    }

    @Test
    void wilcoxonsTestAgreesWithSciPyExactAndApproximate() {
        for (JsonNode recorded : SCIPY.get("wilcoxon")) {
            PairedTest test =
                    PairedTest.of(numbers(recorded.get("a")), numbers(recorded.get("b")))
                            .orElseThrow();
            assertThat(test.pValue()).isCloseTo(recorded.get("p").asDouble(), within(ROUNDING));
        }
    }

    @Test
    void wilsonsIntervalAgreesWithSciPy() {
        for (JsonNode recorded : SCIPY.get("wilson")) {
            Proportion proportion =
                    new Proportion(recorded.get("k").asInt(), recorded.get("n").asInt());
            assertThat(proportion.interval())
                    .containsExactly(numbers(recorded.get("interval")), offset(ROUNDING));
        }
        assertThat(new Proportion(0, 0).interval()).containsExactly(0, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(2, 1));
    }

    @Test
    void mediansAgreeWithNumPy() {
        for (JsonNode recorded : SCIPY.get("percentile")) {
            assertThat(Spread.of(numbers(recorded.get("values"))).orElseThrow().median())
                    .isEqualTo(recorded.get("median").asDouble());
        }
        assertThat(Spread.of()).isEmpty();
        assertThat(Spread.of(3, 1, 2)).contains(new Spread(3, 1, 2, 3));
    }

    @Test
    void pairsWithoutADifferenceDoNotCount() {
        double[] a = {1, 2, 3, 4};
        assertThat(PairedTest.of(a, a)).isEmpty();
        PairedTest test = PairedTest.of(a, new double[] {1, 3, 5, 7}).orElseThrow();
        assertThat(test.pairs()).isEqualTo(3);
        assertThat(test.better()).isEqualTo(3);
        // all three on one side: 2 of the 2^3 patterns of signs are as extreme
        assertThat(test.pValue()).isCloseTo(0.25, within(ROUNDING));
    }

    @Test
    void holmMultipliesTheLeastMostAndKeepsTheOrder() {
        assertThat(PairedTest.holm(0.01, 0.04, 0.03))
                .containsExactly(new double[] {0.03, 0.06, 0.06}, offset(ROUNDING));
        assertThat(PairedTest.holm(0.5, 0.9)).containsExactly(1, 1);
        assertThat(PairedTest.holm()).isEmpty();
    }

    @Test
    void failureRanksBehindEveryError() {
        double inf = Double.POSITIVE_INFINITY;
        Ranks ranks = Ranks.of(new double[][] {{inf, 0.5, 0.1}, {inf, 0.1, 0.2}}).orElseThrow();
        assertThat(ranks.means()).containsExactly(3, 1.5, 1.5);
        assertThat(ranks.order()).endsWith(0);
    }

    @Test
    void fewOrEqualCompetitorsAreNotRanked() {
        assertThat(Ranks.of(new double[][] {{1, 2}, {1, 2}})).isEmpty();
        assertThat(Ranks.of(new double[][] {{1, 2, 3}})).isEmpty();
        assertThat(Ranks.of(new double[][] {{1, 1, 1}, {2, 2, 2}})).isEmpty();
        assertThat(Ranks.of(new double[0][0])).isEmpty();
    }

    @Test
    void cliquesAreTheLargestGroupsWithinTheCriticalDifference() {
        Ranks ranks = new Ranks(10, new double[] {4, 1, 1.8, 2.5}, 9, 0.01, 1.0);
        assertThat(ranks.order()).containsExactly(1, 2, 3, 0);
        assertThat(ranks.cliques()).containsExactly(new int[] {0, 1}, new int[] {1, 2});
        assertThat(ranks.different()).isTrue();
    }
}
