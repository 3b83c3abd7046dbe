// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextRendererTest {

    @Test
    void drawsAnImpulseOverWhatWasAskedFor() {
        List<Layer.Mark> asked =
                IntStream.rangeClosed(0, 10).mapToObj(i -> Layer.Mark.at(i, 0)).toList();
        List<Layer.Mark> measured =
                IntStream.rangeClosed(0, 10)
                        .mapToObj(i -> Layer.Mark.at(i, i == 5 ? 1 : 0))
                        .toList();
        Plot plot =
                new Plot(
                        "",
                        Axis.of("lag", Axis.Scale.LINEAR),
                        Axis.of("", Axis.Scale.LINEAR),
                        List.of(
                                new Layer.Line(
                                        "measured", new Ink(0), Layer.Line.Style.PLAIN, measured),
                                new Layer.Line(
                                        "asked for", Ink.NEUTRAL, Layer.Line.Style.DASHED, asked)));
        assertThat(new TextRenderer(24, 5).lines(plot))
                .containsExactly(
                        "1 |          *",
                        "  |",
                        "  |",
                        "  |",
                        "0 |. . . . . . . . . . .",
                        "  +---------------------",
                        "   0       lag        10",
                        "   * measured   . asked for");
    }

    @Test
    void leavesOutWhatALogarithmicAxisHasNoPlaceFor() {
        Plot plot =
                new Plot(
                        "",
                        Axis.of("step", Axis.Scale.LINEAR),
                        Axis.of("", Axis.Scale.LOG),
                        List.of(
                                new Layer.Line(
                                        "loss",
                                        new Ink(0),
                                        Layer.Line.Style.PLAIN,
                                        List.of(
                                                Layer.Mark.at(1, 10),
                                                Layer.Mark.at(2, 0),
                                                Layer.Mark.at(3, 1)))));
        List<String> lines = new TextRenderer(40, 4).lines(plot);
        assertThat(String.join("", lines.subList(0, 4)).chars().filter(c -> c == '*').count())
                .isEqualTo(2);
        assertThat(lines.get(0)).startsWith("10 |").contains("*");
        assertThat(lines.get(3)).startsWith(" 1 |").contains("*");
    }
}
