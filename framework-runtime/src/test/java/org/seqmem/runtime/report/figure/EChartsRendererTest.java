// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EChartsRendererTest {

    private static final Ink INK = new Ink(2);

    private final EChartsRenderer renderer = new EChartsRenderer();

    private static Plot plot(Axis.Scale x, Axis.Scale y, Layer... layers) {
        return new Plot("panel", Axis.of("delay", x), Axis.of("NMSE", y), List.of(layers));
    }

    @Test
    void givesEveryMarkWithItsTrial() {
        Layer line =
                new Layer.Line(
                        "lstm",
                        INK,
                        Layer.Line.Style.MARKED,
                        List.of(
                                new Layer.Mark(4, 0.5, Optional.of("aa")),
                                new Layer.Mark(8, 0.25, Optional.of("bb"))));
        JsonNode series =
                renderer.option(plot(Axis.Scale.LOG, Axis.Scale.LOG, line)).get("series").get(0);
        assertThat(series.get("data").toString()).isEqualTo("[[4.0,0.5,\"aa\"],[8.0,0.25,\"bb\"]]");
        assertThat(series.get("color").asText()).isEqualTo("$2");
        assertThat(series.has("trial")).isFalse();
    }

    @Test
    void saysOnceWhatAllMarksOfALineStandFor() {
        Layer line =
                new Layer.Line(
                        "lstm",
                        INK,
                        Layer.Line.Style.PLAIN,
                        List.of(
                                new Layer.Mark(1, 1, Optional.of("aa")),
                                new Layer.Mark(2, Double.NaN, Optional.of("aa"))));
        JsonNode series =
                renderer.option(plot(Axis.Scale.LINEAR, Axis.Scale.LOG, line)).get("series").get(0);
        assertThat(series.get("trial").asText()).isEqualTo("aa");
        assertThat(series.get("data").toString()).isEqualTo("[[1.0,1.0],[2.0,null]]");
    }

    @Test
    void labelsALogarithmicAxisAtTheValuesThemselves() {
        Layer line =
                new Layer.Line(
                        "lstm",
                        INK,
                        Layer.Line.Style.MARKED,
                        List.of(Layer.Mark.at(4, 1), Layer.Mark.at(14, 1e-3)));
        JsonNode option = renderer.option(plot(Axis.Scale.LOG, Axis.Scale.LOG, line));
        JsonNode ticks = option.get("series").get(1).get("data");
        assertThat(ticks.findValuesAsText("formatter")).containsExactly("4", "14");
        assertThat(option.get("yAxis").get("min").asDouble()).isEqualTo(1e-3);
        assertThat(option.get("yAxis").get("max").asDouble()).isEqualTo(1);
    }

    @Test
    void turnsColumnNamesThatDoNotFitBesideEachOther() {
        assertThat(columnNames("stable-ssm").has("rotate")).isFalse();
        String longName = "stable-ssm learning-rate=0.1 reparameterisation=softplus";
        assertThat(columnNames(longName).get("rotate").asInt()).isEqualTo(90);
    }

    private JsonNode columnNames(String name) {
        List<String> columns = List.of(name + " a", name + " b");
        HeatMap map = new HeatMap("", "log10 NMSE", columns, List.of("airy"), List.of(), -2, 0);
        return renderer.option(map).at("/xAxis/axisLabel");
    }

    @Test
    void drawsHeatMapsWithTheTextOfTheirCells() {
        HeatMap map =
                new HeatMap(
                        "",
                        "log10 NMSE",
                        List.of("lstm"),
                        List.of("impulse", "airy"),
                        List.of(
                                new HeatMap.Cell(0, 0, -1.5, "-1.5", Optional.of("aa")),
                                new HeatMap.Cell(0, 1, Double.NaN, "diverged", Optional.empty())),
                        -2,
                        0);
        JsonNode series = renderer.option(map).get("series");
        assertThat(series.get(0).get("data")).hasSize(1);
        assertThat(series.get(0).at("/data/0/value").toString()).isEqualTo("[0,0,-1.5,\"aa\"]");
        assertThat(series.get(1).at("/data/0/value").toString()).isEqualTo("[0,1]");
        assertThat(series.get(1).at("/data/0/label/formatter").asText()).isEqualTo("diverged");
    }
}
