// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.plugins.models.recurrent.LinearRnnConfig.Structure;
import org.seqmem.testkit.ModelCompatibilityKit;

class ComplexDiagonalLinearRnnPluginTest extends ModelCompatibilityKit<LinearRnnConfig> {

    @Override
    protected ModelPlugin<LinearRnnConfig> plugin() {
        return new LinearRnnPlugin();
    }

    @Override
    protected LinearRnnConfig example() {
        return new LinearRnnConfig(6, Structure.COMPLEX_DIAGONAL, 0.95, 24, 1);
    }

    @Override
    protected LinearRnnConfig learner() {
        return new LinearRnnConfig(16, Structure.COMPLEX_DIAGONAL, 0.9, 24, 1);
    }

    @Test
    void wantsAnEvenNumberOfUnits() {
        assertThatThrownBy(() -> new LinearRnnConfig(5, Structure.COMPLEX_DIAGONAL, 0.95, 24, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hidden-size must be even, for complex modes come in pairs, but is 5");
    }

    @Test
    void wantsARadiusThatModesCanHave() {
        assertThatThrownBy(() -> new LinearRnnConfig(4, Structure.COMPLEX_DIAGONAL, 1, 24, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "initial-radius must lie between 0 and 1 for complex modes, but is 1.0");
    }
}
