// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.Optional;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The memory function exp(-rate s), right or with one flaw, to test the kit. */
public final class FadingMemoryPlugin
        implements MemoryFunctionPlugin<FadingMemoryPlugin.FadingConfig> {

    /** What can be wrong with it. */
    public enum Flaw {
        NONE,
        DECAYS_SLOWER_THAN_CLAIMED,
        DECAYS_LIKE_A_POWER,
        CLAIMS_A_POWER,
        CLAIMS_AN_END,
        DIFFERS_ONE_BY_ONE,
        IS_ZERO,
        OVERFLOWS
    }

    /** The configuration. */
    public record FadingConfig(double rate, Flaw flaw) {}

    @Override
    public String name() {
        return "fading";
    }

    @Override
    public Class<FadingConfig> configType() {
        return FadingConfig.class;
    }

    @Override
    public String summary() {
        return "fades at a rate";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("rate", Strength.Larger.SHORTER_MEMORY));
    }

    @Override
    public MemoryFunction create(FadingConfig config) {
        return new Fading(config.rate(), config.flaw());
    }

    private record Fading(double rate, Flaw flaw) implements MemoryFunction {

        @Override
        public double at(int lag) {
            return switch (flaw) {
                case DECAYS_SLOWER_THAN_CLAIMED -> Math.exp(-0.99 * rate * lag);
                case DECAYS_LIKE_A_POWER -> 1 / (1.0 + lag);
                case IS_ZERO -> 0;
                case OVERFLOWS -> Math.exp(rate * lag);
                default -> Math.exp(-rate * lag);
            };
        }

        @Override
        public double[] values(int lags) {
            double[] values = MemoryFunction.super.values(lags);
            if (flaw == Flaw.DIFFERS_ONE_BY_ONE && lags > 3) {
                values[3] = Math.nextUp(values[3]);
            }
            return values;
        }

        @Override
        public Decay decay() {
            return switch (flaw) {
                case CLAIMS_A_POWER -> new Decay.Polynomial(2);
                case CLAIMS_AN_END -> new Decay.CompactSupport(100);
                default -> new Decay.Exponential(rate);
            };
        }
    }
}
