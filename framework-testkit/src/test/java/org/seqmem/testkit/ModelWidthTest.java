// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Block;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.TwoTapPlugin.TwoTapConfig;

/** The kit holds a model to what it says about its width. */
class ModelWidthTest {

    /** What the models say of their width, and whether they mean it. */
    public record WidthConfig(Object channels, boolean parametersGrow, boolean modelGrows) {

        /** Odd widths are refused, as where a width divides into heads. */
        public WidthConfig {
            if (channels instanceof Integer width && width % 2 == 1) {
                throw new IllegalArgumentException("channels must be even");
            }
        }
    }

    /** Two taps for as many inputs as the width says. */
    private record WidePlugin() implements ModelPlugin<WidthConfig> {

        @Override
        public String name() {
            return "wide";
        }

        @Override
        public Class<WidthConfig> configType() {
            return WidthConfig.class;
        }

        @Override
        public String summary() {
            return "as wide as it says";
        }

        @Override
        public ModelFacts facts(WidthConfig config, SequenceShape shape) {
            ModelFacts facts =
                    new TwoTapPlugin().facts(NONE, widened(config, config.parametersGrow(), shape));
            return new ModelFacts(
                    facts.claims(),
                    OptionalLong.of(2L * width(config)),
                    facts.receptiveField(),
                    facts.parameters(),
                    facts.flopsPerStep());
        }

        @Override
        public Block create(WidthConfig config, ModelContext context) {
            SequenceShape shape = widened(config, config.modelGrows(), context.shape());
            return new TwoTapPlugin()
                    .create(NONE, new ModelContext(shape, context.dataType(), context.streams()));
        }

        private static SequenceShape widened(
                WidthConfig config, boolean grows, SequenceShape shape) {
            int outputs = shape.outputSize() * (grows ? width(config) : 2);
            return new SequenceShape(shape.length(), shape.inputSize(), outputs);
        }

        private static int width(WidthConfig config) {
            return config.channels() instanceof Integer width ? width : 2;
        }
    }

    private static final TwoTapConfig NONE = new TwoTapConfig(TwoTapPlugin.Flaw.NONE);

    private static ModelCompatibilityKit<WidthConfig> kit(WidthConfig config) {
        return new ModelCompatibilityKit<>() {
            @Override
            protected ModelPlugin<WidthConfig> plugin() {
                return new WidePlugin();
            }

            @Override
            protected WidthConfig example() {
                return config;
            }
        };
    }

    @Test
    void passesAModelThatGrowsAndRefusesSomeWidths() {
        assertThatCode(() -> kit(new WidthConfig(2, true, true)).growsWithItsWidth())
                .doesNotThrowAnyException();
    }

    @Test
    void failsAWidthThatChangesNothing() {
        assertThatThrownBy(() -> kit(new WidthConfig(2, false, false)).growsWithItsWidth())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("parameters with a larger channels");
    }

    @Test
    void failsAWidthThatTheModelDoesNotHave() {
        assertThatThrownBy(() -> kit(new WidthConfig(2, true, false)).growsWithItsWidth())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("parameters of the model with a larger channels");
    }

    @Test
    void failsAWidthThatIsNoInteger() {
        assertThatThrownBy(() -> kit(new WidthConfig("two", true, true)).growsWithItsWidth())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the width \"channels\" is no integer");
    }
}
