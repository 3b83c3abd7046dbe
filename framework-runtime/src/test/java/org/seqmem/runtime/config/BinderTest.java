// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.Plugin;
import org.seqmem.api.Use;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;

class BinderTest {

    private static final long SEED = 7;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    private Catalogue catalogue;
    private Binder binder;

    @BeforeEach
    void discover() {
        catalogue = Fixtures.catalogue(folder);
        binder = new Binder(catalogue, new PluginDefaults());
    }

    @Test
    void everyTypeOfComponentIsBound() {
        Fixtures.EverythingConfig config =
                (Fixtures.EverythingConfig)
                        model(
                                        """
                                        use = everything, small = -3, whole = 5.0, big = 1e15
                                        ratio = 0.1, real = 1e-3, on = true, text = 12
                                        precision = float64, pause = 5 minutes, note = n
                                        list = [1, 2.5], inner { depth = 4 }
                                        memory { use = impulse, delay = 9 }
                                        memories = [{ use = airy }, { use = exponential, rate = 2 }]
                                        encoder { use = tcn, levels = 2 }
                                        """)
                                .value()
                                .config();

        assertThat(config)
                .isEqualTo(
                        new Fixtures.EverythingConfig(
                                (byte) -3,
                                5,
                                1_000_000_000_000_000L,
                                0.1f,
                                1e-3,
                                true,
                                "12",
                                Fixtures.Precision.FLOAT64,
                                Duration.ofMinutes(5),
                                Optional.of("n"),
                                List.of(1.0, 2.5),
                                new Fixtures.Inner(4, new Fixtures.ImpulseConfig(2)),
                                new Fixtures.ImpulseConfig(9),
                                List.of(
                                        new Fixtures.AiryConfig(1),
                                        new Fixtures.ExponentialConfig(2)),
                                new Use<>(find("tcn"), new Fixtures.TcnConfig(2, List.of(8, 8))),
                                Optional.empty()));
    }

    @Test
    void defaultsComeFromTheReferenceOfThePlugin() {
        assertThat(model("use = lstm").value().config())
                .isEqualTo(new Fixtures.LstmConfig(64, true, 0));
    }

    @Test
    void aBlockWithoutUseAddsToTheBlockBelowIt() {
        assertThat(everything("use = everything, memory { rate = 0.7 }").memory())
                .isEqualTo(new Fixtures.ExponentialConfig(0.7));
    }

    @Test
    void aBlockThatNamesAPluginStartsFromThatPluginsOwnDefaults() {
        assertThat(everything("use = everything").memory())
                .isEqualTo(new Fixtures.ExponentialConfig(0.2));
        assertThat(everything("use = everything, memory { use = exponential }").memory())
                .isEqualTo(new Fixtures.ExponentialConfig(0.1));
        assertThat(everything("use = everything, memory { use = impulse }").memory())
                .isEqualTo(new Fixtures.ImpulseConfig(8));
        assertThat(everything("use = everything, inner.depth = 3").inner())
                .isEqualTo(new Fixtures.Inner(3, new Fixtures.ImpulseConfig(2)));
    }

    @Test
    void callersDefaultsLieBelowARecord() {
        Problems problems = new Problems("test");
        Optional<Bound<Fixtures.Experiment>> bound =
                binder.bind(
                        Fixtures.Experiment.class,
                        hocon("name = a, training.steps = 7, model.hidden-size = 3"),
                        hocon(
                                "seeds = [1, 2], training { steps = 1, rate = 0.5 },"
                                        + " memory { use = airy }, model { use = lstm, bias = false }"),
                        "experiment",
                        problems);

        assertThat(problems.list()).isEmpty();
        assertThat(bound.orElseThrow().value())
                .isEqualTo(
                        new Fixtures.Experiment(
                                "a",
                                List.of(1L, 2L),
                                new Use<>(find("lstm"), new Fixtures.LstmConfig(3, false, 0)),
                                new Fixtures.AiryConfig(1),
                                new Fixtures.Training(7, 0.5)));
    }

    @Test
    void jsonHoldsEveryKeyWithItsDefaultInTheOrderOfTheRecord() {
        assertThat(model("use = everything").json())
                .hasToString(
                        "{\"use\":\"everything\",\"small\":1,\"whole\":2,\"big\":3,\"ratio\":0.5,"
                                + "\"real\":0.25,\"on\":false,\"text\":\"hello\","
                                + "\"precision\":\"float32\",\"pause\":\"PT30S\",\"note\":null,"
                                + "\"list\":[1.5],\"inner\":{\"depth\":1,"
                                + "\"memory\":{\"use\":\"impulse\",\"delay\":2}},"
                                + "\"memory\":{\"use\":\"exponential\",\"rate\":0.2},\"memories\":[],"
                                + "\"encoder\":{\"use\":\"lstm\",\"hidden-size\":16,\"bias\":true,"
                                + "\"dropout\":0.0},\"file\":null}");
    }

    @Test
    void jsonDoesNotDependOnTheOrderOfTheKeysOrHowNumbersAreWritten() {
        assertThat(model("use = lstm, hidden-size = 8, dropout = 0.5").json())
                .hasToString(
                        model("dropout = 5e-1, hidden-size = 8.0, use = lstm").json().toString());
    }

    @Test
    void thereIsOneZero() {
        assertThat(model("use = lstm, dropout = -0.0")).isEqualTo(model("use = lstm, dropout = 0"));
    }

    @Test
    void bindingTheJsonAgainGivesAnEqualValue() throws IOException {
        Files.writeString(folder.resolve("table.csv"), "1,2");
        Bound<Use<ModelPlugin<?>>> bound =
                model(
                        """
                        use = everything, ratio = 0.1, pause = 1.5s, real = 1e300, big = 7e15
                        file = table.csv, memories = [{ use = table, file = table.csv }]
                        """);
        Problems problems = new Problems("test");

        Optional<Bound<Use<ModelPlugin<?>>>> again =
                binder.bindUse(ModelPlugin.class, parse(bound.json().toString()), "", problems);

        assertThat(problems.list()).isEmpty();
        assertThat(again).contains(bound);
    }

    @Test
    void aNullThatOverridesADefaultSurvivesTheJson() {
        Problems problems = new Problems("test");
        ConfigObject defaults = hocon("text = below");
        Bound<Note> bound =
                binder.bind(Note.class, hocon("text = null"), defaults, "", problems).orElseThrow();

        assertThat(bound.value()).isEqualTo(new Note(Optional.empty()));
        assertThat(binder.bind(Note.class, bound.json(), "", problems)).contains(bound);
    }

    /** A record that is no plugin's. */
    public record Note(Optional<String> text) {}

    @Test
    void identityNamesTheContentOfFilesInsteadOfTheirPlace() throws IOException {
        Files.createDirectory(folder.resolve("other"));
        Files.writeString(folder.resolve("a.csv"), "1,2");
        Files.writeString(folder.resolve("other/b.csv"), "1,2");
        Bound<Use<ModelPlugin<?>>> one = model("use = everything, file = a.csv");
        Bound<Use<ModelPlugin<?>>> same = model("use = everything, file = other/b.csv");

        assertThat(one.json().get("file").textValue())
                .isEqualTo(folder.resolve("a.csv").toString());
        // printf 1,2 | sha256sum
        assertThat(one.identity().get("file").textValue())
                .isEqualTo(
                        "sha256:"
                                + "17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0");
        assertThat(same.identity()).isEqualTo(one.identity());
        assertThat(same.json()).isNotEqualTo(one.json());
    }

    @Test
    void withoutFilesTheIdentityIsTheJson() {
        Bound<Use<ModelPlugin<?>>> bound = model("use = everything");

        assertThat(bound.identity()).isEqualTo(bound.json());
    }

    @Test
    void everyPluginThatAValueNamesIsListed() {
        assertThat(model("use = everything, memories = [{ use = airy }]").plugins())
                .extracting(Plugin::name)
                .containsExactly("everything", "impulse", "exponential", "airy", "lstm");
    }

    @Test
    void textOfTheEnvironmentMayBeANumber() {
        ConfigObject block =
                ConfigFactory.parseString(
                                "use = lstm, hidden-size = \"12\", bias = \"no\"",
                                ConfigParseOptions.defaults()
                                        .setOriginDescription(Origin.ENVIRONMENT))
                        .root();
        Problems problems = new Problems("test");
        Optional<Bound<Use<ModelPlugin<?>>>> bound =
                binder.bindUse(ModelPlugin.class, block, "model", problems);

        assertThat(problems.list()).isEmpty();
        assertThat(bound.orElseThrow().value().config())
                .isEqualTo(new Fixtures.LstmConfig(12, false, 0));
    }

    @Test
    void everyDoubleWithinTheBoundsComesBackAsItIs() {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            double rate = Double.longBitsToDouble(random.nextLong());
            Problems problems = new Problems("test");
            Optional<Bound<Rate>> bound =
                    binder.bind(Rate.class, hocon("rate = " + rate), hocon(""), "", problems);

            boolean allowed = rate > -1e100 && rate <= 1e100;
            assertThat(bound.map(one -> one.value().rate()))
                    .isEqualTo(allowed ? Optional.of(rate) : Optional.empty());
            assertThat(problems.isEmpty()).isEqualTo(allowed);
        }
    }

    /** A number within bounds. */
    public record Rate(@GreaterThan(-1e100) @AtMost(1e100) double rate) {}

    private Fixtures.EverythingConfig everything(String block) {
        return (Fixtures.EverythingConfig) model(block).value().config();
    }

    private Bound<Use<ModelPlugin<?>>> model(String block) {
        Problems problems = new Problems("test");
        ConfigObject parsed =
                ConfigFactory.parseString(
                                block,
                                ConfigParseOptions.defaults()
                                        .setOriginDescription(folder.resolve("my.conf").toString()))
                        .root();
        Optional<Bound<Use<ModelPlugin<?>>>> bound =
                binder.bindUse(ModelPlugin.class, parsed, "model", problems);
        assertThat(problems.list()).isEmpty();
        return bound.orElseThrow();
    }

    private ModelPlugin<?> find(String name) {
        return catalogue.<ModelPlugin<?>>find(ModelPlugin.class, name).orElseThrow();
    }

    private static ConfigObject hocon(String text) {
        return ConfigFactory.parseString(text).root();
    }

    private static JsonNode parse(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }
}
