// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;

/** Every mistake in a file, with the exact sentence that the user gets. */
class MistakesTest {

    private static final ConfigObject DEFAULTS =
            ConfigFactory.parseString(
                            "name = x, seeds = [1], model { use = lstm },"
                                    + " memory { use = exponential, rate = 0.5 },"
                                    + " training { steps = 100, rate = 0.1 }")
                    .root();

    @TempDir Path folder;
    private Binder binder;

    @BeforeEach
    void discover() {
        binder = new Binder(Fixtures.catalogue(folder), new PluginDefaults());
    }

    @Test
    void allProblemsOfAFileAreReportedAtOnceSortedByPath() {
        assertThat(
                        problems(
                                """
                                experiment {
                                  model { use = lstm, hiden-size = 3 }
                                  training.steps = -5
                                  memory { use = impuls }
                                }
                                """))
                .containsExactly(
                        "my.conf:4 | experiment.memory.use = \"impuls\" | no memory function of that"
                                + " name. Did you mean \"impulse\"?  (airy, broken, exponential, ...;"
                                + " seqmem plugins list)",
                        "my.conf:2 | experiment.model.hiden-size | unknown key of model \"lstm\"."
                                + " Did you mean \"hidden-size\"?",
                        "my.conf:3 | experiment.training.steps = -5 | must be at least 1");
    }

    @Test
    void unknownKeysAreToldTheNearestOrAllKeys() {
        assertThat(problems("experiment.model { use = lstm, hidden_size = 3, zzz = 1 }"))
                .containsExactly(
                        "my.conf:1 | experiment.model.hidden_size | unknown key of model \"lstm\"."
                                + " Did you mean \"hidden-size\"?",
                        "my.conf:1 | experiment.model.zzz | unknown key of model \"lstm\"."
                                + " Its keys: hidden-size, bias, dropout");
        assertThat(problems("experiment.training.stepps = 3"))
                .containsExactly(
                        "my.conf:1 | experiment.training.stepps |"
                                + " unknown key. Did you mean \"steps\"?");
    }

    @Test
    void unknownRootKeysAreRefused() {
        assertThat(problems("experimnt {}\ntraining {}\nhelper = 1\nexperiment {}"))
                .containsExactly(
                        "my.conf:1 | experimnt | unknown key. Did you mean \"experiment\"?",
                        "my.conf:3 | helper | unknown key."
                                + " A file has: experiment, launcher, publishers, run, scale,"
                                + " scales, sweep",
                        "my.conf:2 | training |"
                                + " unknown key. Did you mean \"experiment.training\"?");
    }

    @Test
    void numbersMustBeFiniteAndFitTheirType() {
        assertThat(problems("experiment.training.rate = NaN"))
                .containsExactly(
                        "my.conf:1 | experiment.training.rate = \"NaN\" | must be a finite number");
        assertThat(problems("experiment.training.rate = -Infinity"))
                .containsExactly(
                        "my.conf:1 | experiment.training.rate = \"-Infinity\" |"
                                + " must be a finite number");
        assertThat(problems("experiment.training.rate = 1e400"))
                .containsExactly(
                        "my.conf:1 | experiment.training.rate = 1e400 |"
                                + " is out of range: numbers go up to 1.7e308 in size");
        assertThat(problems("experiment.training.rate = 1e-400"))
                .containsExactly(
                        "my.conf:1 | experiment.training.rate = 1e-400 |"
                                + " is out of range: the smallest number above 0 is 4.9e-324");
        assertThat(problems("experiment.training.steps = 3000000000"))
                .containsExactly(
                        "my.conf:1 | experiment.training.steps = 3000000000 |"
                                + " must be at least 1 and at most 2147483647");
        assertThat(problems("experiment.training.steps = 99999999999999999999"))
                .containsExactly(
                        "my.conf:1 | experiment.training.steps = 99999999999999999999 |"
                                + " must be at least 1 and at most 2147483647");
        assertThat(problems("experiment.training.steps = 1e400"))
                .containsExactly(
                        "my.conf:1 | experiment.training.steps = 1e400 |"
                                + " must be at least 1 and at most 2147483647");
        assertThat(problems("experiment.seeds = [1e30]"))
                .containsExactly(
                        "my.conf:1 | experiment.seeds[0] = 1e30 |"
                                + " must be at most 9223372036854775807");
    }

    @Test
    void wholeNumbersMayBeWrittenWithAPointButNotHaveAFraction() {
        assertThat(problems("experiment.training.steps = 2000.0")).isEmpty();
        assertThat(problems("experiment.training.steps = 2e3")).isEmpty();
        assertThat(problems("experiment.training.steps = 2000.5"))
                .containsExactly(
                        "my.conf:1 | experiment.training.steps = 2000.5 | must be a whole number");
    }

    @Test
    void boundsAreChecked() {
        assertThat(problems("experiment.model { use = lstm, hidden-size = 0, dropout = 1 }"))
                .containsExactly(
                        "my.conf:1 | experiment.model.dropout = 1 |"
                                + " must be at least 0 and less than 1",
                        "my.conf:1 | experiment.model.hidden-size = 0 | must be at least 1");
        assertThat(problems("experiment.memory { use = exponential, rate = 0 }"))
                .containsExactly(
                        "my.conf:1 | experiment.memory.rate = 0 |"
                                + " must be greater than 0 and at most 10");
        assertThat(problems("experiment.model { use = tcn, channels = [4, 0] }"))
                .containsExactly(
                        "my.conf:1 | experiment.model.channels[1] = 0 | must be at least 1");
        assertThat(problems("experiment { model { use = tcn, channels = [] }, name = \" \" }"))
                .containsExactly(
                        "my.conf:1 | experiment.model.channels = [] | must not be empty",
                        "my.conf:1 | experiment.name = \" \" | must not be empty");
        assertThat(problems("experiment.model { use = everything, pause = 0.5s }"))
                .containsExactly(
                        "my.conf:1 | experiment.model.pause = \"0.5s\" |"
                                + " must be at least 1 and at most 3600 (seconds)");
        assertThat(problems("experiment.model { use = everything, big = 9007199254740993 }"))
                .containsExactly(
                        "my.conf:1 | experiment.model.big = 9007199254740993 |"
                                + " must be at most 9007199254740992");
    }

    @Test
    void wrongTypesAreToldWhatIsNeeded() {
        assertThat(
                        problems(
                                """
                                experiment {
                                  model {
                                    use = everything, small = 200, ratio = 1e39, real = half
                                    on = "true", precision = float64x, pause = 30, note = [1]
                                    list = 1.5, inner = 3, memory = exponential, encoder = 7
                                    text = { a = 1 }, whole = [16, 64], file = "", big = "7"
                                  }
                                }
                                """))
                .containsExactlyElementsOf(
                        """
                        my.conf:6 | experiment.model.big = "7" | must be a whole number, without quotes
                        my.conf:5 | experiment.model.encoder = 7 | must be a block that names a model, { use = ... }
                        my.conf:6 | experiment.model.file = "" | must be the path of a file
                        my.conf:5 | experiment.model.inner = 3 | must be a block of keys, { ... }
                        my.conf:5 | experiment.model.list = 1.5 | must be a list, [ ... ]
                        my.conf:5 | experiment.model.memory = "exponential" | must be a block: { use = exponential }
                        my.conf:4 | experiment.model.note = [1] | must be text, not a list; values to compare go under sweep
                        my.conf:4 | experiment.model.on = "true" | must be true or false
                        my.conf:4 | experiment.model.pause = 30 | must be a duration with a unit, such as 30s or 5m
                        my.conf:4 | experiment.model.precision = "float64x" | must be float32 or float64. Did you mean "float64"?
                        my.conf:3 | experiment.model.ratio = 1e39 | is out of range: numbers go up to 3.4e38 in size
                        my.conf:3 | experiment.model.real = "half" | must be a number
                        my.conf:3 | experiment.model.small = 200 | must be at most 127
                        my.conf:6 | experiment.model.text | must be text, not a block
                        my.conf:6 | experiment.model.whole = [16, 64] | must be a whole number, not a list; values to compare go under sweep
                        """
                                .lines()
                                .toList());
    }

    @Test
    void missingKeysAreToldWhatIsNeeded() {
        assertThat(problems("experiment.memory { use = table }"))
                .containsExactly(
                        "my.conf:1 | experiment.memory.file | is required: the path of a file");
    }

    @Test
    void nullIsNoValueForAKeyThatNeedsOne() {
        assertThat(problems("experiment { memory = null, training.steps = null }"))
                .containsExactly(
                        "my.conf:1 | experiment.memory = null |"
                                + " must be a block that names a memory function, { use = ... }",
                        "my.conf:1 | experiment.training.steps = null |"
                                + " must be a whole number, at least 1");
    }

    @Test
    void unknownPluginsAreToldTheChoice() {
        assertThat(problems("experiment.model { use = zzzzz }"))
                .containsExactly(
                        "my.conf:1 | experiment.model.use = \"zzzzz\" | no model of that name."
                                + "  (everything, lstm, tcn, windowed; seqmem plugins list)");
        assertThat(problems("experiment.memory { use = lstm }"))
                .containsExactly(
                        "my.conf:1 | experiment.memory.use = \"lstm\" | no memory function of that"
                                + " name. It is a model.  (airy, broken, exponential, ...;"
                                + " seqmem plugins list)");
        assertThat(problems("experiment.memory { use = [lstm] }"))
                .containsExactly(
                        "my.conf:1 | experiment.memory.use = [lstm] |"
                                + " must be the name of a memory function");
    }

    @Test
    void aPluginThatWasLeftOutIsToldWithItsReason() {
        binder =
                new Binder(
                        Catalogue.discover(
                                Fixtures.loader(
                                        folder,
                                        List.of(
                                                Unwell.class.getName(),
                                                Fixtures.Lstm.class.getName()))),
                        new PluginDefaults());

        assertThat(problems("experiment { memory { use = exponential }, model { use = Un-Well } }"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "my.conf:1 | experiment.model.use = \"Un-Well\" | was"
                                                        + " left out: "
                                                        + Unwell.class.getName()
                                                        + " (")
                                        .endsWith(") its name \"Un-Well\" is not kebab-case"));
    }

    /** Has a name that no plugin may have. */
    public static final class Unwell extends Fixtures.ModelFixture<Fixtures.LstmConfig> {

        @Override
        public String name() {
            return "Un-Well";
        }

        @Override
        public Class<Fixtures.LstmConfig> configType() {
            return Fixtures.LstmConfig.class;
        }
    }

    @Test
    void rulesAcrossKeysAreProblemsOfTheBlock() {
        assertThat(problems("experiment.model { use = windowed, first = 9 }"))
                .containsExactly(
                        "my.conf:1 | experiment.model | first = 9 must not be beyond last = 4");
        assertThat(problems("experiment.memory { use = broken, mode = refuse }"))
                .containsExactly("my.conf:1 | experiment.memory | value is unlucky");
    }

    @Test
    void whatAPluginThrowsIsItsOwnFailureWithClassAndJar() {
        String place = " (org.seqmem.runtime.config.Fixtures$";
        assertThat(problems("experiment.memory { use = broken, mode = fail }"))
                .singleElement()
                .asString()
                .startsWith(
                        "my.conf:1 | experiment.memory | memory function \"broken\""
                                + place
                                + "Broken, ")
                .endsWith(
                        "test-classes) failed: java.lang.UnsupportedOperationException: not today");
        assertThat(problems("experiment.model { use = windowed, throwing = true }"))
                .singleElement()
                .asString()
                .startsWith(
                        "my.conf:1 | experiment.model | model \"windowed\""
                                + place
                                + "WindowedConfig, ")
                .endsWith("test-classes) failed: java.lang.IllegalStateException: oops");
        assertThat(problems("experiment.memory { use = broken, mode = nothing }"))
                .singleElement()
                .asString()
                .startsWith("my.conf:1 | experiment.memory | memory function \"broken\" (")
                .endsWith("test-classes) made nothing");
    }

    @Test
    void keysGivenTwiceAreRefused() {
        assertThat(problems("experiment {\n training.steps = 1\n training { steps = 2 }\n}"))
                .containsExactly(
                        "my.conf:3 | experiment.training.steps = 2 |"
                                + " repeated: this key already has a value, at my.conf:2");
        assertThat(problems("experiment.training.steps = 1\nexperiment.training = 5"))
                .contains(
                        "my.conf:2 | experiment.training = 5 |"
                                + " repeated: this key already has a value, at my.conf:1");
        assertThat(problems("experiment.memory { use = airy, shift = 1, shift = 1 }"))
                .containsExactly(
                        "my.conf:1 | experiment.memory.shift = 1 |"
                                + " repeated: this key already has a value, at my.conf:1");
    }

    @Test
    void blocksOfDifferentPluginsMustNotMerge() {
        String clear = ". Write experiment.model = null before the last to clear the others";
        assertThat(
                        problems(
                                "experiment.model { use = lstm, bias = false }\n"
                                        + "experiment.model { use = tcn }"))
                .containsExactly(
                        "my.conf:2 | experiment.model | merges blocks of different plugins:"
                                + " use = lstm (my.conf:1) and use = tcn (my.conf:2)"
                                + clear);
        write("base.conf", "experiment.model { use = lstm, bias = false }");
        assertThat(problems("include \"base.conf\"\nexperiment.model.use = tcn"))
                .containsExactly(
                        "my.conf:2 | experiment.model | merges blocks of different plugins:"
                                + " use = lstm (base.conf:1) and use = tcn (my.conf:2)"
                                + clear);
        assertThat(
                        problems(
                                "experiment.memory { use = impulse, delay = 2 }\n"
                                        + "experiment.model { use = everything,"
                                        + " memory = ${experiment.memory} { use = airy } }"))
                .containsExactly(
                        "my.conf:2 | experiment.model.memory | merges blocks of different plugins:"
                                + " use = impulse (my.conf:1) and use = airy (my.conf:2). Write"
                                + " experiment.model.memory = null before the last to clear the"
                                + " others");
    }

    @Test
    void substitutionsMustLeadSomewhere() {
        assertThat(problems("experiment.name = ${missing}"))
                .containsExactly(
                        "my.conf:1 |  | nothing to put for ${missing}: neither a key of the file nor"
                                + " an environment variable has this name");
        assertThat(problems("experiment {\n name = ${experiment.x}\n x = ${experiment.name}\n}"))
                .containsExactly(
                        "my.conf:3 |  | substitutions lead in a circle: ${experiment.x},"
                                + " ${experiment.name}, ${experiment.x}");
    }

    @Test
    void valuesOfTheEnvironmentAreCheckedToo() {
        assertThat(problems("experiment.training.steps = ${STEPS}"))
                .containsExactly(
                        "environment | experiment.training.steps = \"many\" |"
                                + " must be a whole number");
    }

    @Test
    void includesMustExistAndNotGoInACircle() {
        assertThat(problems("experiment {}\ninclude \"nope.conf\""))
                .containsExactly(
                        "my.conf:2 |  | include \"nope.conf\" does not exist"
                                + " (looked for nope.conf)");
        write("base.conf", "include \"my.conf\"");
        assertThat(problems("include \"base.conf\""))
                .containsExactly(
                        "base.conf:1 |  | include \"my.conf\" leads back to this file"
                                + " (my.conf -> base.conf -> my.conf)");
        write("base.conf", "experiment {");
        assertThat(problems("include \"base.conf\""))
                .containsExactly("base.conf:1 |  | the file ends before a { is closed");
        assertThat(problems("include \"META-INF\""))
                .containsExactly("my.conf:1 |  | include \"META-INF\" is a directory, not a file");
        assertThat(problems("include url(\"http://localhost/x\")"))
                .containsExactly(
                        "my.conf:1 |  | include \"http://localhost/x\" is a URL;"
                                + " only files can be included");
        assertThat(problems("include classpath(\"x.conf\")"))
                .containsExactly(
                        "my.conf:1 |  | include \"x.conf\" is on the class path;"
                                + " only files can be included");
    }

    @Test
    void syntaxErrorsSayWhere() {
        assertThat(problems("experiment {\n model { use = lstm\n"))
                .containsExactly("my.conf:3 |  | the file ends before a { is closed");
        assertThat(problems("experiment {\n name = a = b\n}"))
                .containsExactly(
                        "my.conf:2 |  | Expecting close brace } or a comma, got '=' (if you intended"
                                + " '=' to be part of a key or string value, try enclosing the key or"
                                + " value in double quotes)");
        assertThat(problems("[1, 2]"))
                .containsExactly(
                        "my.conf:1 |  | the file must hold keys, experiment { ... }, not a list");
        assertThat(problems("experiment { a = " + "[".repeat(100_000)))
                .containsExactly("my.conf |  | is nested too deeply");
    }

    @Test
    void aFileWithoutAnExperimentSaysSo() {
        assertThat(problems(""))
                .containsExactly("my.conf | experiment | is required: the file is empty");
        assertThat(problems("sweep {}"))
                .containsExactly(
                        "my.conf | experiment | is required: the block experiment { ... }");
        assertThat(problems("experiment = 5\nsweep = []"))
                .containsExactly(
                        "my.conf:1 | experiment = 5 | must be a block of keys, { ... }",
                        "my.conf:2 | sweep = [] | must be a block of keys, { ... }");
    }

    @Test
    void overridesAreCheckedLikeTheFile() {
        assertThat(
                        problems(
                                "experiment {}",
                                "foo",
                                "experiment.a..b=3",
                                "experiment.name=a, b=c",
                                "experiment.seeds=",
                                "experiment.training.steps=0",
                                "training.steps=5"))
                .containsExactly(
                        "--set | experiment.a..b |"
                                + " is not a path of keys, as experiment.training.steps is",
                        "--set | experiment.name |"
                                + " is not one value in HOCON; quote text that holds , = [ or {",
                        "--set | experiment.seeds |"
                                + " is not one value in HOCON; quote text that holds , = [ or {",
                        "--set | experiment.training.steps = 0 | must be at least 1",
                        "--set | foo | must be path=value, as in experiment.seeds=[1,2,3]",
                        "--set | training | unknown key. Did you mean \"experiment.training\"?");
    }

    @Test
    void filesThatCannotBeReadAreOneSentence() throws IOException {
        Files.write(folder.resolve("first.conf"), new byte[] {'a', '=', '\n', '1', (byte) 0xff});

        assertThatThrownBy(() -> load("first.conf"))
                .hasMessage(
                        folder.resolve("first.conf")
                                + " is not UTF-8: byte 0xff at offset 4 (line 2)");
        assertThatThrownBy(() -> load("META-INF"))
                .hasMessage(folder.resolve("META-INF") + " is a directory, not a file");
        assertThatThrownBy(() -> load("frist.conf"))
                .hasMessage(
                        "no such file: "
                                + folder.resolve("frist.conf")
                                + ". Did you mean "
                                + folder.resolve("first.conf")
                                + "?")
                .extracting(e -> ((SeqmemException) e).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    private ExperimentFile load(String name) {
        return ExperimentFile.load(folder.resolve(name), List.of());
    }

    /** One line per problem: origin, subject, message; without the name of the folder. */
    private List<String> problems(String text, String... overrides) {
        Path file = write("my.conf", text);
        Problems problems;
        try {
            ExperimentFile read =
                    ExperimentFile.load(file, List.of(overrides), Map.of("STEPS", "many"));
            problems = read.problems();
            binder.bind(
                    Fixtures.Experiment.class, read.experiment(), DEFAULTS, "experiment", problems);
        } catch (SeqmemException e) {
            return fromReport(String.valueOf(e.getMessage()));
        }
        return problems.list().stream()
                .map(p -> p.origin() + " | " + p.subject() + " | " + p.message())
                .map(this::withoutFolder)
                .toList();
    }

    /** A file that cannot be parsed is reported in an exception, one problem a line. */
    private List<String> fromReport(String report) {
        return report.lines()
                .skip(1)
                .map(line -> withoutFolder(line).strip().replaceFirst("  ", " |  | "))
                .toList();
    }

    private String withoutFolder(String line) {
        return line.replace(folder + "/", "");
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
