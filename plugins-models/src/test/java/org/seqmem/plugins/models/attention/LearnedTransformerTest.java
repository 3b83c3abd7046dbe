// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.NoConfig;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

/** A transformer with a trained vector for every position. */
class LearnedTransformerTest extends ModelCompatibilityKit<TransformerConfig> {

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
                new Use<>(new LearnedPlugin(), new NoConfig()));
    }
}
