// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

/** A transformer with a short sight, and so a receptive field and a state of fixed size. */
class WindowedTransformerTest extends ModelCompatibilityKit<TransformerConfig> {

    @Override
    protected ModelPlugin<TransformerConfig> plugin() {
        return new TransformerPlugin();
    }

    @Override
    protected TransformerConfig example() {
        return transformer(8, 2);
    }

    @Override
    protected TransformerConfig learner() {
        // four steps of a memory that halves in 0.7: the rest is 3e-4 of the power
        return transformer(16, 1);
    }

    private static TransformerConfig transformer(int size, int layers) {
        return new TransformerConfig(
                size,
                layers,
                2,
                2,
                NormPlace.PRE,
                0,
                new Use<>(
                        new SlidingWindowPlugin(),
                        new SlidingWindowConfig(
                                4, new Use<>(new T5RelativePlugin(), new T5RelativeConfig(2, 8)))));
    }
}
