// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import java.util.Optional;
import java.util.OptionalInt;
import org.seqmem.api.Experimental;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;
import org.seqmem.api.random.RandomStreams;

/** A position encoding of attention. */
@Experimental
@PluginKind("position-encoding")
public interface PositionEncodingPlugin<C extends Record> extends Plugin<C> {

    /**
     * The model that an encoding serves.
     *
     * @param length T, the longest sequence
     * @param modelSize D, the width of the embedding
     * @param heads number of attention heads; the head size is {@code modelSize / heads}
     */
    record Sizes(int length, int modelSize, int heads) {

        /** The width of a head. */
        public int headSize() {
            return modelSize / heads;
        }
    }

    /**
     * What is known about an encoding before it exists.
     *
     * @param parameters the number of trainable numbers it adds
     * @param window how many of the last steps attention may look at, the present one included;
     *     empty if all
     * @param orderBlind whether one layer of attention with it cannot tell the order of the past
     */
    record Facts(long parameters, OptionalInt window, boolean orderBlind) {}

    /** What is known about the encoding. Arithmetic only: must not touch the engine. */
    Facts facts(C config, Sizes sizes);

    /** Makes the encoding. */
    PositionEncoding create(C config, Sizes sizes, RandomStreams streams);

    /** What is wrong with serving heads of a size, as a sentence; empty if nothing is. */
    default Optional<String> objection(C config, int headSize) {
        return Optional.empty();
    }

    /** The facts of a recipe. */
    static Facts facts(Use<PositionEncodingPlugin<?>> use, Sizes sizes) {
        return facts(use.plugin(), use.config(), sizes);
    }

    /** Makes the encoding of a recipe. */
    static PositionEncoding open(
            Use<PositionEncodingPlugin<?>> use, Sizes sizes, RandomStreams streams) {
        return open(use.plugin(), use.config(), sizes, streams);
    }

    /** The objection of a recipe. */
    static Optional<String> objection(Use<PositionEncodingPlugin<?>> use, int headSize) {
        return objection(use.plugin(), use.config(), headSize);
    }

    private static <C extends Record> Facts facts(
            PositionEncodingPlugin<C> plugin, Record config, Sizes sizes) {
        return plugin.facts(plugin.configType().cast(config), sizes);
    }

    private static <C extends Record> PositionEncoding open(
            PositionEncodingPlugin<C> plugin, Record config, Sizes sizes, RandomStreams streams) {
        return plugin.create(plugin.configType().cast(config), sizes, streams);
    }

    private static <C extends Record> Optional<String> objection(
            PositionEncodingPlugin<C> plugin, Record config, int headSize) {
        return plugin.objection(plugin.configType().cast(config), headSize);
    }
}
