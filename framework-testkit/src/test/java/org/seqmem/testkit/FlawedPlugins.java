// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;
import org.seqmem.api.training.Schedule;
import org.seqmem.api.training.SchedulePlugin;

/** Plugins that break what is asked of every kind, each in one thing. */
final class FlawedPlugins {

    private FlawedPlugins() {}

    /** One key. */
    public record EveryConfig(@AtLeast(1) int every) {}

    /** All that is right with them. */
    interface Right extends SchedulePlugin<EveryConfig> {

        @Override
        default String name() {
            return "right";
        }

        @Override
        default Class<EveryConfig> configType() {
            return EveryConfig.class;
        }

        @Override
        default String summary() {
            return "halves the rate";
        }

        @Override
        default Schedule create(EveryConfig config) {
            return (base, position) -> base / 2;
        }
    }

    /** Stands in no services file. */
    public static final class Unregistered implements Right {}

    /** Has a default that its own record refuses; stands in the services file. */
    public static final class Unbound implements Right {

        @Override
        public String name() {
            return "unbound";
        }
    }

    /** Has a key without a comment. */
    public static final class Undocumented implements Right {

        @Override
        public String name() {
            return "undocumented";
        }
    }

    /** Has a key without a default, and does not say so. */
    public static final class WithoutDefault implements Right {

        @Override
        public String name() {
            return "without-default";
        }
    }

    /** Remembers how often it was asked. */
    public static final class Remembering implements Right {

        private int calls;

        @Override
        public String summary() {
            calls++;
            return "asked " + calls + " times";
        }
    }

    /** Is a schedule and a loss. */
    public static final class Twofold implements Right, LossPlugin<EveryConfig> {

        @Override
        public Loss create(EveryConfig config, SequenceShape shape) {
            return (prediction, target) -> prediction.sub(target).square().mean();
        }
    }

    /** The keys are scan-by-fft and use-fft-scan. */
    public record AcronymConfig(boolean scanByFFT, boolean useFFTScan) {}

    /** Has keys with acronyms, and nothing wrong. */
    public static final class Acronyms implements SchedulePlugin<AcronymConfig> {

        @Override
        public String name() {
            return "acronyms";
        }

        @Override
        public Class<AcronymConfig> configType() {
            return AcronymConfig.class;
        }

        @Override
        public String summary() {
            return "keeps the rate";
        }

        @Override
        public Schedule create(AcronymConfig config) {
            return (base, position) -> base;
        }
    }

    /** Has a name that no configuration may use. */
    public static final class Shouting implements Right {

        @Override
        public String name() {
            return "HALF_Rate";
        }
    }
}
