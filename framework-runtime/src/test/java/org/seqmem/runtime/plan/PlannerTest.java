// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.trial.TrialMetric;
import org.seqmem.runtime.trial.TrialSpec;

/** From experiment files to trials: what a sweep expands to, in which order, under which ids. */
class PlannerTest {

    private static final String EXPERIMENT =
            """
            experiment {
              name = first-look
              task  { use = functional, memory { use = echo } }
              model { use = cell }
            }
            """;

    @TempDir Path folder;
    private Toys toys;

    @BeforeEach
    void listToys() {
        toys = new Toys(folder);
    }

    // ---- what a sweep expands to ----

    @Test
    void plansOneTrialWithoutASweep() {
        Plan plan = toys.plan(EXPERIMENT);

        assertThat(plan.name()).isEqualTo("first-look");
        assertThat(plan.seeds()).containsExactly(1L);
        assertThat(plan.metrics()).extracting(metric -> metric.value().name()).contains("nmse");
        assertThat(plan.references()).extracting(use -> use.name()).contains("predict-zero");
        assertThat(described(plan)).containsExactly("functional | cell | 1");
    }

    @Test
    void goesThroughAxesInTheOrderOfTheirPathsAndThroughSeedsLast() {
        Plan plan =
                toys.plan(
                        EXPERIMENT.replace("name", "seeds = [7, 3], name")
                                + """
                                sweep {
                                  "task.memory.delay" = [4, 2]
                                  model.hidden-size = [1, 2]
                                }
                                """);

        assertThat(described(plan))
                .containsExactly(
                        "echo delay=4 | cell hidden-size=1 | 7",
                        "echo delay=4 | cell hidden-size=1 | 3",
                        "echo delay=2 | cell hidden-size=1 | 7",
                        "echo delay=2 | cell hidden-size=1 | 3",
                        "echo delay=4 | cell hidden-size=2 | 7",
                        "echo delay=4 | cell hidden-size=2 | 3",
                        "echo delay=2 | cell hidden-size=2 | 7",
                        "echo delay=2 | cell hidden-size=2 | 3");
    }

    @Test
    void multipliesAnEntryByTheListsOfKeysThatAreNone() {
        Plan plan =
                toys.plan(
                        EXPERIMENT
                                + """
                                sweep {
                                  "task.memory" = [ { use = fading, rate = [0.1, 1.0] }, { use = echo } ]
                                  model = [ { use = cell, hidden-size = [1, 2], dropout = [0, 0.5] } ]
                                }
                                """);

        assertThat(plan.rows()).containsExactly("fading rate=0.1", "fading rate=1", "echo");
        assertThat(plan.columns())
                .containsExactly(
                        "cell dropout=0 hidden-size=1",
                        "cell dropout=0 hidden-size=2",
                        "cell dropout=0.5 hidden-size=1",
                        "cell dropout=0.5 hidden-size=2");
    }

    @Test
    void neverExpandsAKeyThatIsAList() {
        Plan plan =
                toys.plan(
                        EXPERIMENT
                                + """
                                sweep {
                                  model = [ { use = stack, widths = [1, 2] }, { use = stack, widths = [3] } ]
                                  task.sizes = [ [1, 1], [2, 2] ]
                                }
                                """);

        assertThat(plan.columns()).containsExactly("stack widths=[1,2]", "stack widths=[3]");
        assertThat(plan.trials())
                .extracting(PlannedTrial::shape)
                .containsExactly(
                        new SequenceShape(32, 1, 1),
                        new SequenceShape(32, 2, 2),
                        new SequenceShape(32, 1, 1),
                        new SequenceShape(32, 2, 2));
    }

    @Test
    void expandsBlocksWithinAnEntry() {
        Plan plan =
                toys.plan(
                        EXPERIMENT
                                + """
                                sweep.task = [ {
                                  use = functional
                                  memory = [ { use = fading, rate = [0.1, 1] }, { use = echo, delay = [2, 4] } ]
                                } ]
                                sweep.model = [ { use = stack, encoder { use = cell, hidden-size = [1, 2] } } ]
                                """);

        assertThat(plan.rows())
                .containsExactly(
                        "fading rate=0.1", "fading rate=1", "echo delay=2", "echo delay=4");
        assertThat(plan.columns()).containsExactly("cell hidden-size=1", "cell hidden-size=2");
    }

    @Test
    void expandsTheNamesOfPlugins() {
        Plan plan =
                toys.plan(
                        EXPERIMENT + "sweep.model = [ { use = [stack, cell] }, { use = brief } ]");

        assertThat(plan.columns()).containsExactly("stack", "cell", "brief");
    }

    @Test
    void replacesABlockWhole() {
        String delayed = EXPERIMENT.replace("use = echo", "use = echo, delay = 30");
        Plan byBlock =
                toys.plan(delayed + "sweep.\"task.memory\" = [ { use = echo }, { use = fading } ]");
        Plan byName = toys.plan(delayed + "sweep.\"task.memory.use\" = [ echo, fading ]");

        assertThat(ids(byBlock)).isEqualTo(ids(byName));
        assertThat(byBlock.trials().get(0).task().json()).contains("\"delay\":8");
    }

    @Test
    void appliesAnAxisBelowAnotherToEachOfItsValues() {
        Plan plan =
                toys.plan(
                        EXPERIMENT
                                + """
                                sweep {
                                  model = [ { use = cell, dropout = [0, 0.5] } ]
                                  "model.hidden-size" = [1, 2]
                                }
                                """);

        assertThat(plan.columns())
                .containsExactly(
                        "cell dropout=0 hidden-size=1",
                        "cell dropout=0 hidden-size=2",
                        "cell dropout=0.5 hidden-size=1",
                        "cell dropout=0.5 hidden-size=2");
    }

    @Test
    void sweepsTheTrainingWithItsDefaults() {
        Plan plan =
                toys.plan(
                        EXPERIMENT
                                + """
                                sweep {
                                  "training.optimizer.learning-rate" = [1e-3, 1e-2]
                                  "training.stop" = [ { patience = [0, 3] } ]
                                }
                                """);

        assertThat(plan.columns())
                .containsExactly(
                        "cell adam-w learning-rate=0.001 patience=0",
                        "cell adam-w learning-rate=0.001 patience=3",
                        "cell adam-w learning-rate=0.01 patience=0",
                        "cell adam-w learning-rate=0.01 patience=3");
        assertThat(plan.trials().get(1).training().value().stop().divergedAbove()).isGreaterThan(1);
    }

    @Test
    void needsNoBlockWhereTheSweepGivesOne() {
        Plan plan =
                toys.plan(
                        """
                        experiment { name = a, task { use = functional, memory { use = echo } } }
                        sweep.model = [ { use = cell }, { use = stack } ]
                        """);

        assertThat(plan.columns()).containsExactly("cell", "stack");
    }

    // ---- what a trial is ----

    @Test
    void givesTrialsTheIdsTheyHaveAlwaysHad() {
        // Computed apart, with Python: hashlib.sha256(json.dumps({"model": ..., "seed": ...,
        // "task": ..., "training": ...}, sort_keys=True, separators=(",", ":")) of the sections
        // with their defaults. A change here orphans stored results: say so in the CHANGELOG.
        Plan plan =
                toys.plan(
                        EXPERIMENT.replace("name", "seeds = [0, 9007199254740992], name")
                                + "sweep.\"task.memory\" = [ { use = echo }, { use = fading } ]");

        assertThat(ids(plan))
                .containsExactly("9901bfc0eb9e", "3e25dc4789a2", "269a1ce7d50e", "e3b94821f39a");
    }

    @Test
    void givesTheSameIdToTheSameContent() {
        List<String> ids = ids(toys.plan(EXPERIMENT));

        assertThat(
                        ids(
                                toys.plan(
                                        """
                                        experiment {
                                          model { hidden-size = 16.0, dropout = -0.0, use = cell }
                                          metrics = []
                                          task { memory { delay = 8e0, use = echo }, use = functional }
                                          name = another
                                          training { clip-norm = 1 }
                                        }
                                        launcher { use = local }
                                        """)))
                .isEqualTo(ids);
    }

    @Test
    void letsTheContentOfAFileCountAndNotItsPlace() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "1");
        Files.writeString(folder.resolve("b.csv"), "1");
        Files.writeString(folder.resolve("c.csv"), "2");
        String text = EXPERIMENT.replace("use = echo", "use = recorded, file = a.csv");

        List<String> ids = ids(toys.plan(text));

        assertThat(ids(toys.plan(text.replace("a.csv", "b.csv")))).isEqualTo(ids);
        assertThat(ids(toys.plan(text.replace("a.csv", "c.csv")))).isNotEqualTo(ids);
        assertThat(toys.plan(text).trials().get(0).task().json())
                .contains(folder.resolve("a.csv").toString());
    }

    @Test
    void changesTheIdWithEveryPartOfATrial() {
        Plan plan =
                toys.plan(
                        EXPERIMENT.replace("name", "seeds = [1, 2], name")
                                + """
                                sweep {
                                  task.length = [8, 9]
                                  model.dropout = [0, 1]
                                  training.steps = [1, 2]
                                }
                                """);

        assertThat(ids(plan)).hasSize(16).doesNotHaveDuplicates().allMatch(id -> isId(id));
    }

    @Test
    void fingerprintsTrialsByTheirPlugins() {
        Plan plan = toys.plan(EXPERIMENT + "sweep.model.dropout = [0, 1]");

        assertThat(plan.trials()).extracting(PlannedTrial::fingerprint).allMatch(id -> isId(id));
        assertThat(plan.trials().get(0).fingerprint())
                .isEqualTo(plan.trials().get(1).fingerprint());
        // Toys and runtime come from two directories of classes, the API from a third.
        assertThat(plan.trials().get(0).artefacts()).hasSize(3);
    }

    @Test
    void refusesTwoTrialsOfOneId() {
        PlannedTrial trial = toys.plan(EXPERIMENT).trials().get(0);
        PlannedTrial impostor =
                new PlannedTrial(
                        trial.id(),
                        trial.fingerprint(),
                        trial.task(),
                        trial.model(),
                        trial.training(),
                        2,
                        trial.facts(),
                        trial.shape());

        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(() -> Trials.requireDistinct(List.of(trial, impostor)))
                .withMessageContaining(trial.id())
                .withMessageContaining("seed 1")
                .withMessageContaining("seed 2");
    }

    @Test
    void handsAWorkerWhatItNeeds() {
        Plan plan = toys.plan(EXPERIMENT);
        PlannedTrial trial = plan.trials().get(0);

        TrialSpec spec = trial.toSpec(TrialMetric.of(plan.metrics()), TrialRules.DEFAULT);

        assertThat(spec.id()).isEqualTo(trial.id());
        assertThat(spec.model().config()).isEqualTo(new Toys.CellConfig(16, 0));
        assertThat(spec.training().steps()).isEqualTo(2000);
        assertThat(spec.metrics()).hasSameSizeAs(plan.metrics());
    }

    // ---- what it costs ----

    @Test
    void tellsFactsAndCostOfEachTrial() {
        Plan plan =
                toys.plan(
                        EXPERIMENT
                                + """
                                experiment.training { steps = 100, batch-size = 5 }
                                sweep.model = [ { use = cell, hidden-size = 1000000 }, { use = stack } ]
                                """);
        // 3 passes x 2e6 FLOPs x batch 5 x length 32 x 100 steps
        double flops = 3 * 2e6 * 5 * 32 * 100;

        List<PlanRow> rows = plan.table(new CostModel()).toList();

        assertThat(rows.get(0).parameters()).isEqualTo(1_000_000);
        assertThat(rows.get(0).stateSize()).hasValue(1_000_000);
        assertThat(rows.get(0).receptiveField()).isEmpty();
        assertThat(rows.get(1).receptiveField()).hasValue(4);
        assertThat(rows.get(0).flops()).isEqualTo(flops);
        assertThat(rows.get(0).seconds())
                .isEqualTo(flops / CostModel.FLOPS_PER_SECOND + 100 * CostModel.SECONDS_PER_STEP);
        assertThat(new CostModel().seconds(plan))
                .isEqualTo(rows.get(0).seconds() + rows.get(1).seconds());
    }

    @Test
    void boundsWhatAWorkerTrainsOn() {
        String training = "experiment.training { steps = 100, batch-size = 5 }\n"; // length 32
        Plan one = toys.plan(EXPERIMENT + training);
        Plan two = toys.plan(EXPERIMENT + training + "sweep.model.hidden-size = [1, 2]");

        assertThat(CostModel.trainedSteps(one, 1)).isEqualTo(16_000);
        assertThat(CostModel.trainedSteps(one, 64)).isEqualTo(16_000);
        assertThat(CostModel.trainedSteps(two, 1)).isEqualTo(32_000);
        assertThat(CostModel.trainedSteps(two, 2)).isEqualTo(24_000);
        assertThat(CostModel.trainedSteps(two, 64)).isEqualTo(16_250);
    }

    @Test
    void countsDoublePrecisionTwice() {
        String large = EXPERIMENT.replace("use = cell", "use = cell, hidden-size = 1000000000");
        String precise = large + "experiment.training.precision = float64";
        double overhead = 2000 * CostModel.SECONDS_PER_STEP;

        double single = new CostModel().seconds(toys.plan(large)) - overhead;

        assertThat(new CostModel().seconds(toys.plan(precise)) - overhead).isEqualTo(2 * single);
    }

    @Test
    void believesMeasurementsBeforeEstimates() {
        Plan plan = toys.plan(EXPERIMENT + "sweep.model = [ { use = cell }, { use = stack } ]");
        CostModel cost =
                new CostModel(
                        trial ->
                                trial.model().value().name().equals("cell")
                                        ? OptionalDouble.of(7)
                                        : OptionalDouble.empty());

        assertThat(cost.seconds(plan.trials().get(0))).isEqualTo(7);
        assertThat(cost.seconds(plan.trials().get(1)))
                .isEqualTo(new CostModel().seconds(plan.trials().get(1)));
    }

    // ---- how much work it is ----

    @Test
    void asksEachTaskAndEachModelOnce() {
        toys.plan(
                EXPERIMENT.replace("name", "seeds = [1, 2, 3], name")
                        + """
                        sweep {
                          task.length = [8, 9]
                          task.memory.delay = [1, 2, 3]
                          model.hidden-size = [1, 2, 3, 4]
                        }
                        """);

        assertThat(toys.toy(Toys.Functional.class).made).hasValue(2 * 3);
        assertThat(toys.toy(Toys.Cell.class).asked).as("models x shapes").hasValue(4 * 2);
    }

    private static List<String> ids(Plan plan) {
        return plan.trials().stream().map(PlannedTrial::id).toList();
    }

    private static boolean isId(String id) {
        return id.matches("[0-9a-f]{12}");
    }

    private static List<String> described(Plan plan) {
        return plan.trials().stream()
                .map(trial -> trial.row() + " | " + trial.column() + " | " + trial.seed())
                .toList();
    }
}
