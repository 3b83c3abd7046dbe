// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class UseTest {

    private record Size(int size) {}

    private static final class Box implements Plugin<Size> {

        @Override
        public String name() {
            return "box";
        }

        @Override
        public Class<Size> configType() {
            return Size.class;
        }

        @Override
        public String summary() {
            return "A box.";
        }
    }

    @Test
    void holdsAPluginWithItsConfiguration() {
        Use<Plugin<?>> use = new Use<>(new Box(), new Size(3));

        assertThat(use.name()).isEqualTo("box");
        assertThat(use.config()).isEqualTo(new Size(3));
    }

    @Test
    void rejectsTheConfigurationOfAnotherPlugin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Use<Plugin<?>>(new Box(), new NoConfig()))
                .withMessage(
                        "plugin \"box\" takes a org.seqmem.api.UseTest$Size, not a"
                                + " org.seqmem.api.NoConfig");
    }
}
