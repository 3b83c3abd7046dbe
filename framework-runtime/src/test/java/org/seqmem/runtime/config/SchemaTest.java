// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;

class SchemaTest {

    private static final KeyType MODEL = new KeyType.PluginBlock(ModelPlugin.class, false);
    private static final KeyType EXPERIMENT = new KeyType.Nested(Fixtures.Experiment.class);

    @TempDir Path folder;
    private Catalogue catalogue;
    private Schema schema;

    @BeforeEach
    void discover() {
        catalogue = Fixtures.catalogue(folder);
        schema = new Schema(catalogue, new PluginDefaults());
    }

    @Test
    void keysHaveTypeRangeDefaultAndMeaning() {
        assertThat(keys("memory-function", "exponential"))
                .containsExactly(
                        "rate | double | ... 10, > 0 | 0.1 |"
                                + " decay per time step; larger = shorter memory");
        assertThat(keys("model", "lstm"))
                .containsExactly(
                        "hidden-size | int | 1 ... | 64 | units",
                        "bias | boolean |  | true | whether gates have a bias",
                        "dropout | double | 0 ..., < 1 | 0.0 | ");
        assertThat(keys("memory-function", "table")).containsExactly("file | path |  |  | ");
    }

    @Test
    void everyTypeHasALabel() {
        assertThat(keys("model", "everything"))
                .containsExactly(
                        "small | byte |  | 1 | ",
                        "whole | int |  | 2 | ",
                        "big | long | ... 9007199254740992 | 3 | ",
                        "ratio | float |  | 0.5 | ",
                        "real | double |  | 0.25 | ",
                        "on | boolean |  | false | ",
                        "text | text | not empty | hello | ",
                        "precision | float32 | float64 |  | float32 | ",
                        "pause | duration | 1 ... 3600 | 30s | ",
                        "note | text or null |  | null | ",
                        "list | list of double | not empty, > 0 | [1.5] | ",
                        "inner | block |  | { depth = 1, memory = { use = impulse, delay = 2 } } | ",
                        "memory | memory function |  | { use = exponential, rate = 0.2 } | ",
                        "memories | list of memory function |  | [] | ",
                        "encoder | model |  | { use = lstm, hidden-size = 16 } | ",
                        "file | path or null |  | null | ");
    }

    private List<String> keys(String kind, String plugin) {
        return schema.keys(kind, catalogue.find(kind, plugin).orElseThrow()).stream()
                .map(
                        key ->
                                String.join(
                                        " | ",
                                        key.name(),
                                        key.type().label(),
                                        key.range(),
                                        key.defaultValue(),
                                        key.meaning()))
                .toList();
    }

    @Test
    void typesAreFoundThroughThePluginThatABlockNames() {
        assertThat(typeAt("use = lstm", "hidden-size")).contains(new KeyType.Scalar(Integer.class));
        assertThat(typeAt("use = tcn", "hidden-size")).isEmpty();
        assertThat(typeAt("use = tcn", "channels"))
                .contains(new KeyType.ListOf(new KeyType.Scalar(Integer.class)));
        assertThat(typeAt("use = everything", "memory"))
                .contains(new KeyType.PluginBlock(MemoryFunctionPlugin.class, true));
        assertThat(typeAt("use = everything", "note")).contains(new KeyType.Scalar(String.class));
    }

    @Test
    void aPathFollowsTheDefaultsWhereTheBlockSaysNothing() {
        assertThat(typeAt("use = everything", "memory", "rate"))
                .contains(new KeyType.Scalar(Double.class));
        assertThat(typeAt("use = everything", "inner", "memory", "delay"))
                .contains(new KeyType.Scalar(Integer.class));
        assertThat(typeAt("use = everything, memory { use = impulse }", "memory", "rate"))
                .isEmpty();
        assertThat(typeAt("use = everything, memory { use = impulse }", "memory", "delay"))
                .contains(new KeyType.Scalar(Integer.class));
    }

    @Test
    void aPathFollowsTheDefaultsOfTheCaller() {
        assertThat(
                        schema.typeAt(
                                EXPERIMENT,
                                hocon("name = a"),
                                hocon("model { use = lstm }"),
                                List.of("model", "bias")))
                .contains(new KeyType.Scalar(Boolean.class));
    }

    @Test
    void thereIsNoTypeBelowAScalarOrAnUnknownPlugin() {
        assertThat(typeAt("use = lstm", "hidden-size", "x")).isEmpty();
        assertThat(typeAt("use = nobody", "x")).isEmpty();
        assertThat(typeAt("use = [lstm, tcn]", "bias")).isEmpty();
        assertThat(typeAt("bias = true", "bias")).isEmpty();
    }

    @Test
    void theEmptyPathIsTheBlockItself() {
        assertThat(typeAt("use = lstm")).contains(MODEL);
    }

    private Optional<KeyType> typeAt(String block, String... path) {
        return schema.typeAt(MODEL, hocon(block), List.of(path));
    }

    private static ConfigObject hocon(String text) {
        return ConfigFactory.parseString(text).root();
    }
}
