// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;
import org.seqmem.api.Plugin;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;

/**
 * The plugins of one module, for a test that none of them is left without its kit:
 *
 * <pre>{@code
 * @Test
 * void everyPluginHasAKit() {
 *     ModulePlugins.of(MyModelPlugin.class).assertHaveKitsBeside(EveryPluginTest.class);
 * }
 * }</pre>
 */
public final class ModulePlugins {

    private final ClassLoader loader;
    private final List<Plugin<?>> plugins;

    private ModulePlugins(ClassLoader loader, List<Plugin<?>> plugins) {
        this.loader = loader;
        this.plugins = List.copyOf(plugins);
    }

    /**
     * The plugins that the jar or directory of a class registers.
     *
     * @param type a class of the module
     */
    public static ModulePlugins of(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        List<Plugin<?>> plugins = new ArrayList<>();
        for (Plugin<?> plugin : ServiceLoader.load(Plugin.class, loader)) {
            if (place(plugin.getClass()).equals(place(type))) {
                plugins.add(plugin);
            }
        }
        return new ModulePlugins(loader, plugins);
    }

    /** The plugins, in the order of the services file. */
    public List<Plugin<?>> all() {
        return plugins;
    }

    /**
     * The plugins of a kind.
     *
     * @param kind its interface, {@code LossPlugin.class}
     * @param <K> the kind with a wildcard, {@code LossPlugin<?>}
     */
    @SuppressWarnings("unchecked") // a class has no type arguments to look at
    public <K extends Plugin<?>> Stream<K> ofKind(Class<? super K> kind) {
        return plugins.stream().filter(kind::isInstance).map(plugin -> (K) plugin);
    }

    /** The configuration that a block with nothing but {@code use} gives. */
    public <C extends Record> C defaults(Plugin<C> plugin) {
        Problems problems = new Problems(plugin.name());
        Binder binder = new Binder(Catalogue.discover(loader), new PluginDefaults());
        return binder.<Plugin<?>>bindUse(
                        PluginCompatibilityKit.kindOf(plugin), plugin.name(), List.of(), problems)
                .map(bound -> plugin.configType().cast(bound.value().config()))
                .orElseGet(() -> fail("defaults of " + plugin.name() + ": " + problems.list()));
    }

    /**
     * The plugins but for some that the kit of their kind does not fit, as that of models does not
     * fit one whose parameters come from a file. {@link PluginCompatibilityKit} fits all.
     *
     * @param names of the plugins
     */
    public ModulePlugins except(String... names) {
        return new ModulePlugins(
                loader,
                plugins.stream()
                        .filter(plugin -> !List.of(names).contains(plugin.name()))
                        .toList());
    }

    /**
     * Fails unless every plugin is put through the kit of its kind by a test class.
     *
     * @param test one of the test classes; all that were compiled with it are looked at
     * @param others kinds that a test goes through {@linkplain #ofKind plugin by plugin}
     */
    public void assertHaveKitsBeside(Class<?> test, Class<?>... others) {
        List<PluginCompatibilityKit<?>> kits = kitsBeside(test);
        assertThat(plugins).as("plugins").isNotEmpty();
        assertThat(plugins)
                .filteredOn(
                        plugin ->
                                Arrays.stream(others).noneMatch(kind -> kind.isInstance(plugin))
                                        && kits.stream().noneMatch(kit -> isKitOf(kit, plugin)))
                .as("plugins without a subclass of the kit of their kind")
                .extracting(plugin -> plugin.getClass().getSimpleName())
                .isEmpty();
    }

    private static boolean isKitOf(PluginCompatibilityKit<?> kit, Plugin<?> plugin) {
        return kit.plugin().getClass() == plugin.getClass()
                && kitOf(PluginCompatibilityKit.kindOf(plugin)).isInstance(kit);
    }

    /** The kit of a kind: {@code LossCompatibilityKit} of {@code LossPlugin}. */
    private static Class<?> kitOf(Class<?> kind) {
        String name = kind.getSimpleName().replaceFirst("Plugin$", "CompatibilityKit");
        try {
            return Class.forName(ModulePlugins.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException noneOfItsOwn) { // a kind that somebody else brought
            return PluginCompatibilityKit.class;
        }
    }

    private static List<PluginCompatibilityKit<?>> kitsBeside(Class<?> test) {
        return ReflectionSupport.findAllClassesInClasspathRoot(
                        place(test), ModulePlugins::isKit, name -> true)
                .stream()
                .<PluginCompatibilityKit<?>>map(
                        type -> (PluginCompatibilityKit<?>) ReflectionSupport.newInstance(type))
                .toList();
    }

    /** Whether it is a kit that can be made as JUnit makes it. */
    private static boolean isKit(Class<?> type) {
        return PluginCompatibilityKit.class.isAssignableFrom(type)
                && !Modifier.isAbstract(type.getModifiers())
                && Arrays.stream(type.getDeclaredConstructors())
                        .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    private static URI place(Class<?> type) {
        return URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toExternalForm());
    }
}
