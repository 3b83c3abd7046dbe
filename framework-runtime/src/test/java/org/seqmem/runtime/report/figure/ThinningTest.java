// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {

    private static Figure figure(int panels, int places) {
        List<Layer.Mark> marks =
                IntStream.range(0, places).mapToObj(i -> Layer.Mark.at(i, i + 1)).toList();
        List<Panel> all = new ArrayList<>();
        for (int i = 0; i < panels; i++) {
            all.add(
                    new Plot(
                            "panel " + i,
                            Axis.of("x", Axis.Scale.LINEAR),
                            Axis.of("y", Axis.Scale.LINEAR),
                            List.of(
                                    new Layer.Line(
                                            "a", new Ink(0), Layer.Line.Style.PLAIN, marks))));
        }
        return new Figure("f", "title", "words", all, List.of("note"));
    }

    @Test
    void leavesALightFigureAsItIs() {
        Figure light = figure(Thinning.MOST_PANELS, Thinning.MOST_PLACES);
        assertThat(Thinning.of(light)).isEqualTo(light);
    }

    @Test
    void saysWhatItLeftOut() {
        Figure thin = Thinning.of(figure(Thinning.MOST_PANELS + 6, 1_000));
        assertThat(thin.panels()).hasSize(Thinning.MOST_PANELS);
        assertThat(thin.notes())
                .containsExactly(
                        "note",
                        "Thinned: 24 of 30 panels are drawn; the CSV file has all.",
                        "Thinned: 4,800 of 24,000 places are drawn; the CSV file has all.");
    }

    @Test
    void keepsEveryPeakAndTroughOfALine() {
        List<Layer.Mark> marks = new ArrayList<>();
        for (int i = 0; i < 100_003; i++) {
            marks.add(Layer.Mark.at(i, i == 777 ? 5 : i == 779 ? -5 : i == 100_001 ? 7 : 0));
        }
        Plot plot =
                new Plot(
                        "",
                        Axis.of("x", Axis.Scale.LINEAR),
                        Axis.of("y", Axis.Scale.LINEAR),
                        List.of(new Layer.Line("a", new Ink(0), Layer.Line.Style.PLAIN, marks)));
        Figure thin =
                Thinning.of(new Figure("f", "", "", List.of(plot), List.of()), 50, "the store");
        List<Layer.Mark> kept =
                ((Layer.Line) ((Plot) thin.panels().get(0)).layers().get(0)).marks();
        assertThat(kept)
                .hasSizeLessThanOrEqualTo(50)
                .isSortedAccordingTo(Comparator.comparingDouble(Layer.Mark::x))
                .contains(Layer.Mark.at(777, 5), Layer.Mark.at(779, -5), Layer.Mark.at(100_001, 7));
        assertThat(thin.notes())
                .containsExactly("Thinned: 50 of 100,003 places are drawn; the store has all.");
    }

    @Test
    void keepsBothEndsOfALine() {
        Plot plot = (Plot) Thinning.of(figure(1, 1_001)).panels().get(0);
        List<Layer.Mark> marks = ((Layer.Line) plot.layers().get(0)).marks();
        assertThat(marks).hasSize(Thinning.MOST_PLACES).doesNotHaveDuplicates();
        assertThat(marks.get(0).x()).isEqualTo(0);
        assertThat(marks.get(marks.size() - 1).x()).isEqualTo(1_000);
    }
}
