// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.store.StoredLine;

class StrengthFigureTest {

    private final ToyExperiment toy = new ToyExperiment("toy");

    private void trial(int delay, double nmse, StoredLine... lines) {
        toy.add(
                "impulse delay=" + delay,
                "{\"delay\":" + delay + "}",
                "rnn",
                1,
                Optional.of(ToyExperiment.completed(toy.nextId(), nmse)),
                List.of(lines));
    }

    private Figure figure() {
        ExperimentRecord record = toy.record();
        return new StrengthFigure(new Subject(record))
                .figure(record.comparison().families())
                .orElseThrow();
    }

    private static List<Layer.Line> theory(Figure figure) {
        return ((Plot) figure.panels().get(0))
                .layers().stream()
                        .filter(Layer.Line.class::isInstance)
                        .map(Layer.Line.class::cast)
                        .filter(line -> line.name().endsWith(" of rnn"))
                        .toList();
    }

    @Test
    void drawsFloorsDashedAndOrientationsDottedInTheColourOfTheModel() {
        for (int delay : new int[] {4, 8}) {
            trial(
                    delay,
                    0.1 * delay,
                    ToyExperiment.floor("state-floor", 0.01 * delay),
                    ToyExperiment.steadyState(0.02 * delay));
        }
        Figure figure = figure();
        List<Layer.Line> theory = theory(figure);
        assertThat(theory)
                .extracting(Layer.Line::name)
                .containsExactly("floor of rnn", "steady-state of rnn");
        assertThat(theory)
                .extracting(Layer.Line::style)
                .containsExactly(Layer.Line.Style.DASHED, Layer.Line.Style.DOTTED);
        assertThat(theory).extracting(line -> line.ink().hue()).containsOnly(0);
        assertThat(theory.get(1).marks())
                .containsExactly(Layer.Mark.at(4, 0.08), Layer.Mark.at(8, 0.16));
        assertThat(figure.notes()).anyMatch(note -> note.startsWith("Dotted lines"));
    }

    @Test
    void saysNothingOfDottedLinesWhereThereAreNone() {
        trial(4, 0.1, ToyExperiment.floor("state-floor", 0.04));
        trial(8, 0.2, ToyExperiment.floor("state-floor", 0.08));
        assertThat(theory(figure())).hasSize(1);
        assertThat(figure().notes()).noneMatch(note -> note.startsWith("Dotted lines"));
    }

    @Test
    void leavesOutTheoryFarBelowTheLeastErrorThatHasAPlace() {
        trial(4, 1e-31, ToyExperiment.floor("state-floor", 1e-9));
        trial(8, 0.2, ToyExperiment.floor("state-floor", 0.08));
        assertThat(theory(figure()))
                .singleElement()
                .satisfies(
                        floor -> assertThat(floor.marks()).containsExactly(Layer.Mark.at(8, 0.08)));
    }
}
