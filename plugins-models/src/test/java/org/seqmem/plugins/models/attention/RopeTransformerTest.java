// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

/** A transformer whose queries and keys turn. */
class RopeTransformerTest extends ModelCompatibilityKit<TransformerConfig> {

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
                new Use<>(new RopePlugin(), new RopeConfig(10000, RopeConfig.Pairs.INTERLEAVED)));
    }

    @Test
    void wantsPairsOfCoordinates() {
        assertThatThrownBy(() -> transformer(6, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "rope turns pairs of coordinates: model-size / heads must be even, but is"
                                + " 3");
    }
}
