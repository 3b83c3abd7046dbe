// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.testkit.ReferenceVectors;

class LegsSpectrumTest {

    /** Relative to the size of the matrix, some N^2 / 3: entries carry a few roundings. */
    private static final double ROUNDING = 1e-14;

    @Test
    void meetsTheFrequenciesOfTheReferenceVectors() {
        ReferenceVectors file = ReferenceVectors.read(getClass(), "/vectors/s4-dplr.json");
        for (ReferenceVectors.Case vector : file.cases()) {
            file.assertMet(
                    LegsSpectrum.of(vector.integer("/parameters/N")).frequencies(),
                    vector.numbers("/expected/positive_frequencies"),
                    DataType.FLOAT64,
                    "frequencies of " + vector);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6, 16, 64})
    void vectorsAreThoseOfTheMatrix(int size) {
        LegsSpectrum spectrum = LegsSpectrum.of(size);
        double tolerance = ROUNDING * size * size;
        for (int m = 0; m < size / 2; m++) {
            double[] re = spectrum.vectorsRe()[m];
            double[] im = spectrum.vectorsIm()[m];
            double length = 0;
            double inputRe = 0;
            double inputIm = 0;
            for (int n = 0; n < size; n++) {
                double rowRe = 0; // of A + P P^T, made from its definition
                double rowIm = 0;
                for (int k = 0; k < size; k++) {
                    double root = Math.sqrt(2 * n + 1) * Math.sqrt(2 * k + 1);
                    double entry = (n > k ? -root : n == k ? -(n + 1) : 0) + root / 2;
                    rowRe += entry * re[k];
                    rowIm += entry * im[k];
                }
                double w = spectrum.frequencies()[m];
                assertThat(rowRe).isCloseTo(-re[n] / 2 - w * im[n], Offset.offset(tolerance));
                assertThat(rowIm).isCloseTo(-im[n] / 2 + w * re[n], Offset.offset(tolerance));
                length += re[n] * re[n] + im[n] * im[n];
                inputRe += re[n] * Math.sqrt(2 * n + 1);
                inputIm -= im[n] * Math.sqrt(2 * n + 1);
            }
            assertThat(length).isCloseTo(1, Offset.offset(tolerance));
            assertThat(inputRe).isCloseTo(spectrum.input()[m], Offset.offset(tolerance));
            assertThat(inputIm).isCloseTo(0, Offset.offset(tolerance));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6, 16, 64})
    void vectorsArePerpendicularToEachOtherAndToTheConjugates(int size) {
        LegsSpectrum spectrum = LegsSpectrum.of(size);
        double tolerance = ROUNDING * size;
        for (int m = 0; m < size / 2; m++) {
            for (int other = 0; other < size / 2; other++) {
                double reRe = 0;
                double imIm = 0;
                double reIm = 0;
                double imRe = 0;
                for (int n = 0; n < size; n++) {
                    reRe += spectrum.vectorsRe()[m][n] * spectrum.vectorsRe()[other][n];
                    imIm += spectrum.vectorsIm()[m][n] * spectrum.vectorsIm()[other][n];
                    reIm += spectrum.vectorsRe()[m][n] * spectrum.vectorsIm()[other][n];
                    imRe += spectrum.vectorsIm()[m][n] * spectrum.vectorsRe()[other][n];
                }
                if (m != other) {
                    assertThat(reRe + imIm).isCloseTo(0, Offset.offset(tolerance));
                    assertThat(reIm - imRe).isCloseTo(0, Offset.offset(tolerance));
                }
                assertThat(reRe - imIm).isCloseTo(0, Offset.offset(tolerance));
                assertThat(reIm + imRe).isCloseTo(0, Offset.offset(tolerance));
            }
        }
    }
}
