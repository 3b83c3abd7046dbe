// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.report.Environments;
import org.seqmem.runtime.report.ExperimentPair;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.report.figure.Thinning;
import org.seqmem.runtime.report.gallery.Curves;
import org.seqmem.runtime.report.gallery.Gallery;
import org.seqmem.runtime.trial.LearningCurve;
import org.seqmem.runtime.trial.Outcome;

/**
 * Reports in a real browser. Pictures are left in {@code target/screenshots}, to be looked at.
 * Skipped where there is no Chromium, unless outside programs are required.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportInBrowserTest {

    private static final Path PICTURES = Path.of("target", "screenshots");

    private static final String ENTER = "\uE007";
    private static final String ARROW_RIGHT = "\uE014";
    private static final String ESCAPE = "\uE00C";

    private static final int MANY = 10_000;
    private static final int LONGEST_MILLISECONDS = 3_000;

    /** Shows every figure at once, as scrolling through the page does. */
    private static final String SCROLL_THROUGH =
            "new Promise(done => { let y = 0; const step = () => {"
                    + " window.scrollTo(0, y); y += 400;"
                    + " if (y < document.body.scrollHeight + 400)"
                    + " requestAnimationFrame(() => requestAnimationFrame(step));"
                    + " else { window.scrollTo(0, 0); setTimeout(() => done(true), 50); } };"
                    + " step(); })";

    @TempDir static Path directory;

    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        Optional<Path> chromium =
                Browser.program("chromium").or(() -> Browser.program("google-chrome"));
        Optional<Path> driver = Browser.program("chromedriver");
        boolean there = chromium.isPresent() && driver.isPresent();
        assumeTrue(
                there || "required".equals(System.getProperty("seqmem.programs")),
                "no chromium with chromedriver on the path");
        browser =
                Browser.start(
                        chromium.orElseThrow(),
                        driver.orElseThrow(),
                        Files.createDirectory(directory.resolve("profile")));
    }

    @AfterAll
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void lookAsAtADesk() throws Exception {
        browser.devTools("Emulation.clearDeviceMetricsOverride", "{}");
        theme("light");
    }

    private void theme(String scheme) throws Exception {
        browser.devTools(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\""
                        + scheme
                        + "\"}]}");
    }

    private void open(ExperimentRecord experiment, Curves curves) throws Exception {
        Gallery gallery = new Gallery(experiment, curves);
        String html =
                new ReportPage(experiment, gallery, curves, Environments.none(), "test", "state")
                        .html(
                                gallery.figures().stream().map(Thinning::of).toList(),
                                Map.of(),
                                "seqmem run x.conf",
                                OptionalInt.empty());
        open(html);
    }

    private void open(String html) throws Exception {
        browser.console();
        browser.requests();
        browser.open(PageFile.write(directory.resolve("report.html"), html));
    }

    /** An experiment with everything: three seeds, floors, curves, a divergence. */
    private static ToyExperiment rich() {
        ToyExperiment toy = new ToyExperiment("rich");
        for (int delay : new int[] {4, 8, 16}) {
            for (long seed = 1; seed <= 3; seed++) {
                toy.impulse(delay, "lstm", seed, 0.004 * delay * seed);
                toy.impulse(delay, "tcn", seed, delay < 15 ? 1e-4 * seed : 1.0);
                toy.impulse(delay, "rnn", seed, 0.03 * delay * (1 + 0.1 * seed));
            }
        }
        toy.impulse(
                32,
                "rnn",
                1,
                Optional.of(
                        ToyExperiment.ended(toy.nextId(), Outcome.DIVERGED, "the loss is NaN")));
        return toy;
    }

    private static Curves curves(ExperimentRecord experiment) {
        Map<String, LearningCurve> learning = new HashMap<>();
        Map<String, double[]> memories = new HashMap<>();
        experiment
                .trials()
                .forEach(
                        trial -> {
                            List<LearningCurve.Point> points = new ArrayList<>();
                            double[] memory = new double[24];
                            for (int i = 1; i <= 24; i++) {
                                points.add(
                                        new LearningCurve.Point(
                                                25L * i,
                                                2.0 / i,
                                                i % 4 == 0 ? 1.0 / i : Double.NaN,
                                                0.01,
                                                0.5 * i));
                                memory[i - 1] = 1.0 / i;
                            }
                            learning.put(trial.id(), new LearningCurve(points));
                            memories.put(trial.id(), memory);
                        });
        return new Curves(learning, memories, 0);
    }

    private void openRich() throws Exception {
        ExperimentRecord experiment = rich().record();
        open(experiment, curves(experiment));
    }

    private void noComplaints() throws Exception {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    }

    @Test
    void drawsEveryFigureWithoutAnErrorOrARequest() throws Exception {
        openRich();
        browser.eval(SCROLL_THROUGH);
        JsonNode marks =
                browser.eval(
                        "[...document.querySelectorAll('main .chart')].map(c =>"
                                + " c.querySelectorAll('svg path').length)");
        assertThat(marks).hasSizeGreaterThan(14).allMatch(count -> count.asInt() > 3);
        JsonNode figures =
                browser.eval("[...document.querySelectorAll('[id^=figure-]')].map(f => f.id)");
        assertThat(figures.toString())
                .contains("error-over-strength", "tasks-and-models", "failure-boundary")
                .contains("critical-difference", "measured-memory", "learning-over-steps");
        noComplaints();
    }

    @Test
    void theMarksOfAFigureAreWhereItsNumbersAre() throws Exception {
        openRich();
        // lstm at delay 16, seed 2: 0.128 lies between 0.1 and 1 on the logarithmic axis
        JsonNode place =
                browser.eval(
                        "(() => { const box = document.querySelector('#figure-error-over-strength"
                                + " .chart'); box.scrollIntoView(); const chart ="
                                + " echarts.getInstanceByDom(box); const s ="
                                + " chart.getOption().series.findIndex(s => s.name === 'lstm' &&"
                                + " s.type === 'line'); return [...chart.convertToPixel({seriesIndex:"
                                + " s}, [16, 0.128]), ...chart.convertToPixel({seriesIndex: s}, [16,"
                                + " 0.1]), ...chart.convertToPixel({seriesIndex: s}, [16, 1])]; })()");
        double at = place.get(1).asDouble();
        double tenth = place.get(3).asDouble();
        double one = place.get(5).asDouble();
        assertThat((tenth - at) / (tenth - one))
                .isCloseTo(Math.log10(1.28), org.assertj.core.api.Assertions.within(0.01));
    }

    @Test
    void aClickOnAMarkOpensItsTrial() throws Exception {
        openRich();
        JsonNode place =
                browser.eval(
                        "(() => { const box = document.querySelector('#figure-error-over-strength"
                                + " .chart'); box.scrollIntoView({block: 'center'}); const chart ="
                                + " echarts.getInstanceByDom(box); const s ="
                                + " chart.getOption().series.findIndex(s => s.name === 'lstm' &&"
                                + " s.type === 'line'); const p = chart.convertToPixel({seriesIndex:"
                                + " s}, [8, 0.064]); const r = box.getBoundingClientRect(); return"
                                + " [r.left + p[0], r.top + p[1]]; })()");
        browser.click(place.get(0).asDouble(), place.get(1).asDouble());
        assertThat(browser.eval("document.getElementById('trial').open").asBoolean()).isTrue();
        // the median of lstm at delay 8 is seed 2: trial 9 + 3
        assertThat(browser.eval("document.getElementById('trial-title').textContent").asText())
                .isEqualTo("Trial " + ToyExperiment.id(12));
        assertThat(browser.eval("document.getElementById('trial').textContent").asText())
                .contains("seed 2")
                .contains("seqmem reproduce " + ToyExperiment.id(12));
        assertThat(
                        browser.eval("document.querySelectorAll('#trial .chart svg path').length")
                                .asInt())
                .isGreaterThan(10);
        browser.press(ESCAPE);
        assertThat(browser.eval("document.getElementById('trial').open").asBoolean()).isFalse();
        noComplaints();
    }

    @Test
    void marksAreReachedWithTheKeyboardAndSaidAloud() throws Exception {
        openRich();
        browser.eval("document.querySelector('#figure-error-over-strength .chart').focus()");
        browser.press(ARROW_RIGHT);
        browser.press(ARROW_RIGHT);
        assertThat(browser.eval("document.getElementById('live').textContent").asText())
                .contains("impulse", "NMSE");
        assertThat(browser.eval("document.activeElement.getAttribute('aria-label')").asText())
                .contains("One panel per memory function");
        // the first layer is the threshold, which stands for no trial; the next one does
        browser.press("\uE015"); // down
        browser.press(ENTER);
        assertThat(browser.eval("document.getElementById('trial').open").asBoolean()).isTrue();
        browser.press(ESCAPE);
    }

    @Test
    void filtersAndSortsTheTableOfTrials() throws Exception {
        openRich();
        String count = "document.getElementById('count').textContent";
        String first = "document.querySelector('#rows button').textContent";
        assertThat(browser.eval(count).asText()).isEqualTo("28 of 28 trials");
        choose("filter-model", "tcn");
        assertThat(browser.eval(count).asText()).isEqualTo("9 of 28 trials");
        choose("filter-model", "");
        choose("filter-outcome", "diverged");
        assertThat(browser.eval(count).asText()).isEqualTo("1 of 28 trials");
        choose("filter-outcome", "");
        browser.eval(
                "(() => { const b = [...document.querySelectorAll('#head button')].find(b =>"
                        + " b.textContent === 'NMSE'); b.click(); return true; })()");
        assertThat(browser.eval(first).asText()).isEqualTo(ToyExperiment.id(1)); // tcn, 1e-4
        browser.eval(
                "(() => { const i = document.getElementById('filter-text'); i.value = 'delay=16 rnn';"
                        + " i.value = 'delay=16'; i.dispatchEvent(new Event('input')); return true;"
                        + " })()");
        assertThat(browser.eval(count).asText()).isEqualTo("9 of 28 trials");
    }

    private void choose(String id, String value) throws Exception {
        browser.eval(
                "(() => { const s = document.getElementById('"
                        + id
                        + "'); s.value = '"
                        + value
                        + "'; s.dispatchEvent(new Event('change')); return true; })()");
    }

    @Test
    void looksRightInLightInDarkOnAPhoneAndOnPaper() throws Exception {
        openRich();
        browser.eval(SCROLL_THROUGH);
        browser.screenshot(PICTURES.resolve("light.png"));
        String background = "getComputedStyle(document.body).backgroundColor";
        assertThat(browser.eval(background).asText()).isEqualTo("rgb(255, 255, 255)");
        theme("dark");
        assertThat(browser.eval(background).asText()).isEqualTo("rgb(22, 24, 27)");
        browser.screenshot(PICTURES.resolve("dark.png"));
        browser.devTools(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":390,\"height\":844,\"deviceScaleFactor\":2,\"mobile\":true}");
        theme("light");
        openRich();
        browser.eval(SCROLL_THROUGH);
        // nothing but tables and the heat map scrolls sideways, each within its own frame
        assertThat(browser.eval("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(390);
        browser.screenshot(PICTURES.resolve("phone.png"));
        JsonNode pdf = browser.devTools("Page.printToPDF", "{\"printBackground\":true}");
        assertThat(pdf.get("data").asText()).hasSizeGreaterThan(50_000);
        Files.write(
                PICTURES.resolve("paper.pdf"),
                Base64.getDecoder().decode(pdf.get("data").asText()));
        String scalable = "document.querySelectorAll('main .chart svg:not([viewBox])').length";
        browser.eval("dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.eval(scalable).asInt()).as("figures that paper would cut").isZero();
        browser.eval("dispatchEvent(new Event('afterprint'))");
        assertThat(browser.eval(scalable).asInt()).isGreaterThan(14);
        noComplaints();
    }

    @Test
    void textOfAConfigurationStaysText() throws Exception {
        String evil =
                "</script><img src=x onerror='window.broken=1'><script>window.broken=1</script>";
        ToyExperiment toy = new ToyExperiment("evil");
        for (int i = 1; i <= 3; i++) {
            toy.add(
                    evil + " strength=" + i,
                    "{\"strength\":" + i + ",\"use\":\"<b>\"}",
                    evil,
                    1,
                    Optional.of(ToyExperiment.completed(toy.nextId(), 0.1 * i)),
                    List.of());
        }
        open(toy.record(), Curves.none());
        browser.eval(SCROLL_THROUGH);
        browser.eval("document.querySelector('#rows button').click()");
        assertThat(browser.eval("window.broken === undefined").asBoolean()).isTrue();
        assertThat(browser.eval("document.querySelectorAll('img').length").asInt()).isZero();
        assertThat(browser.eval("document.getElementById('trial').textContent").asText())
                .contains(evil);
        noComplaints();
    }

    @Test
    void opensWhateverStateAnExperimentIsIn() throws Exception {
        List<ToyExperiment> states =
                List.of(
                        new ToyExperiment("empty"),
                        new ToyExperiment("one").impulse(4, "lstm", 1, 0.1),
                        new ToyExperiment("half")
                                .impulse(4, "lstm", 1, 0.1)
                                .impulse(8, "lstm", 1, Optional.empty()),
                        new ToyExperiment("diverged")
                                .impulse(
                                        4,
                                        "lstm",
                                        1,
                                        Optional.of(
                                                ToyExperiment.ended(
                                                        ToyExperiment.id(0),
                                                        Outcome.DIVERGED,
                                                        "NaN"))),
                        new ToyExperiment("exact").impulse(4, "a", 1, 0).impulse(8, "a", 1, 0),
                        new ToyExperiment("tiny")
                                .add(
                                        "exponential",
                                        "{}",
                                        "linear-rnn",
                                        1,
                                        Optional.of(
                                                ToyExperiment.completed(ToyExperiment.id(0), 1e-3)),
                                        List.of(ToyExperiment.oracle(1e-33))));
        for (ToyExperiment state : states) {
            open(state.record(), Curves.none());
            browser.eval(SCROLL_THROUGH);
            int trials = state.record().trials().size();
            assertThat(browser.eval("document.getElementById('count').textContent").asText())
                    .isEqualTo(trials + " of " + trials + " trials");
            browser.screenshot(PICTURES.resolve(state.record().name() + ".png"));
            noComplaints();
        }
    }

    @Test
    void aTrialThatOpensSaysWhatIsLeftOutOfItsCurves() throws Exception {
        ToyExperiment toy = new ToyExperiment("long").impulse(4, "lstm", 1, 0.1);
        Curves curves = new Curves(Map.of(), Map.of(ToyExperiment.id(0), new double[5_000]), 0);
        open(toy.record(), curves);
        browser.eval("document.querySelector('#rows button').click()");
        assertThat(browser.eval("document.querySelector('#trial .notes').textContent").asText())
                .isEqualTo("Thinned: 4,000 of 10,000 places are drawn; seqmem export has all.");
        noComplaints();
    }

    @Test
    void twoExperimentsSideBySideOpenToo() throws Exception {
        ExperimentRecord first = rich().record();
        ToyExperiment second = new ToyExperiment("second");
        for (int delay : new int[] {4, 8, 16}) {
            second.impulse(delay, "lstm", 1, 0.002 * delay);
        }
        open(new PairPage(new ExperimentPair(first, second.record())).html());
        browser.eval(SCROLL_THROUGH);
        assertThat(
                        browser.eval("document.querySelectorAll('#figure-pairs svg path').length")
                                .asInt())
                .isGreaterThan(3);
        assertThat(browser.eval("document.getElementById('outcomes').textContent").asText())
                .contains("lstm", "0.5");
        browser.screenshot(PICTURES.resolve("pair.png"));
        noComplaints();
    }

    @Test
    @Tag("slow") // a clock: for a quiet machine
    void tenThousandTrialsOpenWithinThreeSeconds() throws Exception {
        ToyExperiment toy = new ToyExperiment("many");
        for (int i = 0; i < MANY; i++) {
            toy.impulse(1 + i / 100, "model-" + i % 20, 1 + i % 100 / 20, 1.0 / (1 + i % 997));
        }
        open(toy.record(), Curves.none());
        JsonNode milliseconds =
                browser.eval(
                        "(() => { const n = performance.getEntriesByType('navigation')[0];"
                                + " return n.loadEventEnd; })()");
        assertThat(milliseconds.asInt()).isPositive().isLessThan(LONGEST_MILLISECONDS);
        assertThat(browser.eval("document.getElementById('count').textContent").asText())
                .isEqualTo("10000 of 10000 trials");
        noComplaints();
    }
}
