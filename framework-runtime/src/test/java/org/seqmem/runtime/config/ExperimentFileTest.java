// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentFileTest {

    @TempDir Path folder;

    @Test
    void handsOutTheFourParts() {
        ExperimentFile file =
                load(
                        """
                        experiment { name = a }
                        sweep { "task.memory" = [{ use = x }, { use = y }], model.use = [p, q] }
                        launcher { use = local }
                        publishers = [{ use = prometheus }]
                        """);

        assertThat(file.problems().list()).isEmpty();
        assertThat(file.experiment()).isEqualTo(hocon("name = a"));
        assertThat(file.sweep())
                .isEqualTo(
                        hocon(
                                "\"task.memory\" = [{ use = x }, { use = y }],"
                                        + " model.use = [p, q]"));
        assertThat(file.launcher()).contains(hocon("use = local"));
        assertThat(file.publishers())
                .contains(hocon("x = [{ use = prometheus }]").toConfig().getList("x"));
    }

    @Test
    void isReadBackFromItsContent() {
        ExperimentFile file =
                load(
                        """
                        experiment { name = a, seeds = [1, 2], task.input = null }
                        sweep { "task.memory" = [{ use = x, rate = [0.1, 1e-3] }], model.use = [p, q] }
                        """);

        ExperimentFile again = ExperimentFile.ofContent("store", file.content());
        assertThat(again.content()).isEqualTo(file.content());
        assertThat(again.experiment()).isEqualTo(file.experiment());
        assertThat(again.sweep()).isEqualTo(file.sweep());
        assertThat(again.problems().list()).isEmpty();
    }

    @Test
    void partsThatAreMissingAreEmpty() {
        ExperimentFile file = load("experiment {}");

        assertThat(file.problems().list()).isEmpty();
        assertThat(file.sweep()).isEmpty();
        assertThat(file.launcher()).isEmpty();
        assertThat(file.publishers()).isEmpty();
    }

    private static final String SCALED =
            """
            experiment { name = a, seeds = [1], training { steps = 10, batch-size = 4 } }
            sweep { model.use = [p] }
            scales {
              full { experiment { name = a-full, seeds = [1, 2, 3] }, sweep { x = [1] } }
              half { experiment.training.steps = 7 }
            }
            """;

    @Test
    void withoutAScaleAFileMeansWhatItSays() {
        assertThat(load(SCALED).experiment())
                .isEqualTo(hocon("name = a, seeds = [1], training { steps = 10, batch-size = 4 }"));
    }

    @Test
    void aScaleIsLaidOverTheFileAndUnderTheOverrides() {
        ExperimentFile file = load(SCALED, "experiment.seeds=[9]", "scale=full");

        assertThat(file.problems().list()).isEmpty();
        assertThat(file.experiment())
                .isEqualTo(
                        hocon(
                                "name = a-full, seeds = [9],"
                                        + " training { steps = 10, batch-size = 4 }"));
        assertThat(file.sweep()).isEqualTo(hocon("model.use = [p], x = [1]"));
    }

    @Test
    void theFileItselfMayNameItsScale() {
        ExperimentFile file = load(SCALED + "scale = half");

        assertThat(file.experiment().toConfig().getInt("training.steps")).isEqualTo(7);
        assertThat(load(SCALED + "scale = half", "scale=null").experiment())
                .isEqualTo(load(SCALED).experiment());
    }

    @Test
    void aScaleThatIsNotThereIsAMistake() {
        assertThat(load(SCALED, "scale=ful").problems().render())
                .contains("scale")
                .contains("there is no scale \"ful\". The file has: full, half");
        assertThat(load("experiment {}", "scale=full").problems().render())
                .contains("The file has no block scales { ... }");
        assertThat(load("experiment {}\nscales { full = 3 }").problems().render())
                .contains("scales.full")
                .contains("must be a block of keys");
    }

    @Test
    void scalesAreWrittenOutAndMayReferToAnythingInside() {
        for (String text :
                List.of(
                        SCALED + "scale = ${?SCALE}",
                        SCALED + "scales = ${sweep}",
                        SCALED + "scales = ${sweep}, scales { whole {} }",
                        SCALED + "scales { full = ${sweep} }")) {
            assertThat(load(text).problems().render())
                    .as(text)
                    .contains("scale")
                    .contains("must be written out");
        }
        assertThat(
                        load(
                                        SCALED
                                                + "scales { full.experiment.seeds = ${sweep.model.use} }",
                                        "scale=full")
                                .experiment())
                .containsEntry("seeds", hocon("seeds = [p]").get("seeds"));
    }

    @Test
    void includesAreRelativeToTheFileThatHasThem() {
        write("parts/base.conf", "include \"deeper/model\"\nname = base, seeds = [1]");
        write("parts/deeper/model.conf", "model { use = lstm }");

        assertThat(experiment("experiment { include \"parts/base.conf\", name = mine }"))
                .isEqualTo(hocon("name = mine, seeds = [1], model { use = lstm }"));
    }

    @Test
    void includesInAnyFormAreRequired() {
        write("base.conf", "name = base");

        assertThat(experiment("experiment { include required(file(\"base.conf\")) }"))
                .isEqualTo(hocon("name = base"));
    }

    @Test
    void includedFilesMayBeJson() {
        write("base.json", "{ \"name\": \"base\", \"model\": { \"use\": \"lstm\" } }");

        assertThat(experiment("experiment { include \"base.json\" }"))
                .isEqualTo(hocon("name = base, model { use = lstm }"));
    }

    @Test
    void problemsOfAnIncludedFileNameThatFile() {
        write("base.conf", "name = base\nname = again");

        assertThat(load("experiment { include \"base.conf\" }").problems().list())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.origin())
                                    .isEqualTo(folder.resolve("base.conf") + ":2");
                            assertThat(problem.path()).isEqualTo("name");
                        });
    }

    @Test
    void substitutionsReferToTheFileAndThenToTheEnvironment() {
        assertThat(
                        experiment(
                                """
                                experiment {
                                  width = 32
                                  model { use = lstm, hidden-size = ${experiment.width} }
                                  name = ${USER_NAME}-run
                                  seeds = ${?SEEDS}
                                }
                                """))
                .isEqualTo(
                        hocon(
                                "width = 32, model { use = lstm, hidden-size = 32 }, name = ada-run"));
    }

    @Test
    void aDefaultWithAnOverrideFromTheEnvironmentIsNoRepeatedKey() {
        assertThat(experiment("experiment { name = a\n name = ${?USER_NAME} }"))
                .isEqualTo(hocon("name = ada"));
    }

    @Test
    void dottedKeysAndBlocksOfOnePluginAddUp() {
        assertThat(
                        experiment(
                                """
                                experiment.model { use = lstm, hidden-size = 3 }
                                experiment.model.bias = false
                                experiment.model { use = lstm, dropout = 0.5 }
                                """))
                .isEqualTo(
                        hocon(
                                "model { use = lstm, hidden-size = 3, bias = false, dropout = 0.5 }"));
    }

    @Test
    void listsOfBlocksMayNameDifferentPlugins() {
        assertThat(experiment("experiment.metrics = [{ use = mse }, { use = nmse }]"))
                .isEqualTo(hocon("metrics = [{ use = mse }, { use = nmse }]"));
        assertThat(experiment("experiment { metrics = [{ use = a }], metrics += { use = b } }"))
                .isEqualTo(hocon("metrics = [{ use = a }, { use = b }]"));
    }

    @Test
    void nullClearsABlockBeforeAnotherPlugin() {
        write("base.conf", "experiment.model { use = lstm, hidden-size = 3 }");

        assertThat(
                        experiment(
                                """
                                include "base.conf"
                                experiment.model = null
                                experiment.model { use = tcn, levels = 2 }
                                """))
                .isEqualTo(hocon("model { use = tcn, levels = 2 }"));
    }

    @Test
    void nullAlsoAllowsAKeyToBeGivenAgain() {
        assertThat(experiment("experiment { name = a, name = null, name = b }"))
                .isEqualTo(hocon("name = b"));
    }

    @Test
    void anIncludingFileMayReplaceValuesOfTheIncludedOne() {
        write("base.conf", "experiment { name = base, model { use = lstm, hidden-size = 3 } }");

        assertThat(
                        experiment(
                                "include \"base.conf\"\n"
                                        + "experiment { name = mine, model.hidden-size = 4 }"))
                .isEqualTo(hocon("name = mine, model { use = lstm, hidden-size = 4 }"));
    }

    @Test
    void keysInsideTextAndCommentsAreNoKeys() {
        assertThat(
                        experiment(
                                """
                                experiment { # name = x
                                  // name = y
                                  name = "name = z, use = q", note = \"\"\"use = a
                                use = b\"\"\"
                                  model { "use" : lstm, "hidden-size" : 1 }
                                }
                                """))
                .isEqualTo(
                        hocon(
                                "name = \"name = z, use = q\", note = \"use = a\\nuse = b\","
                                        + " model { use = lstm, hidden-size = 1 }"));
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreFine() {
        assertThat(experiment("\uFEFFexperiment {\r\n  name = a\r\n}\r\n"))
                .isEqualTo(hocon("name = a"));
    }

    @Test
    void anOverrideSetsOneKey() {
        assertThat(
                        experiment(
                                "experiment { name = a, training { steps = 1, batch-size = 2 } }",
                                "experiment.training.steps=10",
                                "experiment.seeds=[1, 2,3]",
                                "experiment.note=two words"))
                .isEqualTo(
                        hocon(
                                "name = a, training { steps = 10, batch-size = 2 },"
                                        + " seeds = [1, 2, 3], note = two words"));
    }

    @Test
    void anOverrideOfABlockReplacesItWhole() {
        assertThat(
                        experiment(
                                "experiment.model { use = lstm, hidden-size = 3 }",
                                "experiment.model={use=tcn}"))
                .isEqualTo(hocon("model { use = tcn }"));
    }

    @Test
    void anOverrideOfUseReplacesTheBlockAndLaterOnesAddToIt() {
        assertThat(
                        experiment(
                                "experiment.model { use = lstm, hidden-size = 3 }",
                                "experiment.model.use=tcn",
                                "experiment.model.levels=5"))
                .isEqualTo(hocon("model { use = tcn, levels = 5 }"));
    }

    @Test
    void aLaterOverrideWins() {
        assertThat(experiment("experiment { name = a }", "experiment.name=b", "experiment.name=c"))
                .isEqualTo(hocon("name = c"));
    }

    @Test
    void substitutionsSeeOverrides() {
        assertThat(
                        experiment(
                                "experiment { width = 1, model.hidden-size = ${experiment.width} }",
                                "experiment.width=7"))
                .isEqualTo(hocon("width = 7, model { hidden-size = 7 }"));
    }

    @Test
    void overridesMayQuoteDottedKeys() {
        assertThat(load("experiment {}", "sweep.\"task.memory\"=[{use=x, rate=[1,2]}]").sweep())
                .isEqualTo(hocon("\"task.memory\" = [{ use = x, rate = [1, 2] }]"));
    }

    @Test
    void originsAreFileAndLine() {
        ExperimentFile file = load("experiment {\n  name = a\n}", "experiment.x=1");

        assertThat(file.experiment().toConfig().getValue("name"))
                .extracting(Origin::of)
                .isEqualTo(folder.resolve("my.conf") + ":2");
        assertThat(file.experiment().toConfig().getValue("x"))
                .extracting(Origin::of)
                .isEqualTo("--set");
    }

    private ConfigObject experiment(String text, String... overrides) {
        ExperimentFile file = load(text, overrides);
        assertThat(file.problems().list()).isEmpty();
        return file.experiment();
    }

    private ExperimentFile load(String text, String... overrides) {
        write("my.conf", text);
        return ExperimentFile.load(
                folder.resolve("my.conf"), List.of(overrides), Map.of("USER_NAME", "ada"));
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConfigObject hocon(String text) {
        return ConfigFactory.parseString(text).root();
    }
}
