// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.seqmem.runtime.report.Environments;
import org.seqmem.runtime.report.ExperimentPair;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.report.figure.Thinning;
import org.seqmem.runtime.report.gallery.Curves;
import org.seqmem.runtime.report.gallery.Gallery;
import org.seqmem.runtime.trial.LearningCurve;
import org.seqmem.runtime.trial.Outcome;

class ReportPageTest {

    private static final Pattern DATA =
            Pattern.compile(
                    "<script id=\"data\" type=\"application/json\">(.*?)</script>", Pattern.DOTALL);

    private static final int MANY = 10_000;

    private static final int MEGABYTE = 1 << 20;

    private static String html(ExperimentRecord experiment, Curves curves) {
        Gallery gallery = new Gallery(experiment, curves);
        return new ReportPage(experiment, gallery, curves, Environments.none(), "test", "state")
                .html(
                        gallery.figures().stream().map(Thinning::of).toList(),
                        Map.of(),
                        "seqmem run x.conf",
                        OptionalInt.empty());
    }

    private static String html(ToyExperiment toy) {
        return html(toy.record(), Curves.none());
    }

    private static JsonNode data(String html) throws IOException {
        Matcher matcher = DATA.matcher(html);
        assertThat(matcher.find()).isTrue();
        return new ObjectMapper().readTree(matcher.group(1));
    }

    private static JsonNode figure(JsonNode data, String id) {
        for (JsonNode figure : data.get("figures")) {
            if (figure.get("id").asText().equals(id)) {
                return figure;
            }
        }
        throw new AssertionError("no figure " + id);
    }

    private static ToyExperiment threeSeeds() {
        ToyExperiment toy = new ToyExperiment("toy");
        for (int delay : new int[] {4, 16}) {
            for (long seed = 1; seed <= 3; seed++) {
                toy.impulse(delay, "lstm", seed, 0.01 * delay * seed);
                toy.impulse(delay, "tcn", seed, delay < 15 ? 1e-4 * seed : 1.0);
                toy.impulse(delay, "rnn", seed, 0.9);
            }
        }
        return toy;
    }

    @Test
    void figuresInThePageHaveTheMediansAndBandsOfTheTrials() throws IOException {
        JsonNode panel =
                figure(data(html(threeSeeds())), "error-over-strength").get("panels").get(0);
        List<String> series = new ArrayList<>();
        panel.get("option")
                .get("series")
                .forEach(
                        s -> {
                            if (s.path("name").asText().equals("lstm")) {
                                series.add(s.get("type").asText() + s.get("data"));
                            }
                        });
        // ids count up: lstm with seed 2 at delay 4 is the fourth trial, at 16 the thirteenth
        assertThat(series)
                .containsExactly(
                        "custom[[4.0,0.04,0.12],[16.0,0.16,0.48]]",
                        "line[[4.0,0.08,\""
                                + ToyExperiment.id(3)
                                + "\"],[16.0,0.32,\""
                                + ToyExperiment.id(12)
                                + "\"]]");
    }

    @Test
    void saysWhereModelsFallOffAndHowTrialsEnded() {
        assertThat(html(threeSeeds()))
                .contains("tcn steps from 2.0e-04 to 1.0e+00 between delay 4 and 16")
                .contains("All 18 completed.")
                .doesNotContain("One seed");
    }

    @Test
    void sharesOfSeedsThatLearntStandBesideTheirInterval() {
        // lstm: all six below 0.5; tcn: three of six
        assertThat(html(threeSeeds()))
                .contains("<th scope=\"row\">lstm</th><td>6 of 6</td><td>100 %</td>")
                .contains("<th scope=\"row\">tcn</th><td>3 of 6</td><td>50 %</td>")
                .contains("8.0e-02 [4.0e-02 to 1.2e-01], 3/3");
    }

    @Test
    void comparesEachSettingAtTheValueThatValidatedBest() throws IOException {
        String page = html(ToyExperiment.choosing("choosing"));
        assertThat(page)
                .contains("<th scope=\"row\">impulse delay=4</th><td>0.1</td>")
                .contains("<th scope=\"row\">impulse delay=8</th><td>0.01</td>")
                .contains("lstm (at most 1.2e-01) learns every delay")
                .contains("<th scope=\"row\">lstm</th><td>4 of 4</td>");
        JsonNode data = data(page);
        JsonNode panel = figure(data, "error-over-strength").get("panels").get(0);
        List<String> series = new ArrayList<>();
        panel.get("option").get("series").forEach(s -> series.add(s.path("name").asText()));
        assertThat(series).contains("lstm").noneMatch(name -> name.contains("learning-rate"));
        assertThat(chosen(data))
                .containsExactly(false, false, true, true, true, true, false, false);
    }

    private static List<Boolean> chosen(JsonNode data) {
        JsonNode trials = data.get("trials");
        int column =
                new ObjectMapper()
                        .convertValue(trials.get("columns"), List.class)
                        .indexOf("chosen");
        List<Boolean> chosen = new ArrayList<>();
        trials.get("rows").forEach(row -> chosen.add(row.get(column).asBoolean()));
        return chosen;
    }

    @Test
    void thePageOfAPairMarksWhatEitherExperimentChose() throws IOException {
        ExperimentRecord fixed =
                new ToyExperiment("fixed")
                        .impulse(4, "lstm", 1, 0.1)
                        .impulse(4, "lstm", 2, 0.2)
                        .record();
        ExperimentRecord choosing = ToyExperiment.choosing("choosing").record();
        for (ExperimentPair pair :
                List.of(new ExperimentPair(fixed, choosing), new ExperimentPair(choosing, fixed))) {
            assertThat(chosen(data(new PairPage(pair).html())))
                    .containsExactly(false, false, true, true, true, true, false, false);
        }
    }

    @Test
    void neverClaimsWithOneSeedWithoutSayingSo() {
        String page =
                html(
                        new ToyExperiment("one")
                                .impulse(4, "lstm", 7, 0.1)
                                .impulse(8, "lstm", 7, 0.6));
        assertThat(page).contains("one seed only").contains("One seed: every point is a single");
        assertThat(page).contains("(one seed)");
    }

    @Test
    void isRightForAnExperimentWithoutTrials() throws IOException {
        String page = html(new ToyExperiment("empty"));
        assertThat(page).contains("The experiment has no trials.");
        assertThat(data(page).get("figures")).isEmpty();
    }

    @Test
    void isRightForOneThatIsHalfFinished() throws IOException {
        String page =
                html(
                        new ToyExperiment("half")
                                .impulse(4, "lstm", 1, 0.1)
                                .impulse(8, "lstm", 1, Optional.empty()));
        assertThat(page).contains("Of 2 trials: 1 completed, 1 pending.");
        assertThat(data(page).get("trials").get("rows")).hasSize(2);
        assertThat(
                        figure(data(page), "tasks-and-models")
                                .get("panels")
                                .get(0)
                                .get("option")
                                .get("series")
                                .get(0)
                                .get("data"))
                .hasSize(1);
    }

    @Test
    void isRightForOneInWhichAllDiverged() throws IOException {
        ToyExperiment toy = new ToyExperiment("bad");
        for (int delay : new int[] {4, 8}) {
            toy.impulse(
                    delay,
                    "lstm",
                    1,
                    Optional.of(
                            ToyExperiment.ended(toy.nextId(), Outcome.DIVERGED, "loss is NaN")));
        }
        String page = html(toy);
        assertThat(page).contains("Of 2 trials: 2 diverged.").contains("0 of 2");
        JsonNode data = data(page);
        assertThat(data.get("messages").get(ToyExperiment.id(0)).asText()).isEqualTo("loss is NaN");
        assertThat(figure(data, "tasks-and-models").toString()).contains("diverged");
        assertThat(figure(data, "failure-boundary").toString()).contains("learns none");
        assertThat(data.get("figures")).hasSize(2);
    }

    @Test
    void isRightForASingleTrial() throws IOException {
        String page = html(new ToyExperiment("one").impulse(4, "lstm", 1, 0.1));
        assertThat(page).contains("The trial completed.");
        assertThat(data(page).get("figures").get(0).get("id").asText())
                .isEqualTo("tasks-and-models");
    }

    @Test
    void textOfAConfigurationCannotBreakOut() throws IOException {
        String evil = "</script><script>alert(1)</script><!--<script>&\"'\u2028";
        ToyExperiment toy = new ToyExperiment("evil");
        for (int i = 0; i < 2; i++) {
            toy.add(
                    evil + i,
                    "{\"formula\":\"</script>\",\"x\":" + i + "}",
                    evil,
                    1,
                    Optional.of(ToyExperiment.ended(toy.nextId(), Outcome.FAILED, evil)),
                    List.of());
        }
        String page = html(toy);
        // the data, the library, our script: no other element began
        assertThat(page.split("<script", -1)).hasSize(4);
        assertThat(page.split("</script", -1)).hasSize(4);
        assertThat(page).doesNotContain("<!--").doesNotContain("alert(1)</");
        JsonNode data = data(page);
        assertThat(data.get("trials").get("models").get(0).asText()).isEqualTo(evil);
        assertThat(data.get("messages").get(ToyExperiment.id(1)).asText()).isEqualTo(evil);
    }

    @Test
    void opensAllThatItKnowsOfATrial() throws IOException {
        ToyExperiment toy = new ToyExperiment("one").impulse(1, "lstm", 1, 0.25);
        Curves curves =
                new Curves(
                        Map.of(
                                ToyExperiment.id(0),
                                new LearningCurve(
                                        List.of(
                                                new LearningCurve.Point(
                                                        25, 1.5, Double.NaN, 0.01, 0.5),
                                                new LearningCurve.Point(50, 0.5, 0.75, 0.01, 1)))),
                        Map.of(ToyExperiment.id(0), new double[] {0.1, 0.8}),
                        0);
        JsonNode data = data(html(toy.record(), curves));
        assertThat(data.get("plots").get(ToyExperiment.id(0)).get("notes")).isEmpty();
        JsonNode plots = data.get("plots").get(ToyExperiment.id(0)).get("panels");
        assertThat(plots).hasSize(2);
        assertThat(plots.get(0).get("option").get("series").get(1).get("data").toString())
                .isEqualTo("[[50.0,0.75]]");
        assertThat(plots.get(1).get("option").get("series").get(0).get("data").toString())
                .isEqualTo("[[0.0,0.0],[1.0,1.0]]");
        assertThat(data.get("metrics").get("names").toString()).isEqualTo("[\"mse\",\"nmse\"]");
        assertThat(data.get("settings").get("task").get(0).asText()).contains("impulse");
    }

    @Test
    void aLongMemoryIsThinnedWithoutLosingItsSpikeAndItsTrialSaysSo() throws IOException {
        ToyExperiment toy = new ToyExperiment("long").impulse(123_456, "lstm", 1, 0.1);
        double[] memory = new double[200_000];
        memory[123_456] = 1;
        Curves curves = new Curves(Map.of(), Map.of(ToyExperiment.id(0), memory), 0);
        String page = html(toy.record(), curves);
        JsonNode trial = data(page).get("plots").get(ToyExperiment.id(0));
        assertThat(trial.get("notes"))
                .singleElement()
                .satisfies(
                        note ->
                                assertThat(note.asText())
                                        .startsWith("Thinned: ")
                                        .endsWith("seqmem export has all."));
        for (JsonNode series : trial.get("panels").get(0).get("option").get("series")) {
            if (series.has("name")) {
                assertThat(series.get("data")).hasSizeBetween(100, 2_000);
                assertThat(series.get("data").toString()).contains("[123456.0,1.0]");
            }
        }
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(2 * MEGABYTE);
    }

    @Test
    void aPageOfTenThousandTrialsIsLighterThanFifteenMegabytes() throws IOException {
        ToyExperiment toy = new ToyExperiment("many");
        for (int i = 0; i < MANY; i++) {
            toy.impulse(1 + i / 100, "model-" + i % 20, 1 + i % 100 / 20, 1.0 / (1 + i % 997));
        }
        String page = html(toy);
        assertThat(data(page).get("trials").get("rows")).hasSize(MANY);
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(15 * MEGABYTE);
        assertThat(page).contains("Thinned: ");
    }
}
