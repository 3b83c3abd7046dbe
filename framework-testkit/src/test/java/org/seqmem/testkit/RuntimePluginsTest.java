// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.seqmem.api.training.LossPlugin;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.SchedulePlugin;
import org.seqmem.runtime.plugin.Catalogue;

/** Every plugin of the runtime itself passes the kit of its kind, at its defaults. */
class RuntimePluginsTest {

    private final ModulePlugins plugins = ModulePlugins.of(Catalogue.class);

    @TestFactory
    Stream<DynamicNode> losses() {
        return plugins.<LossPlugin<?>>ofKind(LossPlugin.class).map(plugin -> loss(plugin).checks());
    }

    @TestFactory
    Stream<DynamicNode> schedules() {
        return plugins.<SchedulePlugin<?>>ofKind(SchedulePlugin.class)
                .map(plugin -> schedule(plugin).checks());
    }

    @TestFactory
    Stream<DynamicNode> optimizers() {
        return plugins.<OptimizerPlugin<?>>ofKind(OptimizerPlugin.class)
                .map(plugin -> optimizer(plugin).checks());
    }

    @Test
    void everyOtherPluginHasAKit() {
        plugins.assertHaveKitsBeside(
                RuntimePluginsTest.class,
                LossPlugin.class,
                SchedulePlugin.class,
                OptimizerPlugin.class);
    }

    private <C extends Record> LossCompatibilityKit<C> loss(LossPlugin<C> plugin) {
        C defaults = plugins.defaults(plugin);
        return new LossCompatibilityKit<>() {
            @Override
            protected LossPlugin<C> plugin() {
                return plugin;
            }

            @Override
            protected C example() {
                return defaults;
            }
        };
    }

    private <C extends Record> ScheduleCompatibilityKit<C> schedule(SchedulePlugin<C> plugin) {
        C defaults = plugins.defaults(plugin);
        return new ScheduleCompatibilityKit<>() {
            @Override
            protected SchedulePlugin<C> plugin() {
                return plugin;
            }

            @Override
            protected C example() {
                return defaults;
            }
        };
    }

    private <C extends Record> OptimizerCompatibilityKit<C> optimizer(OptimizerPlugin<C> plugin) {
        C defaults = plugins.defaults(plugin);
        return new OptimizerCompatibilityKit<>() {
            @Override
            protected OptimizerPlugin<C> plugin() {
                return plugin;
            }

            @Override
            protected C example() {
                return defaults;
            }
        };
    }
}
