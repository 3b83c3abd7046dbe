// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.NoConfig;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

/** A transformer whose scores fall with the distance. */
class AlibiTransformerTest extends ModelCompatibilityKit<TransformerConfig> {

    @Override
    protected ModelPlugin<TransformerConfig> plugin() {
        return new TransformerPlugin();
    }

    @Override
    protected TransformerConfig example() {
        return transformer(8, 2, 2);
    }

    /** The steeper a slope, the shorter a memory of it can be: eight heads begin at 1/2. */
    @Override
    protected TransformerConfig learner() {
        return transformer(16, 1, 8);
    }

    private static TransformerConfig transformer(int size, int layers, int heads) {
        return new TransformerConfig(
                size,
                layers,
                heads,
                2,
                NormPlace.PRE,
                0,
                new Use<>(new AlibiPlugin(), new NoConfig()));
    }
}
