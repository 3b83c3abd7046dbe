// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OffScaleTest {

    private static final Layer.Band BAND =
            new Layer.Band(
                    "a",
                    new Ink(0),
                    List.of(
                            new Layer.Band.Range(1, 0.02, 0.5),
                            new Layer.Band.Range(2, 0, 0.2),
                            new Layer.Band.Range(3, 0, 0)));

    private static final Layer.Line LINE =
            new Layer.Line(
                    "a",
                    new Ink(0),
                    Layer.Line.Style.MARKED,
                    List.of(Layer.Mark.at(1, 0.1), Layer.Mark.at(2, 0.1), Layer.Mark.at(3, 0)));

    private static Figure figure(Axis.Scale scale, Layer... layers) {
        Plot plot =
                new Plot(
                        "p", Axis.of("x", Axis.Scale.LINEAR), Axis.of("y", scale), List.of(layers));
        return new Figure("f", "title", "words", List.of(plot), List.of());
    }

    @Test
    void cutsABandThatReachesZeroAtTheEndOfTheAxis() {
        Plot plot = (Plot) figure(Axis.Scale.LOG, BAND, LINE).panels().get(0);
        assertThat(OffScale.drawn(plot, BAND))
                .containsExactly(
                        new Layer.Band.Range(1, 0.02, 0.5), new Layer.Band.Range(2, 0.01, 0.2));
        assertThat(new EChartsRenderer().option(plot).get("series").get(0).get("data").toString())
                .isEqualTo("[[1.0,0.02,0.5],[2.0,0.01,0.2]]");
    }

    @Test
    void saysWhatItCutAndLeftOut() {
        assertThat(OffScale.noted(figure(Axis.Scale.LOG, BAND, LINE)).notes())
                .containsExactly(
                        "A logarithmic axis has no place for 0 or less than 1e-15: 1 place is not"
                                + " drawn; the CSV file has all.",
                        "A band that reaches down to 0 is cut at the lower end of its axis, in 1"
                                + " place.");
    }

    @Test
    void saysNothingWhereAllIsDrawn() {
        Figure linear = figure(Axis.Scale.LINEAR, BAND, LINE);
        assertThat(OffScale.noted(linear)).isEqualTo(linear);
        assertThat(OffScale.drawn((Plot) linear.panels().get(0), BAND)).isEqualTo(BAND.ranges());
    }
}
