// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.store.StoredLine;

class BracketFigureTest {

    private final ToyExperiment toy = new ToyExperiment("toy");

    private void trial(String task, String model, long seed, double nmse, StoredLine... lines) {
        toy.add(
                task,
                "{\"use\":\"" + task + "\"}",
                model,
                seed,
                Optional.of(ToyExperiment.completed(toy.nextId(), nmse)),
                List.of(lines));
    }

    private Optional<Figure> figure() {
        return new BracketFigure(new Subject(toy.record())).figure();
    }

    private static <L extends Layer> L layer(Plot plot, Class<L> kind, String name) {
        return plot.layers().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void drawsFloorBestFitAndTrainings() {
        StoredLine floor = ToyExperiment.floor("state-floor", 0.01);
        trial("airy", "rnn", 1, 0.3, floor, ToyExperiment.oracle(0.02));
        trial("airy", "rnn", 2, 0.4, floor, ToyExperiment.oracle(0.02));
        trial("airy", "lstm", 1, 0.1);
        trial("airy", "s4d", 1, 0.05, ToyExperiment.oracle(0.03));
        Plot plot = (Plot) figure().orElseThrow().panels().get(0);
        assertThat(plot.title()).isEqualTo("airy");
        // upwards, and without the model of whose class no fit is known
        assertThat(plot.y().categories()).containsExactly("s4d", "rnn");
        assertThat(layer(plot, Layer.Segments.class, BracketFigure.BRACKET).pieces())
                .as("a bar where there is a floor")
                .containsExactly(
                        new Layer.Segments.Piece(Layer.Mark.at(0.01, 1), Layer.Mark.at(0.02, 1)));
        assertThat(layer(plot, Layer.Dots.class, BracketFigure.FIT).marks())
                .containsExactly(Layer.Mark.at(0.02, 1), Layer.Mark.at(0.03, 0));
        assertThat(layer(plot, Layer.Dots.class, "rnn").marks())
                .containsExactly(
                        new Layer.Mark(0.3, 1, Optional.of(ToyExperiment.id(0))),
                        new Layer.Mark(0.4, 1, Optional.of(ToyExperiment.id(1))));
    }

    @Test
    void drawsOnlyTasksWithABestFit() {
        trial("airy", "rnn", 1, 0.3, ToyExperiment.floor("state-floor", 0.01));
        assertThat(figure()).isEmpty();
        trial("impulse", "rnn", 1, 0.3, ToyExperiment.oracle(0.2));
        assertThat(figure().orElseThrow().panels())
                .extracting(panel -> panel.title())
                .containsExactly("impulse");
    }
}
