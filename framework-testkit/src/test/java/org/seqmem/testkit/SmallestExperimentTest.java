// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.junit.jupiter.api.Nested;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.testkit.EchoPlugin.EchoConfig;
import org.seqmem.testkit.TapsPlugin.TapsConfig;

/** The task and the model that small experiments are made of pass their kits. */
class SmallestExperimentTest {

    @Nested
    class Echo extends TaskCompatibilityKit<EchoConfig> {

        @Override
        protected TaskPlugin<EchoConfig> plugin() {
            return new EchoPlugin();
        }

        @Override
        protected EchoConfig example() {
            return new EchoConfig(8);
        }
    }

    @Nested
    class Taps extends ModelCompatibilityKit<TapsConfig> {

        @Override
        protected ModelPlugin<TapsConfig> plugin() {
            return new TapsPlugin();
        }

        @Override
        protected TapsConfig example() {
            return new TapsConfig(2);
        }
    }
}
