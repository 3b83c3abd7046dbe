// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;
import org.seqmem.api.random.RandomStreams;

/** A position encoding of attention. */
@PluginKind("position-encoding")
public interface PositionEncodingPlugin<C extends Record> extends Plugin<C> {

    /**
     * What an encoding needs to come into being.
     *
     * @param length T, the longest sequence
     * @param modelSize D, the width of the embedding
     * @param heads number of attention heads; the head size is {@code modelSize / heads}
     * @param layers number of layers that share it
     * @param streams for initial values
     */
    record Context(int length, int modelSize, int heads, int layers, RandomStreams streams) {}

    /** Makes the encoding. */
    PositionEncoding create(C config, Context context);

    /** The number of trainable numbers it adds. */
    long parameters(C config, int length, int modelSize, int heads);

    /** Makes the encoding of a recipe. */
    static PositionEncoding open(Use<PositionEncodingPlugin<?>> use, Context context) {
        return open(use.plugin(), use.config(), context);
    }

    /** The number of trainable numbers that a recipe adds. */
    static long parameters(
            Use<PositionEncodingPlugin<?>> use, int length, int modelSize, int heads) {
        return parameters(use.plugin(), use.config(), length, modelSize, heads);
    }

    private static <C extends Record> PositionEncoding open(
            PositionEncodingPlugin<C> plugin, Record config, Context context) {
        return plugin.create(plugin.configType().cast(config), context);
    }

    private static <C extends Record> long parameters(
            PositionEncodingPlugin<C> plugin, Record config, int length, int size, int heads) {
        return plugin.parameters(plugin.configType().cast(config), length, size, heads);
    }
}
