// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.training.SchedulePlugin;

/** What the kits of all kinds share fails every plugin that breaks it. */
class PluginCompatibilityKitTest {

    /** The checks that all kits share, on a plugin. */
    private static final class Kit extends PluginCompatibilityKit<SchedulePlugin<?>> {

        private final SchedulePlugin<?> plugin;
        private final Set<String> withoutDefault;

        Kit(SchedulePlugin<?> plugin, String... withoutDefault) {
            this.plugin = plugin;
            this.withoutDefault = Set.of(withoutDefault);
        }

        @Override
        protected SchedulePlugin<?> plugin() {
            return plugin;
        }

        @Override
        protected Set<String> keysWithoutDefault() {
            return withoutDefault;
        }
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void failsAFlawedPlugin(SchedulePlugin<?> plugin, Consumer<Kit> check, String complaint) {
        assertThatThrownBy(() -> check.accept(new Kit(plugin)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(
                        new FlawedPlugins.Unregistered(),
                        Kit::isFoundByServiceLoaderOnce,
                        "providers of"),
                flaw(
                        new FlawedPlugins.Remembering(),
                        Kit::isAPublicFinalClassWithoutState,
                        "fields that are not constants"),
                flaw(new FlawedPlugins.Twofold(), Kit::isOfExactlyOneKind, "kinds"),
                flaw(
                        new FlawedPlugins.Shouting(),
                        Kit::hasANameInKebabCaseAndASummaryOfOneLine,
                        "HALF_Rate"),
                flaw(
                        new FlawedPlugins.Undocumented(),
                        Kit::givesEveryKeyADefaultAndAComment,
                        "comment of every"),
                flaw(
                        new FlawedPlugins.WithoutDefault(),
                        Kit::givesEveryKeyADefaultAndAComment,
                        "no default of every"),
                flaw(new FlawedPlugins.Unbound(), Kit::bindsItsDefaults, "must be at least 1"));
    }

    private static Arguments flaw(SchedulePlugin<?> plugin, Consumer<Kit> check, String complaint) {
        return arguments(plugin, check, complaint);
    }

    @Test
    void passesAKeyThatIsDeclaredToHaveNoDefault() {
        Kit kit = new Kit(new FlawedPlugins.WithoutDefault(), "every");

        assertThatCode(kit::givesEveryKeyADefaultAndAComment).doesNotThrowAnyException();
        assertThatCode(kit::bindsItsDefaults).doesNotThrowAnyException();
    }

    @Test
    void writesAcronymsInKeysAsTheRuntimeDoes() {
        Kit kit = new Kit(new FlawedPlugins.Acronyms());

        assertThatCode(kit::givesEveryKeyADefaultAndAComment).doesNotThrowAnyException();
        assertThatCode(kit::bindsItsDefaults).doesNotThrowAnyException();
    }

    @Test
    void failsADefaultOfAKeyThatIsDeclaredToHaveNone() {
        Kit kit = new Kit(new FlawedPlugins.Unbound(), "every");

        assertThatThrownBy(kit::givesEveryKeyADefaultAndAComment)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("default of every");
    }
}
