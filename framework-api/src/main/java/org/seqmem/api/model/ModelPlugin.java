// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;
import org.seqmem.api.task.SequenceShape;

/**
 * A family of models.
 *
 * <p><b>Shape:</b> the block maps one array (B, T, d_in) to one array (B, T, d_out); B batch, T
 * time steps.
 */
@PluginKind("model")
public interface ModelPlugin<C extends Record> extends Plugin<C> {

    /** What is known about the model. Arithmetic only: must not touch the engine. */
    ModelFacts facts(C config, SequenceShape shape);

    /**
     * Makes the block, not yet initialised: the runtime initialises it on its device with the data
     * type of the context. Initial values come from the context's streams ({@link SequenceBlock}
     * sees to that); for blocks that draw from the engine instead, the runtime seeds the engine.
     */
    Block create(C config, ModelContext context);

    /**
     * The key that sets how wide the model is, in kebab-case: an integer with which the parameters
     * grow, so that models can be brought to equal size. The state grows with it or, where another
     * key sets its size, stays as it is. By default the key {@code hidden-size}, {@code model-size}
     * or {@code channels}, if there is one of them.
     */
    default Optional<String> width() {
        return Stream.of("hiddenSize", "modelSize", "channels")
                .filter(
                        name ->
                                Arrays.stream(configType().getRecordComponents())
                                        .anyMatch(component -> component.getName().equals(name)))
                .map(name -> name.replace("Size", "-size"))
                .findFirst();
    }

    /** The facts of a recipe. */
    static ModelFacts facts(Use<ModelPlugin<?>> use, SequenceShape shape) {
        return facts(use.plugin(), use.config(), shape);
    }

    /** Makes the block of a recipe. */
    static Block open(Use<ModelPlugin<?>> use, ModelContext context) {
        return open(use.plugin(), use.config(), context);
    }

    private static <C extends Record> ModelFacts facts(
            ModelPlugin<C> plugin, Record config, SequenceShape shape) {
        return plugin.facts(plugin.configType().cast(config), shape);
    }

    private static <C extends Record> Block open(
            ModelPlugin<C> plugin, Record config, ModelContext context) {
        return plugin.create(plugin.configType().cast(config), context);
    }
}
