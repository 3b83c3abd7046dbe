// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.seqmem.runtime.report.ExperimentPair;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Plot;

class PairFigureTest {

    private final ToyExperiment first = new ToyExperiment("first");
    private final ToyExperiment second = new ToyExperiment("second");

    private Layer.Line equalErrors() {
        Plot plot =
                (Plot)
                        PairFigure.of(new ExperimentPair(first.record(), second.record()))
                                .orElseThrow()
                                .panels()
                                .get(0);
        return (Layer.Line) plot.layers().get(0);
    }

    @Test
    void theLineOfEqualErrorsGoesOverTheErrorsThatHaveAPlace() {
        first.impulse(4, "lstm", 1, 0.1).impulse(8, "lstm", 1, 0.3);
        second.impulse(4, "lstm", 1, 1e-31).impulse(8, "lstm", 1, 0.02);
        assertThat(equalErrors().marks())
                .containsExactly(Layer.Mark.at(0.02, 0.02), Layer.Mark.at(0.3, 0.3));
    }

    @Test
    void thereIsNoLineWhereNoErrorHasAPlace() {
        first.impulse(4, "lstm", 1, 0);
        second.impulse(4, "lstm", 1, 1e-31);
        assertThat(equalErrors().marks()).isEmpty();
    }
}
