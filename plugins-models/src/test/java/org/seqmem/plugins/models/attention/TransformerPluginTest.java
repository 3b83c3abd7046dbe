// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

class TransformerPluginTest extends ModelCompatibilityKit<TransformerConfig> {

    @Override
    protected ModelPlugin<TransformerConfig> plugin() {
        return new TransformerPlugin();
    }

    @Override
    protected TransformerConfig example() {
        return new TransformerConfig(
                6,
                2,
                2,
                2,
                NormPlace.PRE,
                0,
                new Use<>(new SinusoidalPlugin(), new SinusoidalConfig(10000)));
    }

    @Override
    protected TransformerConfig learner() {
        return new TransformerConfig(
                16,
                1,
                2,
                2,
                NormPlace.PRE,
                0,
                new Use<>(new SinusoidalPlugin(), new SinusoidalConfig(10000)));
    }

    @Test
    void wantsHeadsThatDivideTheModelSize() {
        assertThatThrownBy(
                        () ->
                                new TransformerConfig(
                                        10, 1, 4, 4, NormPlace.PRE, 0, example().position()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model-size must be a multiple of heads, but 10 is not one of 4");
    }
}
